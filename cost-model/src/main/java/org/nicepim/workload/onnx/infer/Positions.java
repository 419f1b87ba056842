package org.nicepim.workload.onnx.infer;

import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.nicepim.workload.onnx.graph.Extents;
import org.nicepim.workload.onnx.graph.TensorValues;

/** Row-major positions of a small tensor. */
final class Positions {
    private Positions() {}

    /** Fills a tensor position by position. */
    static TensorValues fill(long[] dims, ToDoubleFunction<int[]> value) {
        return TensorValues.of(IntStream.range(0, (int) Extents.count(dims))
                .mapToDouble(flat -> value.applyAsDouble(at(dims, flat)))
                .toArray());
    }

    /** One coordinate per dim. */
    static int[] at(long[] dims, int flat) {
        int[] position = new int[dims.length];
        int rest = flat;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            position[axis] = (int) (rest % dims[axis]);
            rest /= (int) dims[axis];
        }
        return position;
    }

    /** The way back. */
    static int flat(long[] dims, int[] position) {
        int flat = 0;
        for (int axis = 0; axis < dims.length; axis++) {
            flat = (int) (flat * dims[axis] + position[axis]);
        }
        return flat;
    }

    /** Where a broadcast tensor is read for a position of the result: aligned at the last dim, dims of 1 repeat. */
    static int broadcast(long[] dims, int[] position) {
        int offset = position.length - dims.length;
        return flat(
                dims,
                IntStream.range(0, dims.length)
                        .map(axis -> dims[axis] == 1 ? 0 : position[axis + offset])
                        .toArray());
    }
}
