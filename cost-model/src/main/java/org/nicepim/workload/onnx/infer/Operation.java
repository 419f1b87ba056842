package org.nicepim.workload.onnx.infer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.graph.OnnxAttributes;
import org.nicepim.workload.onnx.graph.OnnxException;
import org.nicepim.workload.onnx.graph.OnnxNode;
import org.nicepim.workload.onnx.graph.TensorFact;
import org.nicepim.workload.onnx.graph.TensorValues;

/** One node with the facts of its inputs: what a shape rule looks at. Positions count from 0. */
final class Operation {
    private final GraphContext context;
    private final OnnxNode node;
    private final List<Optional<TensorFact>> inputs;
    private final List<Optional<long[]>> shapes;

    /**
     * A node in its graph.
     *
     * @param inputs facts in the order of the node's inputs; empty for an omitted one
     */
    Operation(GraphContext context, OnnxNode node, List<Optional<TensorFact>> inputs) {
        this.context = context;
        this.node = node;
        this.inputs = List.copyOf(inputs);
        this.shapes = inputs.stream()
                .map(input -> input.flatMap(TensorFact::shape).map(Operation::toLongs))
                .toList();
    }

    OnnxNode node() {
        return node;
    }

    OnnxAttributes attributes() {
        return node.attributes();
    }

    int opset() {
        return context.opset();
    }

    /** File and node, as messages begin. */
    String where() {
        return context.file() + ": " + node.label();
    }

    int inputs() {
        return inputs.size();
    }

    int outputs() {
        return node.outputs().size();
    }

    boolean has(int index) {
        return index < inputs.size() && inputs.get(index).isPresent();
    }

    /** The facts of all inputs that are not omitted. */
    Stream<TensorFact> given() {
        return inputs.stream().flatMap(Optional::stream);
    }

    /** The fact of a required input. */
    TensorFact input(int index) {
        return Optional.of(index)
                .filter(this::has)
                .flatMap(inputs::get)
                .orElseThrow(() -> wrong("input " + index + " is missing"));
    }

    ElementType type(int index) {
        return input(index).type();
    }

    /** Dims of a required input, a copy. */
    long[] shape(int index) {
        input(index);
        return shapes.get(index).map(long[]::clone).orElseThrow(() -> wrong("input " + index + " has no shape"));
    }

    int rank(int index) {
        return shape(index).length;
    }

    private static long[] toLongs(List<Integer> dims) {
        return dims.stream().mapToLong(Integer::longValue).toArray();
    }

    /** Values of a required input that decides shapes. */
    TensorValues values(int index) {
        return input(index).values().orElseThrow(() -> unknown(index));
    }

    long[] integers(int index) {
        return values(index).toLongArray();
    }

    /** The one value of an input that is a scalar or holds one element. */
    double scalar(int index) {
        TensorValues values = values(index);
        if (values.size() != 1) {
            throw wrong("input " + index + " must hold one value, but holds " + values.size());
        }
        return values.at(0);
    }

    /** Whole numbers that older operator sets keep in an attribute and newer ones in an input; empty if neither is given. */
    Optional<long[]> integers(String attribute, int index) {
        if (attributes().has(attribute)) {
            return Optional.of(longs(attributes().integers(attribute, List.of())));
        }
        return has(index) ? Optional.of(integers(index)) : Optional.empty();
    }

    /** An attribute of whole numbers; empty if it is not set. */
    Optional<long[]> integers(String attribute) {
        return attributes().has(attribute)
                ? Optional.of(longs(attributes().integers(attribute, List.of())))
                : Optional.empty();
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    /** An axis attribute, counted from the front. */
    int axis(long otherwise, int rank) {
        return axisOf(attributes().integer("axis", otherwise), rank);
    }

    /** An axis counted from the front, where negative ones count from the back. */
    int axisOf(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw wrong("axis " + axis + " does not exist in a tensor of rank " + rank);
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    void requireRank(int index, int rank) {
        if (rank(index) != rank) {
            throw wrong(
                    "input " + index + " must have rank " + rank + ", but has shape " + Arrays.toString(shape(index)));
        }
    }

    /** One output of the first input's type. */
    List<OutputType> one(long... dims) {
        return List.of(OutputType.of(type(0), dims));
    }

    /** The error that inputs or attributes break a rule. */
    OnnxException wrong(String rule) {
        return new OnnxException(where() + ": " + rule);
    }

    /** The error that a setting is not supported. */
    UnsupportedOperatorException unsupported(String what) {
        return new UnsupportedOperatorException(
                where() + ": " + what + "; with --skip-unsupported the node is passed through at no cost");
    }

    private UnknownValueException unknown(int index) {
        String tensor = node.inputs().get(index);
        String reason = Optional.ofNullable(context.absences().get(tensor)).orElseGet(() -> absence(input(index)));
        return new UnknownValueException(
                where() + ": the values of input " + index + " ('" + tensor + "') decide the shape, but " + reason);
    }

    private static String absence(TensorFact fact) {
        if (!fact.stored()) {
            return "they depend on the network's input. Maybe fold the model's shapes before, or fix them at export?";
        }
        return "the file does not hold them, or there are too many";
    }
}
