package org.nicepim.workload.onnx.infer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nicepim.workload.onnx.graph.ElementType;

/** Operators that make one value out of many along axes. */
final class ReduceRules {
    private ReduceRules() {}

    static List<OutputType> reduce(Operation operation) {
        long[] shape = operation.shape(0);
        boolean keep = operation.attributes().integer("keepdims", 1) != 0;
        return operation.one(without(shape, axes(operation, shape.length), keep));
    }

    /** Which axes vanish: those named by attribute or input, else all, unless {@code noop_with_empty_axes} says none. */
    static boolean[] axes(Operation operation, int rank) {
        long[] named = operation.integers("axes", 1).orElseGet(() -> new long[0]);
        boolean[] reduced = new boolean[rank];
        if (named.length == 0) {
            Arrays.fill(reduced, operation.attributes().integer("noop_with_empty_axes", 0) == 0);
        }
        for (long axis : named) {
            reduced[operation.axisOf(axis, rank)] = true;
        }
        return reduced;
    }

    /** Indices of the largest or smallest value along an axis. */
    static List<OutputType> arg(Operation operation) {
        long[] shape = operation.shape(0);
        boolean[] reduced = new boolean[shape.length];
        reduced[operation.axis(0, shape.length)] = true;
        boolean keep = operation.attributes().integer("keepdims", 1) != 0;
        return List.of(OutputType.of(ElementType.INT64, without(shape, reduced, keep)));
    }

    /** The k largest values along an axis, and their indices. */
    static List<OutputType> topK(Operation operation) {
        long[] shape = operation.shape(0);
        long k = operation.attributes().has("k") ? operation.attributes().integer("k", 1) : (long) operation.scalar(1);
        int axis = operation.axis(-1, shape.length);
        if (k < 0 || k > shape[axis]) {
            throw operation.wrong("the " + k + " largest of " + shape[axis] + " values are asked for");
        }
        shape[axis] = k;
        return List.of(OutputType.of(operation.type(0), shape), OutputType.of(ElementType.INT64, shape));
    }

    private static long[] without(long[] shape, boolean[] reduced, boolean keep) {
        return IntStream.range(0, shape.length)
                .filter(axis -> keep || !reduced[axis])
                .mapToLong(axis -> reduced[axis] ? 1 : shape[axis])
                .toArray();
    }
}
