package org.nicepim.workload;

/**
 * How output rows and columns look at the stored, unpadded input. Output row p reads input rows
 * {@code p·strideRows − padTop + r·dilationRows} that exist.
 *
 * <p>A range of outputs reads the stored rows from {@code firstRow} to before {@code endRow}. With strides or dilations
 * the range may hold rows that no output reads; its ends are exact unless the dilation is above one or a window lies in
 * the padding as a whole. A range that starts where it ends or later is empty.
 *
 * @param ifmapRows stored input rows
 * @param ifmapCols stored input columns
 * @param strideRows step between output rows
 * @param strideCols step between output columns
 * @param padTop zero rows above the input, neither stored nor fetched
 * @param padLeft zero columns left of the input, neither stored nor fetched
 * @param dilationRows distance between filter rows
 * @param dilationCols distance between filter columns
 */
public record Window(
        int ifmapRows,
        int ifmapCols,
        int strideRows,
        int strideCols,
        int padTop,
        int padLeft,
        int dilationRows,
        int dilationCols) {
    /** Largest size, stride, padding or dilation, so that positions fit an int. */
    public static final int MOST = 1 << 29;

    /** Checks ranges. */
    public Window {
        if (ifmapRows < 1
                || ifmapCols < 1
                || strideRows < 1
                || strideCols < 1
                || dilationRows < 1
                || dilationCols < 1) {
            throw new IllegalArgumentException("window sizes, strides and dilations must be at least 1");
        }
        int most = Math.max(
                Math.max(Math.max(strideRows, strideCols), Math.max(dilationRows, dilationCols)),
                Math.max(padTop, padLeft));
        if (most > MOST) {
            throw new IllegalArgumentException(
                    "strides, dilations and padding must be at most " + MOST + ", not " + most);
        }
        if (padTop < 0 || padLeft < 0) {
            throw new IllegalArgumentException("padding must not be negative");
        }
    }

    /** A window that maps every output position to the same input position. */
    public static Window identity(int rows, int cols) {
        return new Window(rows, cols, 1, 1, 0, 0, 1, 1);
    }

    /** First stored input row that outputs from {@code p} on read; the number of rows if they read none. */
    public int firstRow(int p) {
        return Math.min(ifmapRows, Math.max(0, p * strideRows - padTop));
    }

    /** One past the last stored input row that outputs before {@code pEnd} read with {@code r} filter rows. */
    public int endRow(int pEnd, int r) {
        return Math.max(0, Math.min(ifmapRows, (pEnd - 1) * strideRows - padTop + (r - 1) * dilationRows + 1));
    }

    /** First stored input column that outputs from {@code q} on read; the number of columns if they read none. */
    public int firstCol(int q) {
        return Math.min(ifmapCols, Math.max(0, q * strideCols - padLeft));
    }

    /** One past the last stored input column that outputs before {@code qEnd} read with {@code s} filter columns. */
    public int endCol(int qEnd, int s) {
        return Math.max(0, Math.min(ifmapCols, (qEnd - 1) * strideCols - padLeft + (s - 1) * dilationCols + 1));
    }
}
