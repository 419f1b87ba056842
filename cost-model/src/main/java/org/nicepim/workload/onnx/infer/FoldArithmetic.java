package org.nicepim.workload.onnx.infer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.nicepim.workload.onnx.graph.Extents;
import org.nicepim.workload.onnx.graph.TensorValues;

/** Arithmetic on small constants: element by element, and reductions. */
final class FoldArithmetic {
    private static final Map<String, DoubleUnaryOperator> UNARY = Map.ofEntries(
            Map.entry("Identity", a -> a),
            Map.entry("Cast", a -> a),
            Map.entry("CastLike", a -> a),
            Map.entry("Neg", a -> -a),
            Map.entry("Abs", Math::abs),
            Map.entry("Sign", Math::signum),
            Map.entry("Floor", Math::floor),
            Map.entry("Ceil", Math::ceil),
            Map.entry("Round", Math::rint),
            Map.entry("Sqrt", Math::sqrt),
            Map.entry("Exp", Math::exp),
            Map.entry("Log", Math::log),
            Map.entry("Reciprocal", a -> 1 / a),
            Map.entry("Relu", a -> Math.max(0, a)),
            Map.entry("Not", a -> a == 0 ? 1 : 0));

    private static final Map<String, DoubleBinaryOperator> BINARY = Map.ofEntries(
            Map.entry("Add", Double::sum),
            Map.entry("Sum", Double::sum),
            Map.entry("Sub", (a, b) -> a - b),
            Map.entry("Mul", (a, b) -> a * b),
            Map.entry("Div", (a, b) -> a / b),
            Map.entry("Pow", Math::pow),
            Map.entry("Min", Math::min),
            Map.entry("Max", Math::max),
            Map.entry("And", (a, b) -> a != 0 && b != 0 ? 1 : 0),
            Map.entry("Or", (a, b) -> a != 0 || b != 0 ? 1 : 0),
            Map.entry("Xor", (a, b) -> a != 0 ^ b != 0 ? 1 : 0),
            Map.entry("Equal", (a, b) -> a == b ? 1 : 0),
            Map.entry("Greater", (a, b) -> a > b ? 1 : 0),
            Map.entry("Less", (a, b) -> a < b ? 1 : 0),
            Map.entry("GreaterOrEqual", (a, b) -> a >= b ? 1 : 0),
            Map.entry("LessOrEqual", (a, b) -> a <= b ? 1 : 0));

    private FoldArithmetic() {}

    static Map<String, FoldRule> rules() {
        Map<String, FoldRule> rules = new HashMap<>();
        UNARY.forEach((op, function) -> rules.put(op, (operation, output, index) -> unary(operation, function)));
        BINARY.forEach((op, function) ->
                rules.put(op, (operation, output, index) -> binary(operation, output.dims(), function)));
        rules.put("Mod", FoldArithmetic::mod);
        rules.put("Where", FoldArithmetic::where);
        rules.put("ReduceSum", (operation, output, index) -> reduce(operation, output, 0, Double::sum));
        rules.put("ReduceProd", (operation, output, index) -> reduce(operation, output, 1, (a, b) -> a * b));
        rules.put(
                "ReduceMax",
                (operation, output, index) -> reduce(operation, output, Double.NEGATIVE_INFINITY, Math::max));
        rules.put(
                "ReduceMin",
                (operation, output, index) -> reduce(operation, output, Double.POSITIVE_INFINITY, Math::min));
        return rules;
    }

    private static Optional<TensorValues> unary(Operation operation, DoubleUnaryOperator function) {
        return Optional.of(TensorValues.of(
                Arrays.stream(operation.values(0).toArray()).map(function).toArray()));
    }

    private static Optional<TensorValues> binary(Operation operation, long[] dims, DoubleBinaryOperator function) {
        return Optional.of(Positions.fill(dims, position -> IntStream.range(0, operation.inputs())
                .mapToDouble(i -> read(operation, i, position))
                .reduce(function)
                .orElse(0)));
    }

    private static double read(Operation operation, int input, int[] position) {
        return operation.values(input).at(Positions.broadcast(operation.shape(input), position));
    }

    /** The sign is the divisor's, unless {@code fmod} asks for the dividend's. */
    private static Optional<TensorValues> mod(Operation operation, OutputType output, int index) {
        boolean likeC = operation.attributes().integer("fmod", 0) != 0;
        return binary(operation, output.dims(), (a, b) -> likeC ? a % b : a - Math.floor(a / b) * b);
    }

    private static Optional<TensorValues> where(Operation operation, OutputType output, int index) {
        return Optional.of(Positions.fill(
                output.dims(),
                position -> read(operation, 0, position) != 0
                        ? read(operation, 1, position)
                        : read(operation, 2, position)));
    }

    private static Optional<TensorValues> reduce(
            Operation operation, OutputType output, double neutral, DoubleBinaryOperator function) {
        long[] dims = operation.shape(0);
        boolean[] reduced = ReduceRules.axes(operation, dims.length);
        long[] kept = IntStream.range(0, dims.length)
                .mapToLong(axis -> reduced[axis] ? 1 : dims[axis])
                .toArray();
        double[] results = new double[(int) Extents.count(output.dims())];
        Arrays.fill(results, neutral);
        TensorValues values = operation.values(0);
        for (int flat = 0; flat < values.size(); flat++) {
            int target = Positions.broadcast(kept, Positions.at(dims, flat));
            results[target] = function.applyAsDouble(results[target], values.at(flat));
        }
        return Optional.of(TensorValues.of(results));
    }
}
