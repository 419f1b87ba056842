package org.nicepim.workload.yaml;

import java.util.Optional;
import org.nicepim.workload.KernelAxis;

/**
 * Half of a window, along rows or columns, as a file writes it.
 *
 * @param extent rows or columns of the input, if said
 * @param stride step between outputs
 * @param padBefore zeros above or left of the input
 * @param padAfter zeros below or right of the input
 * @param dilation distance between filter elements
 */
record AxisDraft(Optional<Integer> extent, int stride, int padBefore, int padAfter, int dilation) {
    /** Every output looks at one position. */
    static final AxisDraft IDENTITY = new AxisDraft(Optional.empty(), 1, 0, 0, 1);

    AxisDraft withoutExtent() {
        return new AxisDraft(Optional.empty(), stride, padBefore, padAfter, dilation);
    }

    /** Outputs over so many inputs. */
    int outputs(int filter, int in) {
        return new KernelAxis(filter, stride, padBefore, padAfter, dilation).outputs(in);
    }

    /**
     * A window that has at least so many outputs: padded alike on both sides if that is enough, else as much behind as it
     * takes.
     */
    static AxisDraft of(int in, int stride, int pad, int dilation, int filter, int outputs) {
        long span = (filter - 1L) * dilation + 1;
        long needed = (outputs - 1L) * stride + span - in - pad;
        int after = Math.toIntExact(Math.max(pad, needed));
        return new AxisDraft(Optional.of(in), stride, pad, after, dilation);
    }
}
