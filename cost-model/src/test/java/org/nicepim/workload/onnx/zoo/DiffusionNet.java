package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;
import static org.nicepim.testkit.OnnxBuilder.real;

import java.util.List;
import java.util.stream.DoubleStream;
import org.nicepim.testkit.OnnxBuilder;

/**
 * A residual block and a transformer block of Stable Diffusion's U-Net at 320 channels of 64×64, opset 14: group normalisation as
 * InstanceNormalization between two Reshapes, a step's embedding added to each pixel, attention of pixels to a text, and a gated
 * GELU whose halves a Slice cuts.
 */
final class DiffusionNet {
    private static final int WIDTH = 320;
    private static final int PIXELS = 64 * 64;
    private static final int TEXT = 768;
    private static final int HEADS = 8;

    private final SequenceNet net = new SequenceNet("main_graph", 14);

    private DiffusionNet() {}

    static OnnxBuilder blocks() {
        DiffusionNet file = new DiffusionNet();
        OnnxBuilder onnx = file.net.onnx();
        String sample = onnx.input("sample", 2, WIDTH, 64, 64);
        String step = onnx.input("step_embedding", 2, 4 * WIDTH);
        String text = onnx.input("encoder_hidden_states", 2, 77, TEXT);
        return onnx.output(file.transformer("/transformer", file.residual("/resnet", sample, step), text));
    }

    private String residual(String name, String x, String step) {
        String y = conv(name + "/conv1", silu(name + "/silu1", groupNorm(name + "/norm1", x)), 3);
        List<String> read = List.of(
                silu(name + "/silu", step),
                net.weight(name + ".time.weight", WIDTH, 4 * WIDTH),
                net.weight(name + ".time.bias", WIDTH));
        String time = net.op("Gemm", name + "/time", read, integer("transB", 1));
        y = add(name + "/Add", y, net.unsqueezed(name + "/pixels", time, 2, 3));
        y = conv(name + "/conv2", silu(name + "/silu2", groupNorm(name + "/norm2", y)), 3);
        return net.op("Div", name + "/Div", List.of(add(name + "/Add_1", x, y), net.real0(1)));
    }

    private String transformer(String name, String x, String text) {
        String y = conv(name + "/proj_in", groupNorm(name + "/norm", x), 1);
        y = net.reshaped(name + "/rows", net.transposed(name + "/last", y, 0, 2, 3, 1), 2, PIXELS, WIDTH);
        String normed = net.layerNormOfParts(name + "/norm1", y, WIDTH);
        y = add(name + "/Add", attention(name + "/attn1", normed, normed, WIDTH), y);
        y = add(
                name + "/Add_1",
                attention(name + "/attn2", net.layerNormOfParts(name + "/norm2", y, WIDTH), text, TEXT),
                y);
        y = add(name + "/Add_2", gated(name + "/ff", net.layerNormOfParts(name + "/norm3", y, WIDTH)), y);
        y = net.transposed(name + "/first", net.reshaped(name + "/map", y, 2, 64, 64, WIDTH), 0, 3, 1, 2);
        return add(name + "/Add_3", conv(name + "/proj_out", y, 1), x);
    }

    private String groupNorm(String name, String x) {
        String groups = net.reshaped(name + "/groups", x, 0, 32, -1);
        String ones = net.onnx()
                .constantReals(
                        name + "/ones", DoubleStream.generate(() -> 1).limit(32).toArray());
        String zeros = net.onnx().constantReals(name + "/zeros", new double[32]);
        String normed =
                net.op("InstanceNormalization", name + "/norm", List.of(groups, ones, zeros), real("epsilon", 1e-5));
        String map = net.reshaped(name + "/back", normed, 2, WIDTH, 64, 64);
        String scaled = net.op("Mul", name + "/Mul", List.of(map, net.weight(name + ".weight", WIDTH, 1, 1)));
        return add(name + "/Add", scaled, net.weight(name + ".bias", WIDTH, 1, 1));
    }

    private String silu(String name, String x) {
        return net.op("Mul", name, List.of(x, net.op("Sigmoid", name + "/Sigmoid", x)));
    }

    private String conv(String name, String x, int size) {
        long pad = size / 2;
        List<String> read =
                List.of(x, net.weight(name + ".weight", WIDTH, WIDTH, size, size), net.weight(name + ".bias", WIDTH));
        return net.op("Conv", name, read, ints("kernel_shape", size, size), ints("pads", pad, pad, pad, pad));
    }

    /** Batch and heads are one dim between the products, as the published code has it. */
    private String attention(String name, String x, String memory, int memoryWidth) {
        String query = heads(name + "/q", net.product(name + "/to_q", x, WIDTH, WIDTH), PIXELS);
        int keys = memoryWidth == WIDTH ? PIXELS : 77;
        String key = heads(name + "/k", net.product(name + "/to_k", memory, memoryWidth, WIDTH), keys);
        String value = heads(name + "/v", net.product(name + "/to_v", memory, memoryWidth, WIDTH), keys);
        String scores = net.op("MatMul", name + "/MatMul", List.of(query, net.transposed(name + "/kT", key, 0, 2, 1)));
        scores = net.op("Mul", name + "/Mul", List.of(scores, net.real0(0.158)));
        String context = net.op(
                "MatMul",
                name + "/MatMul_1",
                List.of(net.op("Softmax", name + "/Softmax", scores, integer("axis", -1)), value));
        context = net.reshaped(name + "/cut", context, 2, HEADS, PIXELS, WIDTH / HEADS);
        context = net.reshaped(name + "/merge", net.transposed(name + "/t", context, 0, 2, 1, 3), 2, PIXELS, WIDTH);
        return net.linear(name + "/to_out", context, WIDTH, WIDTH);
    }

    private String heads(String name, String x, int positions) {
        String cut = net.reshaped(name + "/cut", x, 2, positions, HEADS, WIDTH / HEADS);
        cut = net.transposed(name + "/t", cut, 0, 2, 1, 3);
        return net.reshaped(name + "/flat", cut, 2 * HEADS, positions, WIDTH / HEADS);
    }

    private String gated(String name, String x) {
        String wide = net.linear(name + "/proj", x, WIDTH, 8 * WIDTH);
        String left = net.sliced(name + "/left", wide, -1, 0, 4 * WIDTH);
        String right = net.erfGelu(name + "/gelu", net.sliced(name + "/right", wide, -1, 4 * WIDTH, Long.MAX_VALUE));
        return net.linear(name + "/out", net.op("Mul", name + "/Mul", List.of(left, right)), 4 * WIDTH, WIDTH);
    }

    private String add(String name, String a, String b) {
        return net.op("Add", name, List.of(a, b));
    }
}
