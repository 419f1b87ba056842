package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;
import static org.nicepim.testkit.OnnxBuilder.real;

import java.util.List;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.zoo.Net.Weights;

/**
 * ConvNeXt-T as PyTorch exports torchvision's at opset 17: layer normalisation and products over channels that a Transpose puts
 * last, a learned scale per channel on each residual.
 */
final class ConvNeXtNet {
    private final Net net = new Net("main_graph", 17, Weights.STRIPPED);

    private ConvNeXtNet() {}

    static OnnxBuilder tiny() {
        ConvNeXtNet file = new ConvNeXtNet();
        Net net = file.net;
        String image = net.image("input", "batch", 3, 224);
        String x = file.norm(
                "stem.1", net.biasedConv("stem.0", image, 96, Filter.square(4).stride(4)));
        int[] depths = {3, 3, 9, 3};
        for (int stage = 0; stage < 4; stage++) {
            if (stage > 0) {
                String name = "down." + stage;
                x = net.biasedConv(
                        name + ".1",
                        file.norm(name + ".0", x),
                        96 << stage,
                        Filter.square(2).stride(2));
            }
            for (int i = 0; i < depths[stage]; i++) {
                x = file.block("stage" + stage + "." + i, x, 96 << stage);
            }
        }
        x = file.norm("classifier.0", net.op("GlobalAveragePool", "avgpool", x));
        x = net.op("Flatten", "classifier.1", x, integer("axis", 1));
        return net.output(net.gemm("classifier.2", x, 768, 1000));
    }

    private String block(String name, String x, int width) {
        String y = net.biasedConv(name + ".dw", x, width, Filter.centred(7).groups(width));
        y = layerNorm(name + ".norm", permuted(name + ".permute", y, 0, 2, 3, 1));
        y = gelu(name + ".gelu", net.matMulAdd(name + ".fc1", y, width, 4 * width));
        y = permuted(name + ".permute_1", net.matMulAdd(name + ".fc2", y, 4 * width, width), 0, 3, 1, 2);
        String scale = net.weight(name + ".layer_scale", width, 1, 1);
        y = net.known(net.onnx().node("Mul", name + ".scaled", List.of(scale, y)), width);
        return net.join("Add", name + ".add", y, x);
    }

    private String gelu(String name, String x) {
        OnnxBuilder onnx = net.onnx();
        String erf = onnx.node(
                "Erf",
                name + ".erf",
                List.of(onnx.node("Div", name + ".div", List.of(x, onnx.scalarReal(name + ".sqrt2", 1.414)))));
        String sum = onnx.node("Add", name + ".add", List.of(erf, onnx.scalarReal(name + ".one", 1)));
        String half = onnx.node("Mul", name + ".mul", List.of(x, sum));
        return net.known(onnx.node("Mul", name, List.of(half, onnx.scalarReal(name + ".half", 0.5))), net.channels(x));
    }

    private String norm(String name, String x) {
        String last = layerNorm(name, permuted(name + ".permute", x, 0, 2, 3, 1));
        return permuted(name + ".permute_1", last, 0, 3, 1, 2);
    }

    private String layerNorm(String name, String x) {
        int width = net.channels(x);
        List<String> inputs = List.of(x, net.weight(name + ".weight", width), net.weight(name + ".bias", width));
        return net.known(
                net.onnx().node("LayerNormalization", name, inputs, integer("axis", -1), real("epsilon", 1e-6)), width);
    }

    private String permuted(String name, String x, long... order) {
        return net.op("Transpose", name, x, ints("perm", order));
    }
}
