package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;
import static org.nicepim.testkit.OnnxBuilder.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.proto.AttributeProto;
import org.nicepim.workload.onnx.proto.GraphProto;
import org.nicepim.workload.onnx.proto.NodeProto;
import org.nicepim.workload.onnx.proto.TensorProto;

/** Ways to write the same network: what converters and optimisers leave in files, or take out of them. */
enum Rewriting {
    /** An Identity behind every node. */
    IDENTITIES(graph -> behind(graph, node -> true, (raw, output) -> List.of(node("Identity", raw, output)))),

    /** A Cast to 16 bits and back behind every convolution, product and activation, as mixed precision has it. */
    CASTS(graph -> behind(graph, node -> Sets.COMPUTING.contains(node.getOpType()), (raw, output) -> {
        String half = output + "/half";
        return List.of(
                node("Cast", raw, half, integer("to", ElementType.FLOAT16.number())),
                node("Cast", half, output, integer("to", ElementType.FLOAT.number())));
    })),

    /** Channels last and back behind every convolution, pooling and normalisation of a map, as tf2onnx has it before it optimises. */
    CHANNELS_LAST(graph -> behind(graph, node -> Sets.ON_MAPS.contains(node.getOpType()), (raw, output) -> {
        String last = output + "/nhwc";
        return List.of(
                node("Transpose", raw, last, ints("perm", 0, 2, 3, 1)),
                node("Transpose", last, output, ints("perm", 0, 3, 1, 2)));
    })),

    /** Weights of 16 bits that a Cast makes real numbers of 32. */
    HALF_WEIGHTS(graph -> {
        Set<String> listed =
                graph.getInputList().stream().map(input -> input.getName()).collect(Collectors.toSet());
        List<NodeProto> casts = new ArrayList<>();
        for (TensorProto.Builder weight : graph.getInitializerBuilderList()) {
            String name = weight.getName();
            boolean data =
                    weight.getFloatDataCount() > 0 || !weight.getRawData().isEmpty();
            if (weight.getDataType() == ElementType.FLOAT.number() && !data && !listed.contains(name)) {
                weight.setName(name + "/half").setDataType(ElementType.FLOAT16.number());
                casts.add(node("Cast", name + "/half", name, integer("to", ElementType.FLOAT.number())));
            }
        }
        prepend(graph, casts);
    }),

    /** Every stored tensor as the output of a Constant node. */
    CONSTANT_NODES(graph -> {
        List<NodeProto> constants = graph.getInitializerList().stream()
                .map(stored -> NodeProto.newBuilder()
                        .setOpType("Constant")
                        .setName(stored.getName())
                        .addOutput(stored.getName())
                        .addAttribute(tensor("value", stored))
                        .build())
                .toList();
        Set<String> names =
                graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
        List<Integer> listed = new ArrayList<>();
        for (int i = 0; i < graph.getInputCount(); i++) {
            if (names.contains(graph.getInput(i).getName())) {
                listed.add(0, i);
            }
        }
        listed.forEach(graph::removeInput);
        graph.clearInitializer();
        prepend(graph, constants);
    }),

    /** Consumers before producers. */
    BACKWARDS(graph -> {
        List<NodeProto> nodes = new ArrayList<>(graph.getNodeList());
        Collections.reverse(nodes);
        graph.clearNode().addAllNode(nodes);
    }),

    /** Nodes without names, as many exporters leave them. */
    NAMELESS(graph -> graph.getNodeBuilderList().forEach(NodeProto.Builder::clearName));

    /** Operators by what they work on. */
    private static final class Sets {
        static final Set<String> COMPUTING =
                Set.of("Conv", "Gemm", "MatMul", "Relu", "Softmax", "Add", "BatchNormalization");
        static final Set<String> ON_MAPS =
                Set.of("Conv", "BatchNormalization", "MaxPool", "AveragePool", "GlobalAveragePool", "LRN", "Clip");
    }

    /** Nodes that make an output of what a node has computed. */
    private interface Tail {
        List<NodeProto> nodes(String raw, String output);
    }

    private final Consumer<GraphProto.Builder> change;

    Rewriting(Consumer<GraphProto.Builder> change) {
        this.change = change;
    }

    /** Writes the network of a graph in this way. */
    void apply(GraphProto.Builder graph) {
        change.accept(graph);
    }

    private static void behind(GraphProto.Builder graph, Predicate<NodeProto> which, Tail tail) {
        List<NodeProto> nodes = new ArrayList<>();
        for (NodeProto node : graph.getNodeList()) {
            if (node.getOutputCount() != 1 || !which.test(node)) {
                nodes.add(node);
                continue;
            }
            String output = node.getOutput(0);
            nodes.add(node.toBuilder().setOutput(0, output + "/raw").build());
            nodes.addAll(tail.nodes(output + "/raw", output));
        }
        graph.clearNode().addAllNode(nodes);
    }

    private static void prepend(GraphProto.Builder graph, List<NodeProto> first) {
        List<NodeProto> nodes = new ArrayList<>(first);
        nodes.addAll(graph.getNodeList());
        graph.clearNode().addAllNode(nodes);
    }

    private static NodeProto node(String operator, String input, String output, AttributeProto... attributes) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output + "/" + operator)
                .addInput(input)
                .addOutput(output)
                .addAllAttribute(List.of(attributes))
                .build();
    }
}
