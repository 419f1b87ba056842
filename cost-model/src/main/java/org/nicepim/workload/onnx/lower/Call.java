package org.nicepim.workload.onnx.lower;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.onnx.graph.OnnxAttributes;
import org.nicepim.workload.onnx.graph.OnnxNode;
import org.nicepim.workload.onnx.graph.ShapedGraph;

/** One node while it is lowered: its inputs and outputs, and what makes layers. */
final class Call {
    private final Lowering lowering;
    private final OnnxNode node;

    Call(Lowering lowering, OnnxNode node) {
        this.lowering = lowering;
        this.node = node;
    }

    String name() {
        return node.name();
    }

    String op() {
        return node.op();
    }

    OnnxAttributes attributes() {
        return node.attributes();
    }

    ShapedGraph graph() {
        return lowering.graph();
    }

    Layers layers() {
        return lowering.layers();
    }

    LayerWriter writer() {
        return lowering.writer();
    }

    Parameters parameters() {
        return lowering.parameters();
    }

    /** Samples that are computed together. */
    int batch() {
        return lowering.batch();
    }

    /** Positions of the inputs that are given. */
    List<Integer> inputs() {
        return IntStream.range(0, node.inputs().size())
                .filter(node::hasInput)
                .boxed()
                .toList();
    }

    boolean has(int input) {
        return node.hasInput(input);
    }

    /** Name of an input tensor. */
    String input(int input) {
        return node.inputs().get(input);
    }

    boolean isStored(int input) {
        return has(input) && graph().isStored(input(input));
    }

    /** True if the input is given and computed from the network's inputs. */
    boolean isComputed(int input) {
        return has(input) && !isStored(input);
    }

    List<Integer> shape(int input) {
        return graph().shape(input(input));
    }

    /** An input that is not stored. */
    Value value(int input) {
        return lowering.value(input(input));
    }

    /** An input that is not stored, in memory and without repeats. */
    Value whole(int input) {
        return writer().whole(name(), value(input));
    }

    /** Words of an input that is not stored, as axes of the roles group them. */
    Tensor tensor(int input, List<Role> roles) {
        Axes axes = Axes.of(shape(input), roles);
        return LayerWriter.tensor(writer().seen(name(), value(input), axes));
    }

    int outputs() {
        return node.outputs().size();
    }

    boolean hasOutput(int output) {
        return output < node.outputs().size() && !node.outputs().get(output).isEmpty();
    }

    /** Shape of the first output. */
    List<Integer> outputShape() {
        return outputShape(0);
    }

    List<Integer> outputShape(int output) {
        return graph().shape(node.outputs().get(output));
    }

    /** Whole numbers of a stored input, or of an attribute of older operator sets; empty if unknown. */
    Optional<List<Long>> integers(String attribute, int input) {
        if (attributes().has(attribute)) {
            return Optional.of(attributes().integers(attribute, List.of()));
        }
        return isStored(input) ? graph().integers(input(input)) : Optional.empty();
    }

    /** An axis counted from the front. */
    static int axis(long stated, int rank) {
        return Math.toIntExact(stated < 0 ? stated + rank : stated);
    }

    /** Gives the first output its value. */
    void returns(Value value) {
        returns(0, value);
    }

    void returns(int output, Value value) {
        if (hasOutput(output)) {
            lowering.put(node.outputs().get(output), value);
        }
    }

    /** Gives the first output the result of a layer. */
    void returns(Draft draft, Axes axes) {
        returns(0, writer().result(draft, axes));
    }

    /** What the first output is so far. */
    Value result() {
        return lowering.value(node.outputs().get(0));
    }

    /** Words under a shape whose axes are not known otherwise. */
    Axes plain(List<Integer> shape) {
        return Axes.of(shape, Roles.of(shape.size()));
    }

    Optional<List<Integer>> knownOutputShape(int output) {
        return graph().knownShape(node.outputs().get(output));
    }

    /** What costs nothing. */
    Value nothing(List<Integer> shape) {
        return lowering.free(shape, Optional.empty());
    }

    /** What costs nothing and has the shape of an output. */
    Value free(int output) {
        return lowering.free(outputShape(output), Optional.empty());
    }

    void note(String what) {
        lowering.notes().add(name(), what);
    }
}
