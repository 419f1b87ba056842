package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;

import java.util.List;
import org.nicepim.testkit.OnnxBuilder;

/** Blocks in which vision networks differ from those of the zoo, alone or few of them, opsets 13 to 18. */
final class VisionBlocks {
    private final SequenceNet net;

    private VisionBlocks(int opset) {
        this.net = new SequenceNet("block", opset);
    }

    /** Two blocks of MLP-Mixer-B/16: a product along the positions between two Transposes, then one along the channels. */
    static OnnxBuilder mixer(int batch) {
        VisionBlocks file = new VisionBlocks(17);
        SequenceNet net = file.net;
        String x = net.onnx().input("tokens", batch, 196, 768);
        for (int i = 0; i < 2; i++) {
            String name = "/blocks." + i;
            String y = net.transposed(name + "/T", net.layerNorm(name + "/norm1", x, 768), 0, 2, 1);
            y = file.mlp(name + "/tokens", y, 196, 384);
            x = net.op("Add", name + "/Add", List.of(x, net.transposed(name + "/T_1", y, 0, 2, 1)));
            y = file.mlp(name + "/channels", net.layerNorm(name + "/norm2", x, 768), 768, 3072);
            x = net.op("Add", name + "/Add_1", List.of(x, y));
        }
        return net.onnx().output(x);
    }

    private String mlp(String name, String x, int width, int wide) {
        return net.linear(
                name + "/fc2", net.erfGelu(name + "/act", net.linear(name + "/fc1", x, width, wide)), wide, width);
    }

    /** An attention of SegFormer: keys and values of a map that a strided convolution has made smaller. */
    static OnnxBuilder reducedAttention(int batch) {
        VisionBlocks file = new VisionBlocks(13);
        SequenceNet net = file.net;
        String x = net.onnx().input("tokens", batch, 3136, 64);
        String query = file.heads("/q", net.linear("/q", x, 64, 64), 3136, 0, 2, 1, 3);
        String map = net.reshaped("/map", net.transposed("/T", x, 0, 2, 1), batch, 64, 56, 56);
        List<String> read = List.of(map, net.weight("sr.weight", 64, 64, 8, 8), net.weight("sr.bias", 64));
        String small = net.op("Conv", "/sr", read, ints("kernel_shape", 8, 8), ints("strides", 8, 8));
        small = net.transposed("/T_1", net.reshaped("/flat", small, batch, 64, -1), 0, 2, 1);
        small = net.layerNormOfParts("/norm", small, 64);
        String key = file.heads("/k", net.linear("/k", small, 64, 64), 49, 0, 2, 3, 1);
        String value = file.heads("/v", net.linear("/v", small, 64, 64), 49, 0, 2, 1, 3);
        String scores = net.softmax("/Softmax", net.op("MatMul", "/scores", List.of(query, key)));
        String context = net.transposed("/T_2", net.op("MatMul", "/context", List.of(scores, value)), 0, 2, 1, 3);
        return net.onnx().output(net.linear("/proj", net.reshaped("/merge", context, batch, 3136, 64), 64, 64));
    }

    private String heads(String name, String x, int positions, long... order) {
        return net.transposed(name + "/t", net.reshaped(name + "/cut", x, -1, positions, 2, 32), order);
    }

    /** Attention among channels, as in XCiT and Restormer: queries times keys over the pixels, 48 × 48 scores per head. */
    static OnnxBuilder channelAttention() {
        VisionBlocks file = new VisionBlocks(17);
        SequenceNet net = file.net;
        String x = net.onnx().input("map", 1, 96, 64, 64);
        List<String> read = List.of(x, net.weight("qkv.weight", 288, 96, 1, 1));
        String qkv = net.op("Conv", "/qkv", read, ints("kernel_shape", 1, 1));
        List<String> spread = List.of(qkv, net.weight("dw.weight", 288, 1, 3, 3));
        qkv = net.op(
                "Conv", "/dw", spread, ints("kernel_shape", 3, 3), ints("pads", 1, 1, 1, 1), integer("group", 288));
        List<String> parts = net.split("/Split", qkv, 1, 3, 96);
        String query = net.reshaped("/q", parts.get(0), 1, 2, 48, 4096);
        String key = net.transposed("/kT", net.reshaped("/k", parts.get(1), 1, 2, 48, 4096), 0, 1, 3, 2);
        String value = net.reshaped("/v", parts.get(2), 1, 2, 48, 4096);
        String scores = net.op("MatMul", "/scores", List.of(query, key));
        scores = net.softmax(
                "/Softmax", net.op("Mul", "/temperature", List.of(scores, net.weight("temperature", 2, 1, 1))));
        String context = net.reshaped("/back", net.op("MatMul", "/context", List.of(scores, value)), 1, 96, 64, 64);
        List<String> last = List.of(context, net.weight("proj.weight", 96, 96, 1, 1));
        return net.onnx().output(net.op("Conv", "/proj", last, ints("kernel_shape", 1, 1)));
    }

    /** PointNet's first transform: products per point, the largest over all points, a learned 3 × 3 matrix per cloud. */
    static OnnxBuilder pointTransform(int batch) {
        VisionBlocks file = new VisionBlocks(13);
        SequenceNet net = file.net;
        String points = net.onnx().input("points", batch, 3, 1024);
        String x = net.op("Relu", "/relu1", file.pointwise("/conv1", points, 3, 64));
        x = net.op("Relu", "/relu2", file.pointwise("/conv2", x, 64, 1024));
        x = net.op("ReduceMax", "/max", x, ints("axes", 2), integer("keepdims", 0));
        List<String> read = List.of(x, net.weight("fc.weight", 9, 1024), net.weight("fc.bias", 9));
        String matrix = net.op("Gemm", "/fc", read, integer("transB", 1));
        matrix =
                net.op("Add", "/identity", List.of(matrix, net.onnx().constantReals("eye", 1, 0, 0, 0, 1, 0, 0, 0, 1)));
        matrix = net.reshaped("/matrix", matrix, -1, 3, 3);
        String turned = net.op("MatMul", "/turn", List.of(net.transposed("/rows", points, 0, 2, 1), matrix));
        return net.onnx().output(file.pointwise("/conv3", net.transposed("/cols", turned, 0, 2, 1), 3, 64));
    }

    private String pointwise(String name, String x, int inputs, int outputs) {
        List<String> read =
                List.of(x, net.weight(name + ".weight", outputs, inputs, 1), net.weight(name + ".bias", outputs));
        return net.op("Conv", name, read, ints("kernel_shape", 1));
    }

    /** Frames of a film one by one, then their features as a sequence. */
    static OnnxBuilder framesAsBatch(int batch) {
        VisionBlocks file = new VisionBlocks(18);
        SequenceNet net = file.net;
        String film = net.onnx().input("film", batch, 8, 3, 32, 32);
        String frames = net.reshaped("/frames", film, -1, 3, 32, 32);
        List<String> read = List.of(frames, net.weight("conv.weight", 16, 3, 3, 3), net.weight("conv.bias", 16));
        String x = net.op(
                "Conv", "/conv", read, ints("kernel_shape", 3, 3), ints("strides", 2, 2), ints("pads", 1, 1, 1, 1));
        x = net.op("GlobalAveragePool", "/pool", net.op("Relu", "/relu", x));
        x = net.reshaped("/sequence", x, batch, 8, 16);
        return net.onnx().output(net.linear("/fc", x, 16, 10));
    }
}
