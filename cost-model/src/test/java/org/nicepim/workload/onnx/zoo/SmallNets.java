package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;
import static org.nicepim.testkit.OnnxBuilder.real;

import java.util.List;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.zoo.Net.Weights;

/** Networks for phones, as PyTorch exports torchvision's: fire modules, shuffled channels, squeeze and excitation. */
final class SmallNets {
    private final Net net;
    private final int opset;

    private SmallNets(int opset, Weights weights) {
        this.net = new Net("torch-jit-export", opset, weights);
        this.opset = opset;
    }

    /** SqueezeNet 1.1, opset 9, weights in the file. */
    static OnnxBuilder squeezeNet() {
        SmallNets file = new SmallNets(9, Weights.INLINE);
        Net net = file.net;
        String x = net.image("data", 1, 3, 224);
        x = net.relu(
                "features.1",
                net.biasedConv("features.0", x, 64, Filter.square(3).stride(2)));
        int[] squeezes = {16, 16, 32, 32, 48, 48, 64, 64};
        for (int i = 0; i < squeezes.length; i++) {
            if (i % 2 == 0 && i < 6) {
                x = net.pool(
                        "MaxPool", "pool" + i, x, Filter.square(3).stride(2).pads(0, 0, 1, 1));
            }
            x = file.fire("fire" + i, x, squeezes[i]);
        }
        x = net.op("Dropout", "classifier.0", x, real("ratio", 0.5));
        x = net.relu("classifier.2", net.biasedConv("classifier.1", x, 1000, Filter.square(1)));
        x = net.op("GlobalAveragePool", "classifier.3", x);
        return net.output(net.op("Flatten", "output", x, integer("axis", 1)));
    }

    private String fire(String name, String x, int squeeze) {
        String narrow = net.relu(name + ".relu", net.biasedConv(name + ".squeeze", x, squeeze, Filter.square(1)));
        String one = net.biasedConv(name + ".expand1x1", narrow, 4 * squeeze, Filter.square(1));
        String three = net.biasedConv(name + ".expand3x3", narrow, 4 * squeeze, Filter.centred(3));
        return net.concat(name + ".cat", List.of(net.relu(name + ".relu1", one), net.relu(name + ".relu3", three)));
    }

    /** ShuffleNet-v2 ×1.0, opset 11: halves of the channels by Split, shuffled by Reshape, Transpose and Reshape. */
    static OnnxBuilder shuffleNetV2() {
        SmallNets file = new SmallNets(11, Weights.STRIPPED);
        Net net = file.net;
        String x = file.convNormRelu(
                "conv1", net.image("input", 1, 3, 224), 24, Filter.centred(3).stride(2));
        x = net.pool("MaxPool", "maxpool", x, Filter.centred(3).stride(2));
        int[] widths = {116, 232, 464};
        int[] repeats = {4, 8, 4};
        for (int stage = 0; stage < 3; stage++) {
            for (int i = 0; i < repeats[stage]; i++) {
                String name = "stage" + (stage + 2) + "." + i;
                x = i == 0
                        ? file.shuffleDown(name, x, widths[stage], 28 >> stage)
                        : file.shuffleUnit(name, x, 28 >> stage);
            }
        }
        x = file.convNormRelu("conv5", x, 1024, Filter.square(1));
        x = net.op("ReduceMean", "mean", x, ints("axes", 2, 3), integer("keepdims", 0));
        return net.output(net.gemm("fc", x, 1024, 1000));
    }

    private String shuffleDown(String name, String x, int outputs, int size) {
        int half = outputs / 2;
        String left = depthwise(name + ".branch1.0", x, 3, 2);
        left = convNormRelu(name + ".branch1.2", left, half, Filter.square(1));
        return shuffled(name, List.of(left, branch(name, x, half, 2)), size);
    }

    private String shuffleUnit(String name, String x, int size) {
        int half = net.channels(x) / 2;
        List<String> parts = net.onnx()
                .nodes("Split", name + ".split", List.of(x), 2, integer("axis", 1), ints("split", half, half));
        parts.forEach(part -> net.known(part, half));
        return shuffled(name, List.of(parts.get(0), branch(name, parts.get(1), half, 1)), size);
    }

    private String branch(String name, String x, int half, int stride) {
        String y = convNormRelu(name + ".branch2.0", x, half, Filter.square(1));
        y = depthwise(name + ".branch2.3", y, 3, stride);
        return convNormRelu(name + ".branch2.5", y, half, Filter.square(1));
    }

    private String shuffled(String name, List<String> halves, int size) {
        OnnxBuilder onnx = net.onnx();
        String x = net.concat(name + ".cat", halves);
        int width = net.channels(x);
        String apart = onnx.constant(name + ".apart", 1, 2, width / 2, size, size);
        String y = onnx.node("Reshape", name + ".view", List.of(x, apart));
        y = onnx.node("Transpose", name + ".shuffle", List.of(y), ints("perm", 0, 2, 1, 3, 4));
        String together = onnx.constant(name + ".together", 1, -1, size, size);
        return net.known(onnx.node("Reshape", name + ".view_1", List.of(y, together)), width);
    }

    /** EfficientNet-B0, opset 13: SiLU as Sigmoid and Mul. */
    static OnnxBuilder efficientNetB0() {
        SmallNets file = new SmallNets(13, Weights.STRIPPED);
        Net net = file.net;
        String image = net.image("input", "batch", 3, 224);
        String x = file.silu(
                "features.0.2",
                file.convNorm("features.0", image, 32, Filter.centred(3).stride(2)));
        int[][] stages = {
            {1, 3, 1, 16, 1},
            {6, 3, 2, 24, 2},
            {6, 5, 2, 40, 2},
            {6, 3, 2, 80, 3},
            {6, 5, 1, 112, 3},
            {6, 5, 2, 192, 4},
            {6, 3, 1, 320, 1}
        };
        for (int stage = 0; stage < stages.length; stage++) {
            int[] s = stages[stage];
            for (int i = 0; i < s[4]; i++) {
                x = file.mbConv("features." + (stage + 1) + "." + i, x, s[0], s[1], i == 0 ? s[2] : 1, s[3]);
            }
        }
        x = file.silu("features.8.2", file.convNorm("features.8", x, 1280, Filter.square(1)));
        x = net.op("Flatten", "flatten", net.op("GlobalAveragePool", "avgpool", x), integer("axis", 1));
        return net.output(net.gemm("classifier.1", x, 1280, 1000));
    }

    private String mbConv(String name, String input, int expansion, int size, int stride, int outputs) {
        int narrow = net.channels(input);
        int wide = narrow * expansion;
        String x = input;
        if (expansion > 1) {
            x = silu(name + ".0.2", convNorm(name + ".0", x, wide, Filter.square(1)));
        }
        x = silu(name + ".1.2", depthwise(name + ".1", x, size, stride));
        String gate = net.op("GlobalAveragePool", name + ".2.avgpool", x);
        gate = silu(name + ".2.act", net.biasedConv(name + ".2.fc1", gate, narrow / 4, Filter.square(1)));
        gate = net.op("Sigmoid", name + ".2.scale", net.biasedConv(name + ".2.fc2", gate, wide, Filter.square(1)));
        x = convNorm(name + ".3", net.join("Mul", name + ".2.mul", gate, x), outputs, Filter.square(1));
        return stride == 1 && narrow == outputs ? net.join("Add", name + ".add", x, input) : x;
    }

    private String silu(String name, String x) {
        return net.join("Mul", name + ".mul", x, net.op("Sigmoid", name + ".sigmoid", x));
    }

    /** MobileNet-v3-large; HardSwish is an operator from opset 14 on, HardSigmoid and Mul before. */
    static OnnxBuilder mobileNetV3(int opset) {
        SmallNets file = new SmallNets(opset, Weights.EXTERNAL);
        Net net = file.net;
        String image = net.image("input", 1, 3, 224);
        String x = file.hardSwish(
                "features.0.2",
                file.convNorm("features.0", image, 16, Filter.centred(3).stride(2)));
        int[][] blocks = {
            // size, expanded, outputs, squeeze, hardSwish, stride
            {3, 16, 16, 0, 0, 1},
            {3, 64, 24, 0, 0, 2},
            {3, 72, 24, 0, 0, 1},
            {5, 72, 40, 24, 0, 2},
            {5, 120, 40, 32, 0, 1},
            {5, 120, 40, 32, 0, 1},
            {3, 240, 80, 0, 1, 2},
            {3, 200, 80, 0, 1, 1},
            {3, 184, 80, 0, 1, 1},
            {3, 184, 80, 0, 1, 1},
            {3, 480, 112, 120, 1, 1},
            {3, 672, 112, 168, 1, 1},
            {5, 672, 160, 168, 1, 2},
            {5, 960, 160, 240, 1, 1},
            {5, 960, 160, 240, 1, 1}
        };
        for (int i = 0; i < blocks.length; i++) {
            x = file.bneck("features." + (i + 1), x, blocks[i]);
        }
        x = file.hardSwish("features.16.2", file.convNorm("features.16", x, 960, Filter.square(1)));
        x = net.op("Flatten", "flatten", net.op("GlobalAveragePool", "avgpool", x), integer("axis", 1));
        x = file.hardSwish("classifier.1", net.gemm("classifier.0", x, 960, 1280));
        return net.output(net.gemm("classifier.3", x, 1280, 1000));
    }

    private String bneck(String name, String input, int[] block) {
        int narrow = net.channels(input);
        String x = input;
        if (block[1] != narrow) {
            x = activated(name + ".0", convNorm(name + ".0", x, block[1], Filter.square(1)), block[4]);
        }
        x = activated(name + ".1", depthwise(name + ".1", x, block[0], block[5]), block[4]);
        if (block[3] > 0) {
            String gate = net.op("GlobalAveragePool", name + ".se.avgpool", x);
            gate = net.relu(name + ".se.relu", net.biasedConv(name + ".se.fc1", gate, block[3], Filter.square(1)));
            gate = net.biasedConv(name + ".se.fc2", gate, block[1], Filter.square(1));
            x = net.join("Mul", name + ".se.mul", net.op("HardSigmoid", name + ".se.scale", gate), x);
        }
        x = convNorm(name + ".3", x, block[2], Filter.square(1));
        return block[5] == 1 && narrow == block[2] ? net.join("Add", name + ".add", x, input) : x;
    }

    private String activated(String name, String x, int hardSwish) {
        return hardSwish == 1 ? hardSwish(name + ".hs", x) : net.relu(name + ".relu", x);
    }

    private String hardSwish(String name, String x) {
        return opset >= 14
                ? net.op("HardSwish", name, x)
                : net.join("Mul", name + ".mul", x, net.op("HardSigmoid", name + ".hard", x, real("alpha", 1 / 6.0)));
    }

    private String depthwise(String name, String x, int size, int stride) {
        int width = net.channels(x);
        return convNorm(name, x, width, Filter.centred(size).stride(stride).groups(width));
    }

    private String convNorm(String name, String x, int outputs, Filter filter) {
        return net.batchNorm(name + ".bn", net.conv(name + ".conv", x, outputs, filter));
    }

    private String convNormRelu(String name, String x, int outputs, Filter filter) {
        return net.relu(name + ".relu", convNorm(name, x, outputs, filter));
    }
}
