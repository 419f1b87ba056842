package org.nicepim.workload.onnx.infer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Windows that slide over the spatial dims of a feature map: one per output position.
 *
 * <p>An axis with input L, padding a before and b behind, kernel k, stride s and dilation d has
 * {@code floor((L + a + b − d·(k − 1) − 1) / s) + 1} windows; with {@code ceil_mode} the division rounds up, except that a window
 * must not start behind the input and its padding before. {@code SAME_UPPER} and {@code SAME_LOWER} pad so that
 * {@code ceil(L / s)} remain. Source: ONNX operator specifications of Conv, MaxPool, AveragePool.
 */
final class Windows {
    private final Operation operation;
    private final long[] kernel;
    private final long[] strides;
    private final long[] dilations;
    private final long[] pads;

    /**
     * Reads strides, dilations and padding of a node.
     *
     * @param kernel extents, one per spatial dim
     */
    Windows(Operation operation, long[] kernel) {
        this.operation = operation;
        this.kernel = positive("kernel_shape", kernel);
        int axes = kernel.length;
        this.strides = positive("strides", list("strides", axes, 1));
        this.dilations = positive("dilations", list("dilations", axes, 1));
        this.pads = list("pads", 2 * axes, 0);
    }

    /** Spatial dims of the output of a convolution or pooling. */
    long[] slide(long[] spatial) {
        return IntStream.range(0, kernel.length)
                .mapToLong(axis -> slide(axis, spatial[axis]))
                .toArray();
    }

    private long slide(int axis, long extent) {
        String autoPad = autoPad();
        if (autoPad.startsWith("SAME")) {
            return ceilDiv(extent, strides[axis]);
        }
        boolean padded = !"VALID".equals(autoPad);
        long before = padded ? pads[axis] : 0;
        long behind = padded ? pads[axis + kernel.length] : 0;
        long room = extent + before + behind - reach(axis);
        if (room < 0) {
            throw operation.wrong("a kernel that reaches over " + reach(axis) + " does not fit into axis " + axis
                    + " of " + extent + " with padding " + before + " + " + behind);
        }
        if (operation.attributes().integer("ceil_mode", 0) == 0) {
            return room / strides[axis] + 1;
        }
        long windows = ceilDiv(room, strides[axis]) + 1;
        return (windows - 1) * strides[axis] >= extent + before ? windows - 1 : windows;
    }

    /**
     * Spatial dims of the output of a transposed convolution: {@code s·(L − 1) + output_padding + d·(k − 1) + 1 − a − b}, or
     * {@code L·s} if padded automatically, or what {@code output_shape} says.
     */
    long[] spread(long[] spatial) {
        int axes = kernel.length;
        return operation
                .integers("output_shape")
                .map(shape -> Arrays.copyOfRange(shape, shape.length - Math.min(axes, shape.length), shape.length))
                .map(shape -> ofLength("output_shape", shape, axes))
                .orElseGet(() -> IntStream.range(0, axes)
                        .mapToLong(axis -> spread(axis, spatial[axis]))
                        .toArray());
    }

    private long spread(int axis, long extent) {
        String autoPad = autoPad();
        if (autoPad.startsWith("SAME")) {
            return extent * strides[axis];
        }
        long cut = "VALID".equals(autoPad) ? 0 : pads[axis] + pads[axis + kernel.length];
        long extra = list("output_padding", kernel.length, 0)[axis];
        return strides[axis] * (extent - 1) + extra + reach(axis) - cut;
    }

    private long reach(int axis) {
        return dilations[axis] * (kernel[axis] - 1) + 1;
    }

    private String autoPad() {
        String autoPad = operation.attributes().text("auto_pad", "NOTSET");
        if (!List.of("NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID", "").contains(autoPad)) {
            throw operation.wrong("auto_pad is '" + autoPad + "', but must be NOTSET, SAME_UPPER, SAME_LOWER or VALID");
        }
        return autoPad;
    }

    private long[] list(String attribute, int length, long otherwise) {
        return operation
                .integers(attribute)
                .map(values -> ofLength(attribute, values, length))
                .orElseGet(
                        () -> LongStream.generate(() -> otherwise).limit(length).toArray());
    }

    private long[] ofLength(String attribute, long[] values, int length) {
        if (values.length != length) {
            throw operation.wrong(attribute + " must have " + length + " values, but has " + Arrays.toString(values));
        }
        return bounded(attribute, values);
    }

    private long[] positive(String attribute, long[] values) {
        if (LongStream.of(values).anyMatch(value -> value < 1)) {
            throw operation.wrong(attribute + " must be at least 1, but is " + Arrays.toString(values));
        }
        return bounded(attribute, values);
    }

    private long[] bounded(String attribute, long[] values) {
        if (LongStream.of(values).anyMatch(value -> Math.abs(value) > Integer.MAX_VALUE)) {
            throw operation.wrong(attribute + " is beyond every tensor: " + Arrays.toString(values));
        }
        return values;
    }

    private static long ceilDiv(long a, long b) {
        return -Math.floorDiv(-a, b);
    }
}
