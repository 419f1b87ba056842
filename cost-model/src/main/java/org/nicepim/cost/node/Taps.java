package org.nicepim.cost.node;

import java.util.BitSet;
import org.nicepim.workload.Window;

/**
 * Which stored rows (or columns) outputs read: output o reads {@code o·stride − pad + t·dilation} for each tap t of the
 * filter, as far as stored. Rows between that no output reads are neither fetched nor moved.
 *
 * @param stride step between outputs
 * @param taps of the filter
 * @param dilation distance between taps
 * @param pad zeros before the first stored row
 * @param stored rows that are stored
 */
public record Taps(int stride, int taps, int dilation, int pad, int stored) {
    /** Rows of a layer. */
    public static Taps rows(Window window, int filterRows) {
        return new Taps(window.strideRows(), filterRows, window.dilationRows(), window.padTop(), window.ifmapRows());
    }

    /** Columns of a layer. */
    public static Taps cols(Window window, int filterCols) {
        return new Taps(window.strideCols(), filterCols, window.dilationCols(), window.padLeft(), window.ifmapCols());
    }

    /** True if neighbouring outputs leave no row between them unread. */
    public boolean dense() {
        return (dilation == 1 || taps == 1) && stride <= taps;
    }

    /** Rows from the first to the last that one output looks at. */
    public int span() {
        return (taps - 1) * dilation + 1;
    }

    /** Different stored rows that the outputs from {@code from} to before {@code to} read. */
    public int read(int from, int to) {
        if (dense()) {
            long first = Math.max(0, (long) from * stride - pad);
            long end = Math.min(stored, (to - 1L) * stride - pad + span());
            return (int) Math.max(0, end - first);
        }
        return stride >= span() ? apart(from, to) : marked(from, to);
    }

    /** Windows that do not overlap. */
    private int apart(int from, int to) {
        int rows = 0;
        for (int output = from; output < to; output++) {
            long first = (long) output * stride - pad;
            long skipped = first >= 0 ? 0 : (-first + dilation - 1) / dilation;
            long before = first >= stored ? 0 : Math.min(taps, (stored - 1 - first) / dilation + 1);
            rows += (int) Math.max(0, before - skipped);
        }
        return rows;
    }

    private int marked(int from, int to) {
        BitSet read = new BitSet();
        long first = (long) from * stride - pad;
        for (int output = from; output < to; output++) {
            for (int tap = 0; tap < taps; tap++) {
                long row = (long) output * stride - pad + (long) tap * dilation;
                if (row >= 0 && row < stored) {
                    read.set((int) (row - first));
                }
            }
        }
        return read.cardinality();
    }
}
