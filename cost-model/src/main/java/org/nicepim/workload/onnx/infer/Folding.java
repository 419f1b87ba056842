package org.nicepim.workload.onnx.infer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.graph.Extents;
import org.nicepim.workload.onnx.graph.TensorContents;
import org.nicepim.workload.onnx.graph.TensorFact;
import org.nicepim.workload.onnx.graph.TensorValues;

/** Computes small constants before the network runs, so that shapes which follow from shapes are known. */
final class Folding {
    private static final Set<String> OF_SHAPES = Set.of("Shape", "Size");
    private static final Map<String, FoldRule> RULES = rules();

    private Folding() {}

    private static Map<String, FoldRule> rules() {
        Map<String, FoldRule> rules = new HashMap<>(FoldArithmetic.rules());
        rules.putAll(FoldMoves.rules());
        rules.putAll(FoldMakers.rules());
        return Map.copyOf(rules);
    }

    /** Whether no input of the network changes the outputs: all inputs are stored, or their shapes alone matter. */
    static boolean isStored(Operation operation) {
        return OF_SHAPES.contains(operation.node().op()) || operation.given().allMatch(TensorFact::stored);
    }

    /** How many values are read and written to compute one output; 0 if they will not be. */
    static long work(Operation operation, OutputType output) {
        long written = Extents.count(output.dims());
        long read = operation
                .given()
                .mapToLong(fact -> fact.values().map(TensorValues::size).orElse(0))
                .sum();
        return written > TensorContents.maxValues(output.type()) ? 0 : written + read;
    }

    /** Values of one output, if the operator can be computed here and all its inputs are known and small. */
    static Optional<TensorValues> values(Operation operation, OutputType output, int index) {
        FoldRule rule = RULES.get(operation.node().op());
        boolean small = Extents.count(output.dims()) <= TensorContents.maxValues(output.type());
        boolean known = OF_SHAPES.contains(operation.node().op())
                || operation.given().allMatch(fact -> fact.values().isPresent());
        if (rule == null || !small || !known || !operation.node().domain().isEmpty()) {
            return Optional.empty();
        }
        return rule.fold(operation, output, index).map(values -> rounded(output.type(), values));
    }

    private static TensorValues rounded(ElementType type, TensorValues values) {
        return TensorValues.of(Arrays.stream(values.toArray())
                .map(value -> rounded(type, value))
                .toArray());
    }

    /** Single precision rounds after each step, as runtimes do: 10 · 0.7 is 7 there, and less than 7 in double precision. */
    private static double rounded(ElementType type, double value) {
        if (type == ElementType.BOOL) {
            return value == 0 ? 0 : 1;
        }
        if (type.isInteger()) {
            return (double) (long) value;
        }
        return type == ElementType.DOUBLE ? value : (float) value;
    }
}
