package org.nicepim.workload;

/**
 * How a filter or pooling window moves along one axis, rows or columns.
 *
 * @param size filter elements
 * @param stride step between outputs
 * @param padBefore zeros above or left of the input
 * @param padAfter zeros below or right of the input; may differ from {@code padBefore}
 * @param dilation distance between filter elements
 */
public record KernelAxis(int size, int stride, int padBefore, int padAfter, int dilation) {
    private static final int MOST_ELEMENTS = 1 << 29;

    /** Checks ranges. */
    public KernelAxis {
        if (size < 1 || stride < 1 || dilation < 1) {
            throw new IllegalArgumentException("size, stride and dilation of a kernel must be at least 1: size=" + size
                    + " stride=" + stride + " dilation=" + dilation);
        }
        if (padBefore < 0 || padAfter < 0) {
            throw new IllegalArgumentException(
                    "padding must not be negative: before=" + padBefore + " after=" + padAfter);
        }
        if ((size - 1.0) * dilation + 1 > MOST_ELEMENTS || (double) padBefore + padAfter > MOST_ELEMENTS) {
            throw new IllegalArgumentException("a window with its padding must be at most 2^29 elements wide: size="
                    + size + " dilation=" + dilation + " padding=" + padBefore + "+" + padAfter);
        }
    }

    /** Input elements from the first to the last that one output looks at: {@code (size − 1)·dilation + 1}. */
    public int span() {
        return (size - 1) * dilation + 1;
    }

    /**
     * Number of outputs over {@code in} inputs, {@code ⌊(padded − span) / stride⌋ + 1}.
     *
     * @throws IllegalArgumentException if the window is larger than the padded input
     */
    public int outputs(int in) {
        return slack(in) / stride + 1;
    }

    /**
     * Number of outputs when a last window may hang over the end, {@code ⌈(padded − span) / stride⌉ + 1}, as Caffe pools
     * and as {@code ceil_mode} asks of PyTorch; a window that would start behind the input and its front padding is
     * dropped, by the rule of both.
     *
     * @throws IllegalArgumentException if the window is larger than the padded input
     */
    public int outputsRoundedUp(int in) {
        int outputs = Math.toIntExact(((long) slack(in) + stride - 1) / stride + 1);
        return (outputs - 1L) * stride >= (long) in + padBefore ? outputs - 1 : outputs;
    }

    private int slack(int in) {
        long slack = (long) in + padBefore + padAfter - span();
        if (slack < 0) {
            throw new IllegalArgumentException("a window over " + span() + " elements is larger than the input of " + in
                    + " with padding " + padBefore + "+" + padAfter);
        }
        return Math.toIntExact(slack);
    }

    /**
     * The same axis with TensorFlow's SAME padding for {@code in} inputs: {@code ⌈in / stride⌉} outputs, and the odd
     * zero behind the input (ONNX: {@code SAME_UPPER}).
     */
    public KernelAxis same(int in) {
        int outputs = (in - 1) / stride + 1;
        int zeros = Math.toIntExact(Math.max(0, (outputs - 1L) * stride + span() - in));
        return new KernelAxis(size, stride, zeros / 2, zeros - zeros / 2, dilation);
    }
}
