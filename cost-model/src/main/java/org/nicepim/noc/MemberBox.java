package org.nicepim.noc;

/**
 * The rectangle around some nodes of a mesh, and how many of them lie in its rows and columns, counted from its top left
 * corner. Outside of it none of their routes runs, so sums over links need not look there.
 */
final class MemberBox {
    private final int corner;
    private final int cols;
    private final boolean[] member;
    private final int[] inRow;
    private final int[] inColumn;
    private final int[] upToColumn;

    private MemberBox(int corner, int rows, int cols) {
        this.corner = corner;
        this.cols = cols;
        this.member = new boolean[rows * cols];
        this.inRow = new int[rows];
        this.inColumn = new int[cols];
        this.upToColumn = new int[cols];
    }

    /** Around at least one node; ids are distinct. */
    static MemberBox of(Mesh mesh, int[] members) {
        int left = mesh.cols();
        int right = 0;
        int top = mesh.rows();
        int bottom = 0;
        for (int node : members) {
            int col = node % mesh.cols();
            int row = node / mesh.cols();
            left = Math.min(left, col);
            right = Math.max(right, col);
            top = Math.min(top, row);
            bottom = Math.max(bottom, row);
        }
        MemberBox box = new MemberBox(top * mesh.cols() + left, bottom - top + 1, right - left + 1);
        for (int node : members) {
            box.add(node / mesh.cols() - top, node % mesh.cols() - left);
        }
        int sum = 0;
        for (int col = 0; col < box.cols; col++) {
            sum += box.inColumn[col];
            box.upToColumn[col] = sum;
        }
        return box;
    }

    private void add(int row, int col) {
        member[row * cols + col] = true;
        inRow[row]++;
        inColumn[col]++;
    }

    /** Node id of the top left corner. */
    int corner() {
        return corner;
    }

    int rows() {
        return inRow.length;
    }

    int cols() {
        return cols;
    }

    /** 1 if a member lies there, else 0. */
    int count(int row, int col) {
        return member[row * cols + col] ? 1 : 0;
    }

    int inRow(int row) {
        return inRow[row];
    }

    int inColumn(int col) {
        return inColumn[col];
    }

    /** Members in this column and those left of it. */
    int upToColumn(int col) {
        return upToColumn[col];
    }
}
