package org.nicepim.mapping;

/**
 * A rectangle of nodes.
 *
 * @param row first row
 * @param col first column
 * @param rows number of rows
 * @param cols number of columns
 */
public record Region(int row, int col, int rows, int cols) {
    /** Checks sizes. */
    public Region {
        if (row < 0 || col < 0 || rows < 1 || cols < 1) {
            throw new IllegalArgumentException("a region needs row, col ≥ 0 and rows, cols ≥ 1");
        }
    }

    /** True if some node lies in both. */
    public boolean overlaps(Region other) {
        return row < other.row + other.rows
                && other.row < row + rows
                && col < other.col + other.cols
                && other.col < col + cols;
    }

    /** Rows x columns at row, column. */
    @Override
    public String toString() {
        return rows + "x" + cols + " at " + row + "," + col;
    }

    /** Number of nodes. */
    public int nodes() {
        return rows * cols;
    }
}
