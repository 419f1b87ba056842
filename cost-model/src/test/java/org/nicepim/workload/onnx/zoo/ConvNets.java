package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;
import static org.nicepim.testkit.OnnxBuilder.real;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.zoo.Net.Weights;

/** DenseNet-121, DarkNet-19 and MobileNet-v2, each in the style of another exporter. */
final class ConvNets {
    private ConvNets() {}

    /** PyTorch, opset 10: normalisation before convolution, and every layer concatenates all features before it. */
    static OnnxBuilder denseNet121() {
        Net net = new Net("torch-jit-export", 10, Weights.STRIPPED);
        String x = net.conv(
                "conv0",
                net.image("input", "batch", 3, 224),
                64,
                Filter.centred(7).stride(2));
        x = net.relu("relu0", net.batchNorm("norm0", x));
        x = net.pool("MaxPool", "pool0", x, Filter.centred(3).stride(2));
        int[] depths = {6, 12, 24, 16};
        for (int block = 1; block <= 4; block++) {
            x = denseBlock(net, "denseblock" + block, x, depths[block - 1]);
            if (block < 4) {
                String name = "transition" + block;
                x = net.relu(name + ".relu", net.batchNorm(name + ".norm", x));
                x = net.conv(name + ".conv", x, net.channels(x) / 2, Filter.square(1));
                x = net.pool("AveragePool", name + ".pool", x, Filter.square(2).stride(2));
            }
        }
        x = net.relu("relu5", net.batchNorm("norm5", x));
        x = net.op("Flatten", "flatten", net.op("GlobalAveragePool", "pool5", x), integer("axis", 1));
        return net.output(net.gemm("classifier", x, 1024, 1000));
    }

    private static String denseBlock(Net net, String block, String x, int depth) {
        List<String> features = new ArrayList<>(List.of(x));
        for (int i = 1; i <= depth; i++) {
            String name = block + ".denselayer" + i;
            String y = features.size() == 1 ? x : net.concat(name + ".cat", features);
            y = net.relu(name + ".relu1", net.batchNorm(name + ".norm1", y));
            y = net.conv(name + ".conv1", y, 128, Filter.square(1));
            y = net.relu(name + ".relu2", net.batchNorm(name + ".norm2", y));
            features.add(net.conv(name + ".conv2", y, 32, Filter.centred(3)));
        }
        return net.concat(block + ".cat", features);
    }

    /** Darknet by way of a converter, opset 8: LeakyRelu, SAME_UPPER, Identity nodes, a Squeeze behind the pooling. */
    static OnnxBuilder darkNet19(int batch) {
        Net net = new Net("darknet19", 8, Weights.LISTED_AS_INPUTS);
        String x = net.op("Identity", "data/identity", net.image("data", batch, 3, 224));
        int[] depths = {1, 1, 3, 3, 5, 5};
        int number = 0;
        for (int stage = 0; stage < 6; stage++) {
            int wide = 32 << stage;
            for (int i = 0; i < depths[stage]; i++) {
                String name = "conv" + number++;
                x = i % 2 == 0
                        ? net.conv(name, x, wide, Filter.square(3).same())
                        : net.conv(name, x, wide / 2, Filter.square(1));
                x = net.op("LeakyRelu", name + "/leaky", net.batchNorm(name + "/bn", x), real("alpha", 0.1));
            }
            if (stage < 5) {
                x = net.pool(
                        "MaxPool", "pool" + stage, x, Filter.square(2).stride(2).same());
            }
        }
        x = net.biasedConv("classifier", x, 1000, Filter.square(1));
        x = net.op("Squeeze", "squeeze", net.op("GlobalAveragePool", "average", x), ints("axes", 2, 3));
        return net.output(net.op("Softmax", "prob", net.op("Identity", "logits", x), integer("axis", 1)));
    }

    /**
     * PyTorch. Before opset 11 the bounds of Clip are attributes and the head reshapes by a computed shape; from then on they
     * are inputs, and the head averages and flattens by ReduceMean.
     */
    static OnnxBuilder mobileNetV2(int opset) {
        Net net = new Net("torch-jit-export", opset, Weights.STRIPPED);
        String x = convNorm(
                net,
                "features.0",
                net.image("input", "batch_size", 3, 224),
                32,
                Filter.centred(3).stride(2));
        x = Clips.relu6(net, opset, "features.0", x);
        int[][] stages = {
            {1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}
        };
        int number = 1;
        for (int[] stage : stages) {
            for (int i = 0; i < stage[2]; i++) {
                x = invertedResidual(net, opset, "features." + number++, x, stage[0], stage[1], i == 0 ? stage[3] : 1);
            }
        }
        x = Clips.relu6(net, opset, "features.18", convNorm(net, "features.18", x, 1280, Filter.square(1)));
        x = opset < 11
                ? pooledByComputedShape(net, x)
                : net.op("ReduceMean", "mean", x, ints("axes", 2, 3), integer("keepdims", 0));
        return net.output(net.gemm("classifier.1", x, 1280, 1000));
    }

    private static String invertedResidual(
            Net net, int opset, String name, String input, int expansion, int outputs, int stride) {
        int width = net.channels(input) * expansion;
        String x = input;
        if (expansion > 1) {
            x = Clips.relu6(net, opset, name + ".0", convNorm(net, name + ".0", x, width, Filter.square(1)));
        }
        x = convNorm(
                net, name + ".1", x, width, Filter.centred(3).stride(stride).groups(width));
        x = Clips.relu6(net, opset, name + ".1", x);
        x = convNorm(net, name + ".2", x, outputs, Filter.square(1));
        return stride == 1 && net.channels(input) == outputs ? net.join("Add", name + ".add", input, x) : x;
    }

    private static String convNorm(Net net, String name, String x, int outputs, Filter filter) {
        return net.batchNorm(name + ".bn", net.conv(name + ".conv", x, outputs, filter));
    }

    private static String pooledByComputedShape(Net net, String x) {
        String pooled = net.op("GlobalAveragePool", "pool", x);
        OnnxBuilder onnx = net.onnx();
        String shape = onnx.node("Shape", "shape", List.of(pooled));
        String batch = onnx.node("Gather", "batch", List.of(shape, onnx.scalar("zero", 0)), integer("axis", 0));
        String first = onnx.node("Unsqueeze", "first", List.of(batch), ints("axes", 0));
        String target = onnx.node("Concat", "target", List.of(first, onnx.constant("rest", -1)), integer("axis", 0));
        return net.known(onnx.node("Reshape", "reshape", List.of(pooled, target)), 1280);
    }
}
