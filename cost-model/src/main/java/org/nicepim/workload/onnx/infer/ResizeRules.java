package org.nicepim.workload.onnx.infer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nicepim.workload.onnx.graph.TensorFact;

/** Feature maps made larger or smaller, by factors or to sizes. */
final class ResizeRules {
    private ResizeRules() {}

    /** Upsample: factors are an attribute before opset 9, an input then. */
    static List<OutputType> upsample(Operation operation) {
        List<Double> stated = operation.attributes().reals("scales", List.of());
        double[] scales = stated.isEmpty()
                ? operation.values(1).toArray()
                : stated.stream().mapToDouble(Double::doubleValue).toArray();
        return operation.one(scaled(operation, allAxes(operation), scales));
    }

    /** Resize: factors are input 1 in opset 10, input 2 from then on, where input 3 may hold sizes instead. */
    static List<OutputType> resize(Operation operation) {
        int scales = operation.inputs() == 2 ? 1 : 2;
        int[] axes = axes(operation);
        if (given(operation, 3)) {
            return operation.one(sized(operation, axes, operation.integers(3)));
        }
        if (!given(operation, scales)) {
            throw operation.wrong("neither scales nor sizes are given");
        }
        return operation.one(scaled(operation, axes, operation.values(scales).toArray()));
    }

    /** An empty tensor says nothing, as an omitted one. */
    private static boolean given(Operation operation, int input) {
        return operation.has(input)
                && Optional.of(operation.input(input))
                        .flatMap(TensorFact::shape)
                        .filter(shape -> !shape.contains(0))
                        .isPresent();
    }

    private static int[] allAxes(Operation operation) {
        return IntStream.range(0, operation.rank(0)).toArray();
    }

    private static int[] axes(Operation operation) {
        int rank = operation.rank(0);
        return operation
                .integers("axes")
                .map(axes -> LongStream.of(axes)
                        .mapToInt(axis -> operation.axisOf(axis, rank))
                        .toArray())
                .orElseGet(() -> allAxes(operation));
    }

    /** Single precision, as runtimes compute: floor(extent · factor). */
    private static long[] scaled(Operation operation, int[] axes, double[] scales) {
        requireLength(operation, axes, scales.length);
        long[] shape = operation.shape(0);
        for (int i = 0; i < axes.length; i++) {
            shape[axes[i]] = (long) Math.floor((float) shape[axes[i]] * (float) scales[i]);
        }
        return shape;
    }

    private static long[] sized(Operation operation, int[] axes, long[] sizes) {
        requireLength(operation, axes, sizes.length);
        long[] shape = operation.shape(0);
        String policy = operation.attributes().text("keep_aspect_ratio_policy", "stretch");
        double[] factors = IntStream.range(0, axes.length)
                .mapToDouble(i -> (double) sizes[i] / shape[axes[i]])
                .toArray();
        boolean smaller = "not_larger".equals(policy);
        double common = smaller
                ? Arrays.stream(factors).min().orElse(1)
                : Arrays.stream(factors).max().orElse(1);
        for (int i = 0; i < axes.length; i++) {
            shape[axes[i]] = "stretch".equals(policy) ? sizes[i] : Math.round(common * shape[axes[i]]);
        }
        return shape;
    }

    private static void requireLength(Operation operation, int[] axes, int values) {
        if (values != axes.length) {
            throw operation.wrong(values + " scales or sizes do not fit " + axes.length + " axes");
        }
    }
}
