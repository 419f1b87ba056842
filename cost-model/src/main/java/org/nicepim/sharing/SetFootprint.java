package org.nicepim.sharing;

import org.nicepim.noc.Mesh;

/** Where a set's members lie: counts inside any rectangle in O(1), and the least byte·hops of the set. */
final class SetFootprint {
    private final int cols;
    private final int members;
    private final double receivedBytes;
    private final double leastByteHops;
    /** Members in rows above row and columns left of col, at row·(cols+1)+col. */
    private final int[] prefix;

    /**
     * A set's footprint.
     *
     * @param cycleHops no Hamiltonian cycle over the set is shorter
     */
    SetFootprint(Mesh mesh, SharingSet set, double cycleHops) {
        this.cols = mesh.cols();
        this.members = set.members().size();
        this.receivedBytes = set.receivedBytes();
        this.leastByteHops = receivedBytes * cycleHops;
        this.prefix = new int[(mesh.rows() + 1) * (cols + 1)];
        boolean[] member = new boolean[mesh.nodes()];
        for (int node : set.members()) {
            member[node] = true;
        }
        for (int row = 0; row < mesh.rows(); row++) {
            int inRow = 0;
            for (int col = 0; col < cols; col++) {
                inRow += member[row * cols + col] ? 1 : 0;
                prefix[(row + 1) * (cols + 1) + col + 1] = prefix[row * (cols + 1) + col + 1] + inRow;
            }
        }
    }

    int members() {
        return members;
    }

    double receivedBytes() {
        return receivedBytes;
    }

    double leastByteHops() {
        return leastByteHops;
    }

    int membersIn(SharingBound.Box box) {
        int above = box.top() * (cols + 1);
        int below = box.bottom() * (cols + 1);
        return prefix[below + box.right()]
                - prefix[above + box.right()]
                - prefix[below + box.left()]
                + prefix[above + box.left()];
    }
}
