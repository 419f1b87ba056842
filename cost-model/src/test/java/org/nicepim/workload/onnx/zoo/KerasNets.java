package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;
import static org.nicepim.testkit.OnnxBuilder.real;

import java.util.List;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.zoo.Net.Weights;

/**
 * Networks as tf2onnx writes Keras models: images with channels last and a Transpose behind them, an unnamed or oddly named
 * batch, padding as nodes of its own or as SAME_UPPER, ReduceMean for global pooling, MatMul and Add for a fully connected
 * layer.
 */
final class KerasNets {
    private final Net net;

    private KerasNets(String name, int opset, Weights weights) {
        this.net = new Net(name, opset, weights);
    }

    /** VGG-16: flattened with channels last, so a Transpose stands before the first fully connected layer. */
    static OnnxBuilder vgg16() {
        KerasNets file = new KerasNets("vgg16", 9, Weights.STRIPPED);
        String x = file.image("unk__616");
        int[] widths = {64, 128, 256, 512, 512};
        int[] depths = {2, 2, 3, 3, 3};
        for (int block = 1; block <= 5; block++) {
            for (int i = 1; i <= depths[block - 1]; i++) {
                String name = "block" + block + "_conv" + i;
                x = file.net.biasedConv(
                        name + "/Conv2D", x, widths[block - 1], Filter.square(3).same());
                x = file.net.relu(name + "/Relu", x);
            }
            x = file.net.pool(
                    "MaxPool", "block" + block + "_pool", x, Filter.square(2).stride(2));
        }
        x = file.net.onnx().node("Transpose", "flatten/Transpose", List.of(x), ints("perm", 0, 2, 3, 1));
        String shape = file.net.onnx().constant("flatten/Const", -1, 25_088);
        x = file.net.onnx().node("Reshape", "flatten/Reshape", List.of(x, shape));
        x = file.net.relu("fc1/Relu", file.net.matMulAdd("fc1", x, 25_088, 4096));
        x = file.net.relu("fc2/Relu", file.net.matMulAdd("fc2", x, 4096, 4096));
        x = file.net.matMulAdd("predictions", x, 4096, 1000);
        return file.net.output(file.net.op("Softmax", "predictions/Softmax", x));
    }

    /** ResNet-50 with strides in the first 1×1, as Keras has it; padding by attribute before opset 11, by input from then on. */
    static OnnxBuilder resNet50(int opset) {
        return new KerasNets("resnet50", opset, Weights.EXTERNAL).resNet(opset, 3, 4, 6, 3);
    }

    private OnnxBuilder resNet(int opset, int... depths) {
        String x = pad("conv1_pad", image("N"), opset, 3);
        x = convNormRelu("conv1", x, 64, Filter.square(7).stride(2));
        x = pad("pool1_pad", x, opset, 1);
        x = net.pool("MaxPool", "pool1_pool", x, Filter.square(3).stride(2));
        for (int stage = 0; stage < 4; stage++) {
            for (int i = 1; i <= depths[stage]; i++) {
                String name = "conv" + (stage + 2) + "_block" + i;
                x = bottleneck(name, x, 64 << stage, stage > 0 && i == 1 ? 2 : 1, i == 1);
            }
        }
        x = globalMean("avg_pool/Mean", x, opset);
        x = net.matMulAdd("predictions", x, 2048, 1000);
        return net.output(net.op("Softmax", "predictions/Softmax", x, integer("axis", 1)));
    }

    private String bottleneck(String name, String x, int width, int stride, boolean project) {
        String shortcut = x;
        if (project) {
            shortcut = convNorm(name + "_0", x, 4 * width, Filter.square(1).stride(stride));
        }
        String y = convNormRelu(name + "_1", x, width, Filter.square(1).stride(stride));
        y = convNormRelu(name + "_2", y, width, Filter.square(3).same());
        y = convNorm(name + "_3", y, 4 * width, Filter.square(1));
        return net.relu(name + "_out/Relu", net.join("Add", name + "_add/add", shortcut, y));
    }

    private String convNorm(String name, String x, int outputs, Filter filter) {
        return net.batchNorm(name + "_bn/FusedBatchNormV3", net.conv(name + "_conv/Conv2D", x, outputs, filter));
    }

    private String convNormRelu(String name, String x, int outputs, Filter filter) {
        return net.relu(name + "_relu/Relu", convNorm(name, x, outputs, filter));
    }

    private String image(String batch) {
        String pixels = net.onnx().input("input_1", batch, 224, 224, 3);
        return net.known(
                net.onnx().node("Transpose", "input_1/Transpose", List.of(pixels), ints("perm", 0, 3, 1, 2)), 3);
    }

    private String pad(String name, String x, int opset, int by) {
        long[] pads = {0, 0, by, by, 0, 0, by, by};
        if (opset < 11) {
            return net.op("Pad", name, x, ints("pads", pads), real("value", 0));
        }
        String amounts = net.onnx().constant(name + "/paddings", pads);
        return net.known(net.onnx().node("Pad", name, List.of(x, amounts)), net.channels(x));
    }

    private String globalMean(String name, String x, int opset) {
        if (opset < 18) {
            return net.op("ReduceMean", name, x, ints("axes", 2, 3), integer("keepdims", 0));
        }
        String axes = net.onnx().constant(name + "/axes", 2, 3);
        return net.known(
                net.onnx().node("ReduceMean", name, List.of(x, axes), integer("keepdims", 0)), net.channels(x));
    }
}
