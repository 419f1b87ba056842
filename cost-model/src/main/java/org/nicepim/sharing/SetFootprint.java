package org.nicepim.sharing;

import org.nicepim.noc.Mesh;

/** Where a set's members lie: whether any lies inside a rectangle in O(1). */
final class SetFootprint {
    private final SetExtent extent;
    private final int cols;
    /** Members in rows above row and columns left of col, at row·(cols+1)+col. */
    private final int[] prefix;

    SetFootprint(Mesh mesh, SharingSet set, SetExtent extent) {
        this.extent = extent;
        this.cols = mesh.cols();
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

    SetExtent extent() {
        return extent;
    }

    /** Whether a member lies there. */
    boolean touches(SharingBound.Box box) {
        int above = box.top() * (cols + 1);
        int below = box.bottom() * (cols + 1);
        int inside = prefix[below + box.right()]
                - prefix[above + box.right()]
                - prefix[below + box.left()]
                + prefix[above + box.left()];
        return inside > 0;
    }
}
