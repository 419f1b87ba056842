package org.nicepim.workload.onnx.lower;

import java.util.List;
import java.util.Optional;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Window;

/**
 * A window that slides over rows and columns. Feature maps with one spatial axis have it on the rows.
 *
 * @param rows along the rows
 * @param cols along the columns; the identity over one column if there is one spatial axis
 */
record Sliding(Track rows, Track cols) {
    private static final Track NONE = new Track(1, 1, 1, 1, 0, 1);

    /**
     * One axis.
     *
     * @param in stored positions
     * @param out positions of the output
     * @param size filter elements
     * @param stride step between outputs
     * @param pad zeros in front
     * @param dilation distance between filter elements
     */
    record Track(int in, int out, int size, int stride, int pad, int dilation) {
        boolean isIdentity() {
            return size == 1 && stride == 1 && pad == 0 && in == out;
        }
    }

    /**
     * Reads a node's settings.
     *
     * @param in extents of the stored input, batch and channels included
     * @param out extents of the output
     * @param kernel filter elements per spatial axis
     * @param padded zeros in front of each axis that a padding before the node adds
     */
    static Sliding of(
            Call call, List<Integer> in, List<Integer> out, List<Integer> kernel, Optional<Content.Padded> padded) {
        Track rows = track(call, in, out, kernel, 0, padded);
        return new Sliding(rows, kernel.size() > 1 ? track(call, in, out, kernel, 1, padded) : NONE);
    }

    /** A window of one position. */
    static Sliding still(FeatureMap map) {
        return new Sliding(
                new Track(map.rows(), map.rows(), 1, 1, 0, 1), new Track(map.cols(), map.cols(), 1, 1, 0, 1));
    }

    private static Track track(
            Call call,
            List<Integer> in,
            List<Integer> out,
            List<Integer> kernel,
            int axis,
            Optional<Content.Padded> padded) {
        int stride = setting(call, "strides", axis, 1);
        int dilation = setting(call, "dilations", axis, 1);
        int size = kernel.get(axis);
        int span = Math.addExact(Math.multiplyExact(size - 1, dilation), 1);
        int before = padded.map(pad -> pad.before().get(axis + 2)).orElse(0);
        int behind = padded.map(pad -> pad.after().get(axis + 2)).orElse(0);
        int extent = in.get(axis + 2);
        int outputs = out.get(axis + 2);
        int zeros = Math.max(0, (outputs - 1) * stride + span - (extent + before + behind));
        int own =
                switch (call.attributes().text("auto_pad", "NOTSET")) {
                    case "SAME_UPPER" -> zeros / 2;
                    case "SAME_LOWER" -> zeros - zeros / 2;
                    case "VALID" -> 0;
                    default -> setting(call, "pads", axis, 0);
                };
        return new Track(extent, outputs, size, stride, Math.max(0, own + before), dilation);
    }

    private static int setting(Call call, String attribute, int axis, int otherwise) {
        List<Long> values = call.attributes().integers(attribute, List.of());
        return values.isEmpty() ? otherwise : Math.toIntExact(values.get(axis));
    }

    /** How outputs look at the stored input. */
    Window window() {
        return new Window(rows.in, cols.in, rows.stride, cols.stride, rows.pad, cols.pad, rows.dilation, cols.dilation);
    }

    /** The stored input. */
    FeatureMap input(int n, int channels) {
        return new FeatureMap(n, channels, rows.in, cols.in);
    }
}
