package org.nicepim.workload.onnx.infer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators that pick, repeat or add values by position. */
final class SliceRules {
    private SliceRules() {}

    /**
     * Where a slice of an axis begins, how far it steps, and how many values it takes.
     *
     * @param start first position
     * @param step distance of two positions, not 0
     * @param count how many positions
     */
    record Range(long start, long step, long count) {}

    static List<OutputType> slice(Operation operation) {
        return operation.one(
                Arrays.stream(ranges(operation)).mapToLong(Range::count).toArray());
    }

    /** One range per axis of the input; starts, ends, axes and steps are attributes before opset 10, inputs from then on. */
    static Range[] ranges(Operation operation) {
        long[] shape = operation.shape(0);
        long[] starts = operation.integers("starts", 1).orElseThrow(() -> operation.wrong("starts are missing"));
        long[] ends = operation.integers("ends", 2).orElseThrow(() -> operation.wrong("ends are missing"));
        long[] axes = operation.integers("axes", 3).orElseGet(() -> LongStream.range(0, starts.length)
                .toArray());
        long[] steps = operation.integers("steps", 4).orElseGet(() -> LongStream.generate(() -> 1)
                .limit(starts.length)
                .toArray());
        if (ends.length != starts.length || axes.length != starts.length || steps.length != starts.length) {
            throw operation.wrong("starts, ends, axes and steps must be of one length");
        }
        Range[] ranges =
                Arrays.stream(shape).mapToObj(dim -> new Range(0, 1, dim)).toArray(Range[]::new);
        for (int i = 0; i < starts.length; i++) {
            int axis = operation.axisOf(axes[i], shape.length);
            ranges[axis] = range(operation, shape[axis], starts[i], ends[i], steps[i]);
        }
        return ranges;
    }

    /** As Python slices: negative positions count from the end, and what lies outside is cut. */
    private static Range range(Operation operation, long extent, long start, long end, long step) {
        if (step == 0 || Math.abs((double) step) > Integer.MAX_VALUE) {
            throw operation.wrong("a step of " + step + " goes nowhere");
        }
        long low = step > 0 ? 0 : -1;
        long high = step > 0 ? extent : extent - 1;
        long from = clamp(start < 0 ? start + extent : start, Math.max(low, 0), high);
        long to = clamp(end < 0 ? end + extent : end, low, high);
        long distance = step > 0 ? to - from : from - to;
        long size = Math.abs(step);
        return new Range(from, step, Math.max(0, (distance + size - 1) / size));
    }

    private static long clamp(long value, long low, long high) {
        return Math.max(low, Math.min(high, value));
    }

    /** Padding, before and behind, for all axes or for those named. */
    static List<OutputType> pad(Operation operation) {
        long[] shape = operation.shape(0);
        long[] pads = operation.integers("pads", 1).orElseThrow(() -> operation.wrong("pads are missing"));
        long[] axes = operation.has(3)
                ? operation.integers(3)
                : LongStream.range(0, shape.length).toArray();
        if (pads.length != 2 * axes.length) {
            throw operation.wrong(pads.length + " pads do not fit " + axes.length + " axes: two per axis are needed");
        }
        for (int i = 0; i < axes.length; i++) {
            shape[operation.axisOf(axes[i], shape.length)] += pads[i] + pads[i + axes.length];
        }
        return operation.one(shape);
    }

    static List<OutputType> tile(Operation operation) {
        long[] shape = operation.shape(0);
        long[] repeats = operation.integers(1);
        if (repeats.length != shape.length) {
            throw operation.wrong(
                    "repeats " + Arrays.toString(repeats) + " do not fit shape " + Arrays.toString(shape));
        }
        return operation.one(IntStream.range(0, shape.length)
                .mapToLong(axis -> bounded(operation, repeats[axis]) * shape[axis])
                .toArray());
    }

    private static long bounded(Operation operation, long repeats) {
        if (repeats < 0 || repeats > Integer.MAX_VALUE) {
            throw operation.wrong("repeats go from 0 to " + Integer.MAX_VALUE + ", not " + repeats);
        }
        return repeats;
    }

    /** The indices' shape takes the place of one axis. */
    static List<OutputType> gather(Operation operation) {
        long[] shape = operation.shape(0);
        int axis = operation.axis(0, shape.length);
        return operation.one(join(
                Arrays.copyOf(shape, axis), operation.shape(1), Arrays.copyOfRange(shape, axis + 1, shape.length)));
    }

    static List<OutputType> gatherElements(Operation operation) {
        return operation.one(operation.shape(1));
    }

    /** The last dim of the indices addresses leading dims of the data, behind those of the batch. */
    static List<OutputType> gatherNd(Operation operation) {
        long[] data = operation.shape(0);
        long[] indices = operation.shape(1);
        long batchDims = operation.attributes().integer("batch_dims", 0);
        long addressed = indices.length == 0 ? 0 : indices[indices.length - 1];
        if (indices.length == 0 || batchDims < 0 || batchDims + addressed > data.length) {
            throw operation.wrong("indices of shape " + Arrays.toString(indices) + " address more than the "
                    + data.length + " axes of the data");
        }
        return operation.one(join(
                Arrays.copyOf(indices, indices.length - 1),
                Arrays.copyOfRange(data, (int) (batchDims + addressed), data.length)));
    }

    static long[] join(long[]... parts) {
        return Arrays.stream(parts).flatMapToLong(Arrays::stream).toArray();
    }
}
