package org.nicepim.workload.onnx.infer;

import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nicepim.workload.onnx.graph.Extents;
import org.nicepim.workload.onnx.graph.TensorFact;
import org.nicepim.workload.onnx.graph.TensorValues;

/** Values of what attributes, shapes and small numbers make. */
final class FoldMakers {
    private FoldMakers() {}

    static Map<String, FoldRule> rules() {
        return Map.of(
                "Constant",
                (operation, output, index) -> MakerRules.constantOf(operation).values(),
                "Shape",
                (operation, output, index) -> Optional.of(TensorValues.of(MakerRules.shapeOf(operation))),
                "Size",
                (operation, output, index) -> Optional.of(TensorValues.of(Extents.count(operation.shape(0)))),
                "ConstantOfShape",
                FoldMakers::constantOfShape,
                "Range",
                FoldMakers::range,
                "NonZero",
                FoldMakers::nonZero);
    }

    private static Optional<TensorValues> constantOfShape(Operation operation, OutputType output, int index) {
        Optional<TensorFact> fill = MakerRules.fill(operation);
        Optional<TensorValues> value =
                fill.isPresent() ? fill.flatMap(TensorFact::values) : Optional.of(TensorValues.of(0));
        return value.filter(one -> one.size() == 1).map(one -> Positions.fill(output.dims(), position -> one.at(0)));
    }

    private static Optional<TensorValues> range(Operation operation, OutputType output, int index) {
        double start = operation.scalar(0);
        double delta = operation.scalar(2);
        return Optional.of(Positions.fill(output.dims(), position -> start + position[0] * delta));
    }

    /** Positions of values that are not zero: one row per axis. */
    private static Optional<TensorValues> nonZero(Operation operation, OutputType output, int index) {
        long[] dims = operation.rank(0) == 0 ? new long[] {1} : operation.shape(0);
        TensorValues values = operation.values(0);
        IntPredicate set = flat -> values.at(flat) != 0;
        long[][] found = IntStream.range(0, values.size())
                .filter(set)
                .mapToObj(flat ->
                        IntStream.of(Positions.at(dims, flat)).asLongStream().toArray())
                .toArray(long[][]::new);
        return Optional.of(TensorValues.of(IntStream.range(0, dims.length)
                .boxed()
                .flatMapToLong(axis -> LongStream.range(0, found.length).map(i -> found[(int) i][axis]))
                .toArray()));
    }
}
