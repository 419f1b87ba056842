package org.nicepim.workload.onnx.infer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nicepim.workload.onnx.graph.ElementType;

/** NumPy's rule: shapes are aligned at the last dim, and a dim of 1 is repeated. */
final class Broadcast {
    private Broadcast() {}

    /** All inputs against each other; the first input's type. */
    static List<OutputType> all(Operation operation) {
        return operation.one(shape(operation, 0, operation.inputs()));
    }

    /** All inputs against each other; truth values. */
    static List<OutputType> compare(Operation operation) {
        return List.of(OutputType.of(ElementType.BOOL, shape(operation, 0, operation.inputs())));
    }

    /** A condition and two values. */
    static List<OutputType> where(Operation operation) {
        return List.of(OutputType.of(operation.type(1), shape(operation, 0, 3)));
    }

    /** Two quantised operands, each followed by its scale and zero point. */
    static List<OutputType> quantised(Operation operation) {
        return operation.one(both(operation, operation.shape(0), operation.shape(3)));
    }

    /** A shape given as values. */
    static List<OutputType> expand(Operation operation) {
        return operation.one(both(operation, operation.shape(0), operation.integers(1)));
    }

    private static long[] shape(Operation operation, int from, int to) {
        long[] shape = operation.shape(from);
        for (int i = from + 1; i < to; i++) {
            shape = both(operation, shape, operation.shape(i));
        }
        return shape;
    }

    /** Two shapes against each other. */
    static long[] both(Operation operation, long[] a, long[] b) {
        int rank = Math.max(a.length, b.length);
        return IntStream.range(0, rank)
                .mapToLong(i -> {
                    long left = aligned(a, rank, i);
                    long right = aligned(b, rank, i);
                    if (left != right && left != 1 && right != 1) {
                        throw operation.wrong(
                                "shapes " + Arrays.toString(a) + " and " + Arrays.toString(b) + " do not broadcast");
                    }
                    return left == 1 ? right : left;
                })
                .toArray();
    }

    private static long aligned(long[] dims, int rank, int index) {
        int own = index - (rank - dims.length);
        return own < 0 ? 1 : dims[own];
    }
}
