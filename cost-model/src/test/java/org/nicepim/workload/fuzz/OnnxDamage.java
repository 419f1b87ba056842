package org.nicepim.workload.fuzz;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.onnx.proto.AttributeProto;
import org.nicepim.workload.onnx.proto.GraphProto;
import org.nicepim.workload.onnx.proto.ModelProto;
import org.nicepim.workload.onnx.proto.NodeProto;
import org.nicepim.workload.onnx.proto.TensorProto;

/** Damages an ONNX file: its bytes, or its graph, which is then still a file of the right form. */
final class OnnxDamage {
    /** Kinds of damage. */
    enum Kind {
        TRUNCATED,
        BITS_FLIPPED,
        BYTES_LOST,
        BYTES_REPEATED,
        NODE_LOST,
        NODE_REPEATED,
        INPUT_REWIRED,
        INPUT_DANGLING,
        OUTPUT_RENAMED,
        DIM_CHANGED,
        INPUT_SHAPE_CHANGED,
        ATTRIBUTE_CHANGED,
        OPERATOR_CHANGED,
        OPSET_CHANGED
    }

    private static final List<Long> ODD_NUMBERS = List.of(
            0L,
            -1L,
            1L,
            2L,
            3L,
            7L,
            -7L,
            65_536L,
            2_147_483_647L,
            2_147_483_648L,
            1L << 40,
            Long.MAX_VALUE,
            Long.MIN_VALUE);

    private final Gen gen;

    OnnxDamage(Gen gen) {
        this.gen = gen;
    }

    byte[] of(ModelProto model, Kind kind) {
        return switch (kind) {
            case TRUNCATED -> Arrays.copyOf(model.toByteArray(), gen.between(0, model.getSerializedSize() - 1));
            case BITS_FLIPPED -> flipped(model.toByteArray());
            case BYTES_LOST, BYTES_REPEATED -> moved(model.toByteArray(), kind == Kind.BYTES_LOST);
            case OPSET_CHANGED -> opset(model).toByteArray();
            default ->
                model.toBuilder()
                        .setGraph(damaged(model.getGraph(), kind))
                        .build()
                        .toByteArray();
        };
    }

    private byte[] flipped(byte[] bytes) {
        int flips = gen.oneOf(1, 1, 2, 8, 64);
        for (int i = 0; i < flips; i++) {
            bytes[gen.between(0, bytes.length - 1)] ^= (byte) (1 << gen.between(0, 7));
        }
        return bytes;
    }

    private byte[] moved(byte[] bytes, boolean lost) {
        int from = gen.between(0, bytes.length - 1);
        int size = Math.min(bytes.length - from, gen.oneOf(1, 2, 16, 256));
        ByteString all = ByteString.copyFrom(bytes);
        ByteString middle = all.substring(from, from + size);
        ByteString rest = all.substring(from + size);
        return (lost
                        ? all.substring(0, from).concat(rest)
                        : all.substring(0, from).concat(middle).concat(middle).concat(rest))
                .toByteArray();
    }

    private ModelProto opset(ModelProto model) {
        if (model.getOpsetImportCount() == 0) {
            return model;
        }
        ModelProto.Builder builder = model.toBuilder();
        builder.getOpsetImportBuilder(0).setVersion(gen.oneOf(0L, -1L, 6L, 7L, 9L, 11L, 13L, 18L, 21L, 22L, 1L << 40));
        return builder.build();
    }

    private GraphProto damaged(GraphProto graph, Kind kind) {
        GraphProto.Builder builder = graph.toBuilder();
        int at = gen.between(0, graph.getNodeCount() - 1);
        NodeProto.Builder node = builder.getNodeBuilder(at);
        switch (kind) {
            case NODE_LOST -> builder.removeNode(at);
            case NODE_REPEATED -> builder.addNode(graph.getNode(at));
            case INPUT_REWIRED -> rewire(graph, node);
            case INPUT_DANGLING -> input(node, "nowhere");
            case OUTPUT_RENAMED -> node.setOutput(0, anyTensor(graph));
            case DIM_CHANGED -> dim(builder);
            case INPUT_SHAPE_CHANGED -> shape(builder);
            case ATTRIBUTE_CHANGED -> attribute(node);
            default ->
                node.setOpType(gen.oneOf(
                        graph.getNode(gen.between(0, graph.getNodeCount() - 1)).getOpType(),
                        "Loop",
                        "NoSuchOperator",
                        "MatMul",
                        "Einsum",
                        "Resize",
                        "Slice",
                        "GatherND",
                        "Range"));
        }
        return builder.build();
    }

    private String anyTensor(GraphProto graph) {
        NodeProto node = graph.getNode(gen.between(0, graph.getNodeCount() - 1));
        return gen.chance(0.5) || node.getInputCount() == 0
                ? node.getOutput(0)
                : node.getInput(gen.between(0, node.getInputCount() - 1));
    }

    /** Any tensor, also of a later node: cycles come of it. */
    private void rewire(GraphProto graph, NodeProto.Builder node) {
        input(node, anyTensor(graph));
    }

    private void input(NodeProto.Builder node, String tensor) {
        if (node.getInputCount() > 0) {
            node.setInput(gen.between(0, node.getInputCount() - 1), tensor);
        }
    }

    private void dim(GraphProto.Builder graph) {
        if (graph.getInitializerCount() == 0) {
            return;
        }
        TensorProto.Builder tensor = graph.getInitializerBuilder(gen.between(0, graph.getInitializerCount() - 1));
        if (tensor.getDimsCount() == 0) {
            tensor.addDims(gen.oneOf(ODD_NUMBERS));
        } else {
            tensor.setDims(gen.between(0, tensor.getDimsCount() - 1), gen.oneOf(ODD_NUMBERS));
        }
    }

    private void shape(GraphProto.Builder graph) {
        var shape = graph.getInputBuilder(gen.between(0, graph.getInputCount() - 1))
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder();
        if (shape.getDimCount() == 0 || gen.chance(0.2)) {
            shape.addDimBuilder().setDimValue(gen.oneOf(ODD_NUMBERS));
        } else {
            shape.getDimBuilder(gen.between(0, shape.getDimCount() - 1)).setDimValue(gen.oneOf(ODD_NUMBERS));
        }
    }

    private void attribute(NodeProto.Builder node) {
        if (node.getAttributeCount() == 0) {
            node.addAttribute(AttributeProto.newBuilder()
                    .setName(gen.oneOf("axis", "group", "keepdims", "perm"))
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(gen.oneOf(ODD_NUMBERS)));
            return;
        }
        AttributeProto.Builder attribute = node.getAttributeBuilder(gen.between(0, node.getAttributeCount() - 1));
        if (attribute.getIntsCount() > 0) {
            attribute.setInts(gen.between(0, attribute.getIntsCount() - 1), gen.oneOf(ODD_NUMBERS));
        } else if (gen.chance(0.3)) {
            attribute.setType(AttributeProto.AttributeType.FLOAT).setF(Float.NaN);
        } else {
            attribute.setI(gen.oneOf(ODD_NUMBERS));
        }
    }
}
