package org.nicepim.workload;

/**
 * A filter or pooling window in both axes: {@code Kernel.square(3).stride(2).pad(1)}.
 *
 * @param rows along the rows
 * @param cols along the columns
 * @param roundUp true if a last window may hang over the end of the input (ceil mode)
 */
public record Kernel(KernelAxis rows, KernelAxis cols, boolean roundUp) {
    /** A kernel of {@code size} × {@code size} with stride 1 and no padding. */
    public static Kernel square(int size) {
        return of(size, size);
    }

    /** A kernel of {@code rows} × {@code cols} with stride 1 and no padding. */
    public static Kernel of(int rows, int cols) {
        return new Kernel(new KernelAxis(rows, 1, 0, 0, 1), new KernelAxis(cols, 1, 0, 0, 1), false);
    }

    /** This kernel with the same stride in both axes. */
    public Kernel stride(int stride) {
        return new Kernel(
                new KernelAxis(rows.size(), stride, rows.padBefore(), rows.padAfter(), rows.dilation()),
                new KernelAxis(cols.size(), stride, cols.padBefore(), cols.padAfter(), cols.dilation()),
                roundUp);
    }

    /** This kernel with the same dilation in both axes. */
    public Kernel dilation(int dilation) {
        return new Kernel(
                new KernelAxis(rows.size(), rows.stride(), rows.padBefore(), rows.padAfter(), dilation),
                new KernelAxis(cols.size(), cols.stride(), cols.padBefore(), cols.padAfter(), dilation),
                roundUp);
    }

    /** This kernel with the same padding on all four sides. */
    public Kernel pad(int zeros) {
        return pad(zeros, zeros, zeros, zeros);
    }

    /** This kernel with its own padding on each side, in ONNX's order: top, left, bottom, right. */
    public Kernel pad(int top, int left, int bottom, int right) {
        return new Kernel(
                new KernelAxis(rows.size(), rows.stride(), top, bottom, rows.dilation()),
                new KernelAxis(cols.size(), cols.stride(), left, right, cols.dilation()),
                roundUp);
    }

    /** This kernel with TensorFlow's SAME padding for the input; see {@link KernelAxis#same}. */
    public Kernel same(FeatureMap input) {
        return new Kernel(rows.same(input.rows()), cols.same(input.cols()), roundUp);
    }

    /** This kernel in ceil mode; see {@link KernelAxis#outputsRoundedUp}. */
    public Kernel ceil() {
        return new Kernel(rows, cols, true);
    }

    /** Output rows over an input of so many rows. */
    public int outputRows(int inputRows) {
        return roundUp ? rows.outputsRoundedUp(inputRows) : rows.outputs(inputRows);
    }

    /** Output columns over an input of so many columns. */
    public int outputCols(int inputCols) {
        return roundUp ? cols.outputsRoundedUp(inputCols) : cols.outputs(inputCols);
    }

    /** How the outputs look at this input. */
    public Window over(FeatureMap input) {
        return new Window(
                input.rows(),
                input.cols(),
                rows.stride(),
                cols.stride(),
                rows.padBefore(),
                cols.padBefore(),
                rows.dilation(),
                cols.dilation());
    }
}
