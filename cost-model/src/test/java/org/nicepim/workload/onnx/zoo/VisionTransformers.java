package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.testkit.OnnxBuilder;

/** ViT-B/16 by two libraries: queries, keys and values in one product. */
final class VisionTransformers {
    private static final int HIDDEN = 768;
    private static final int HEADS = 12;
    private static final int POSITIONS = 197;

    private final SequenceNet net;

    private VisionTransformers(int opset) {
        this.net = new SequenceNet("main_graph", opset);
    }

    /** As timm's, opset 17: one tensor of queries, keys and values, cut by Gather; the class token by slice and squeeze. */
    static OnnxBuilder byTimm() {
        VisionTransformers file = new VisionTransformers(17);
        String x = file.embeddings("batch");
        for (int i = 0; i < 12; i++) {
            String name = "/blocks." + i;
            x = file.block(name, x, file.timmAttention(name + "/attn", file.norm(name + "/norm1", x)));
        }
        SequenceNet net = file.net;
        String token = net.op("Gather", "/Gather", List.of(file.norm("/norm", x), net.scalar(0)), integer("axis", 1));
        return net.onnx().output(file.gemm("/head/Gemm", token, HIDDEN, 1000));
    }

    /** As torchvision's, opset 14: attention wants positions before the batch, and works on batch × heads as one dim. */
    static OnnxBuilder byTorchvision(int batch) {
        VisionTransformers file = new VisionTransformers(14);
        String x = file.embeddings(batch);
        for (int i = 0; i < 12; i++) {
            String name = "/encoder/layer_" + i;
            String attended = file.sequenceFirst(name + "/attention", file.normOfParts(name + "/ln_1", x), batch);
            x = file.block(name, x, attended);
        }
        SequenceNet net = file.net;
        String normed = file.normOfParts("/ln", x);
        String token = net.squeezed("/Squeeze", net.sliced("/Slice", normed, 1, 0, 1), 1);
        return net.onnx().output(file.gemm("/heads/Gemm", token, HIDDEN, 1000));
    }

    private String embeddings(Object batch) {
        String image = net.onnx().input("image", batch, 3, 224, 224);
        List<String> patch = List.of(
                image, net.weight("patch_embed.weight", HIDDEN, 3, 16, 16), net.weight("patch_embed.bias", HIDDEN));
        String grid = net.op("Conv", "/patch_embed/Conv", patch, ints("kernel_shape", 16, 16), ints("strides", 16, 16));
        String patches = net.transposed("/Transpose", net.reshaped("/Reshape", grid, 0, HIDDEN, -1), 0, 2, 1);
        String first = net.unsqueezed("/batch", net.dim("/dim", image, 0), 0);
        String shape = net.op("Concat", "/shape", List.of(first, net.longs(-1, -1)), integer("axis", 0));
        String ones = net.op("Equal", "/Equal", List.of(shape, net.longs(-1)));
        String target = net.op("Where", "/Where", List.of(ones, net.longs(1, 1, 1), shape));
        String token = net.op("Expand", "/Expand", List.of(net.weight("cls_token", 1, 1, HIDDEN), target));
        String x = net.op("Concat", "/Concat", List.of(token, patches), integer("axis", 1));
        return net.op("Add", "/Add", List.of(x, net.weight("pos_embed", 1, POSITIONS, HIDDEN)));
    }

    private String block(String name, String x, String attended) {
        String middle = net.op("Add", name + "/Add", List.of(x, attended));
        String wide = net.linear(name + "/mlp/fc1", norm(name + "/norm2", middle), HIDDEN, 4 * HIDDEN);
        String y = net.linear(name + "/mlp/fc2", net.erfGelu(name + "/mlp/act", wide), 4 * HIDDEN, HIDDEN);
        return net.op("Add", name + "/Add_1", List.of(middle, y));
    }

    private String norm(String name, String x) {
        return net.layerNorm(name, x, HIDDEN);
    }

    private String normOfParts(String name, String x) {
        return net.layerNormOfParts(name, x, HIDDEN);
    }

    private String gemm(String name, String x, int inputs, int outputs) {
        List<String> read =
                List.of(x, net.weight(name + ".weight", outputs, inputs), net.weight(name + ".bias", outputs));
        return net.op("Gemm", name, read, integer("transB", 1));
    }

    private String timmAttention(String name, String x) {
        String qkv = net.linear(name + "/qkv", x, HIDDEN, 3 * HIDDEN);
        qkv = net.reshapedLike(name + "/Reshape", qkv, qkv, 3, HEADS, HIDDEN / HEADS);
        qkv = net.transposed(name + "/Transpose", qkv, 2, 0, 3, 1, 4);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            parts.add(net.op("Gather", name + "/Gather_" + i, List.of(qkv, net.scalar(i)), integer("axis", 0)));
        }
        String query = net.op("Mul", name + "/Mul", List.of(parts.get(0), net.real0(0.125)));
        String key = net.transposed(name + "/Transpose_1", parts.get(1), 0, 1, 3, 2);
        String scores = net.softmax(name + "/Softmax", net.op("MatMul", name + "/MatMul", List.of(query, key)));
        String context = net.op("MatMul", name + "/MatMul_1", List.of(scores, parts.get(2)));
        context = net.transposed(name + "/Transpose_2", context, 0, 2, 1, 3);
        return net.linear(name + "/proj", net.reshaped(name + "/Reshape_1", context, 0, 0, HIDDEN), HIDDEN, HIDDEN);
    }

    private String sequenceFirst(String name, String x, int batch) {
        String first = net.transposed(name + "/Transpose", x, 1, 0, 2);
        String qkv = net.linear(name + "/in_proj", first, HIDDEN, 3 * HIDDEN);
        qkv = net.reshaped(name + "/Reshape", qkv, POSITIONS, batch, 3, HIDDEN);
        qkv = net.transposed(name + "/Transpose_1", net.unsqueezed(name + "/Unsqueeze", qkv, 0), 3, 1, 2, 0, 4);
        qkv = net.squeezed(name + "/Squeeze", qkv, 3);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String part = net.op("Gather", name + "/Gather_" + i, List.of(qkv, net.scalar(i)), integer("axis", 0));
            part = net.reshaped(name + "/cut_" + i, part, POSITIONS, (long) batch * HEADS, HIDDEN / HEADS);
            parts.add(net.transposed(name + "/swap_" + i, part, 1, 0, 2));
        }
        String query = net.op("Mul", name + "/Mul", List.of(parts.get(0), net.real0(0.125)));
        String key = net.transposed(name + "/Transpose_2", parts.get(1), 0, 2, 1);
        String scores = net.op("MatMul", name + "/MatMul", List.of(query, key));
        scores = net.op("Softmax", name + "/Softmax", scores, integer("axis", -1));
        String context = net.op("MatMul", name + "/MatMul_1", List.of(scores, parts.get(2)));
        context = net.transposed(name + "/Transpose_3", context, 1, 0, 2);
        context = net.reshaped(name + "/Reshape_1", context, (long) POSITIONS * batch, HIDDEN);
        String projected = gemm(name + "/Gemm", context, HIDDEN, HIDDEN);
        projected = net.reshaped(name + "/Reshape_2", projected, POSITIONS, batch, HIDDEN);
        return net.transposed(name + "/Transpose_4", projected, 1, 0, 2);
    }
}
