package org.nicepim.sharing;

import java.util.Arrays;
import java.util.List;
import org.nicepim.noc.Mesh;

/**
 * Members of a set relative to the top left corner of their box, on a mesh with that many columns. Sets with equal shapes
 * are translations of each other, so their cycles, routes and link loads are too.
 */
final class SetShape {
    private final int cols;
    private final int[] offsets;
    private final int hash;

    private SetShape(int cols, int[] offsets) {
        this.cols = cols;
        this.offsets = offsets;
        this.hash = 31 * Arrays.hashCode(offsets) + cols;
    }

    /** Shape of ascending members with that {@link #corner}. */
    static SetShape of(Mesh mesh, List<Integer> members, int corner) {
        int[] offsets = new int[members.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = members.get(i) - corner;
        }
        return new SetShape(mesh.cols(), offsets);
    }

    /** Top left node of the members' box. */
    static int corner(Mesh mesh, List<Integer> members) {
        int left = mesh.cols();
        for (int i = 0; i < members.size(); i++) {
            left = Math.min(left, members.get(i) % mesh.cols());
        }
        return members.get(0) / mesh.cols() * mesh.cols() + left;
    }

    /** The same nodes elsewhere. */
    static List<Integer> shifted(List<Integer> nodes, int by) {
        Integer[] shifted = new Integer[nodes.size()];
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] = nodes.get(i) + by;
        }
        return List.of(shifted);
    }

    /** Whether members with that corner have this shape; equal shapes without making one. */
    boolean isOf(List<Integer> members, int corner) {
        if (members.size() != offsets.length) {
            return false;
        }
        for (int i = 0; i < offsets.length; i++) {
            if (members.get(i) - corner != offsets[i]) {
                return false;
            }
        }
        return true;
    }

    /** The part of the mesh from the corner down to the last member, as wide as the whole mesh, so that link ids fit. */
    Mesh mesh() {
        return new Mesh(offsets[offsets.length - 1] / cols + 1, cols);
    }

    /** Members relative to the corner, ascending; a fresh array. */
    int[] nodes() {
        return offsets.clone();
    }

    /** Members relative to the corner, ascending. */
    List<Integer> members() {
        return Arrays.stream(offsets).boxed().toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SetShape that && cols == that.cols && Arrays.equals(offsets, that.offsets);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
