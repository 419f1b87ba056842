package org.nicepim.workload.onnx.infer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Tensors put together and taken apart along an axis. */
final class JoinRules {
    private JoinRules() {}

    static List<OutputType> concat(Operation operation) {
        return concat(operation, 0, 1, operation.inputs());
    }

    /** The output's scale and zero point, then every operand with its own. */
    static List<OutputType> quantisedConcat(Operation operation) {
        return concat(operation, 2, 3, operation.inputs());
    }

    private static List<OutputType> concat(Operation operation, int first, int step, int end) {
        long[] joined = operation.shape(first);
        if (!operation.attributes().has("axis")) {
            throw operation.wrong("attribute 'axis' is missing");
        }
        int axis = operation.axis(0, joined.length);
        for (int i = first + step; i < end; i += step) {
            long[] next = operation.shape(i);
            long extent = next.length == joined.length ? next[axis] : 0;
            long[] expected = joined.clone();
            expected[axis] = extent;
            if (!Arrays.equals(next, expected)) {
                throw operation.wrong("shape " + Arrays.toString(next) + " does not join " + Arrays.toString(joined)
                        + " along axis " + axis);
            }
            joined[axis] += extent;
        }
        return List.of(OutputType.of(operation.type(first), joined));
    }

    static List<OutputType> split(Operation operation) {
        long[] shape = operation.shape(0);
        int axis = operation.axis(0, shape.length);
        long[] parts = parts(operation, shape[axis]);
        return LongStream.of(parts)
                .mapToObj(part -> {
                    shape[axis] = part;
                    return OutputType.of(operation.type(0), shape);
                })
                .toList();
    }

    /** Extents of the parts of an axis: as given, else equal, where the last one may be smaller. */
    static long[] parts(Operation operation, long extent) {
        long[] parts = operation.integers("split", 1).orElseGet(() -> equalParts(operation, extent));
        if (LongStream.of(parts).sum() != extent || parts.length != operation.outputs()) {
            throw operation.wrong("parts " + Arrays.toString(parts) + " do not fit an axis of " + extent + " and "
                    + operation.outputs() + " outputs");
        }
        return parts;
    }

    private static long[] equalParts(Operation operation, long extent) {
        int count = operation.outputs();
        if (operation.attributes().integer("num_outputs", count) != count) {
            throw operation.wrong("num_outputs is " + operation.attributes().integer("num_outputs", count)
                    + ", but there are " + count + " outputs");
        }
        long part = (extent + count - 1) / count;
        return IntStream.range(0, count)
                .mapToLong(i -> i < count - 1 ? part : extent - part * (count - 1))
                .toArray();
    }
}
