package org.nicepim.sharing;

import java.util.List;
import org.nicepim.noc.Mesh;

/**
 * The rectangle around a set's members, and what the set moves at least.
 *
 * @param top row of the first member
 * @param left first column with a member
 * @param bottom row after the last member
 * @param right column after the last with a member
 * @param receivedBytes that each member receives
 * @param leastByteHops of any way to gather the set
 */
record SetExtent(int top, int left, int bottom, int right, double receivedBytes, double leastByteHops) {
    /**
     * A set's extent.
     *
     * @param cycleHops no Hamiltonian cycle over the set is shorter
     */
    static SetExtent of(Mesh mesh, SharingSet set, double cycleHops) {
        List<Integer> members = set.members();
        int left = mesh.cols();
        int right = 0;
        for (int i = 0; i < members.size(); i++) {
            int col = members.get(i) % mesh.cols();
            left = Math.min(left, col);
            right = Math.max(right, col + 1);
        }
        int top = members.get(0) / mesh.cols();
        int bottom = members.get(members.size() - 1) / mesh.cols() + 1;
        double received = set.receivedBytes();
        return new SetExtent(top, left, bottom, right, received, received * cycleHops);
    }

    /** Whether all members lie there. */
    boolean liesIn(SharingBound.Box box) {
        return top >= box.top() && bottom <= box.bottom() && left >= box.left() && right <= box.right();
    }

    /** Whether a member lies in the first rows or the first columns of the mesh. */
    boolean startsIn(SharingBound.Box strip) {
        return top < strip.bottom() && left < strip.right();
    }
}
