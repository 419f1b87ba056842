package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;

import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.zoo.Net.Weights;

/**
 * Residual networks as PyTorch exports torchvision's: convolution, BatchNormalization and Relu as nodes, Flatten, Gemm, a
 * batch called {@code batch_size}. Newer files state the shapes of some tensors.
 */
final class TorchResNets {
    private final Net net;
    private final boolean strideIn3x3;
    private final int groups;
    private final int widthPerGroup;

    private TorchResNets(Net net, boolean strideIn3x3, int groups, int widthPerGroup) {
        this.net = net;
        this.strideIn3x3 = strideIn3x3;
        this.groups = groups;
        this.widthPerGroup = widthPerGroup;
    }

    static OnnxBuilder resNet18() {
        return new TorchResNets(new Net("torch-jit-export", 11, Weights.STRIPPED), true, 1, 64)
                .write(false, 2, 2, 2, 2);
    }

    /** With strides where the paper has them, in the first 1×1. */
    static OnnxBuilder resNet152() {
        return new TorchResNets(new Net("main_graph", 18, Weights.STRIPPED), false, 1, 64).write(true, 3, 8, 36, 3);
    }

    /** As torchvision has it, with strides in the 3×3 ("v1.5"). */
    static OnnxBuilder resNet50() {
        return new TorchResNets(new Net("main_graph", 13, Weights.STRIPPED), true, 1, 64).write(true, 3, 4, 6, 3);
    }

    /** ResNeXt-50 32×4d. */
    static OnnxBuilder resNext50() {
        return new TorchResNets(new Net("main_graph", 16, Weights.STRIPPED), true, 32, 4).write(true, 3, 4, 6, 3);
    }

    private OnnxBuilder write(boolean bottleneck, int... depths) {
        String x = net.image("input", "batch_size", 3, 224);
        x = convNormRelu("/conv1", x, 64, Filter.centred(7).stride(2));
        net.onnx().valueInfo(x, "batch_size", 64, 112, 112);
        x = net.pool(
                "MaxPool", "/maxpool/MaxPool_output_0", x, Filter.centred(3).stride(2));
        for (int stage = 0; stage < 4; stage++) {
            for (int i = 0; i < depths[stage]; i++) {
                String name = "/layer" + (stage + 1) + "/layer" + (stage + 1) + "." + i;
                int stride = stage > 0 && i == 0 ? 2 : 1;
                x = bottleneck ? bottleneck(name, x, 64 << stage, stride) : basic(name, x, 64 << stage, stride);
            }
            net.onnx().valueInfo(x, "batch_size", net.channels(x), 56 >> stage, 56 >> stage);
        }
        int width = net.channels(x);
        x = net.op("GlobalAveragePool", "/avgpool/GlobalAveragePool_output_0", x);
        x = net.op("Flatten", "/Flatten_output_0", x, integer("axis", 1));
        net.gemm("fc", x, width, 1000);
        return net.onnx().output("fc", "batch_size", 1000);
    }

    private String basic(String name, String x, int width, int stride) {
        String y = convNormRelu(name + "/conv1", x, width, Filter.centred(3).stride(stride));
        y = convNorm(name + "/conv2", y, width, Filter.centred(3));
        return sum(name, y, x, width, stride);
    }

    private String bottleneck(String name, String x, int planes, int stride) {
        int width = planes * widthPerGroup / 64 * groups;
        int first = strideIn3x3 ? 1 : stride;
        String y = convNormRelu(name + "/conv1", x, width, Filter.square(1).stride(first));
        Filter three = Filter.centred(3).stride(stride / first).groups(groups);
        y = convNormRelu(name + "/conv2", y, width, three);
        y = convNorm(name + "/conv3", y, 4 * planes, Filter.square(1));
        return sum(name, y, x, 4 * planes, stride);
    }

    private String sum(String name, String y, String x, int width, int stride) {
        String shortcut = x;
        if (stride > 1 || net.channels(x) != width) {
            shortcut = convNorm(
                    name + "/downsample/downsample.0",
                    x,
                    width,
                    Filter.square(1).stride(stride));
        }
        return net.relu(name + "/Relu_output_0", net.join("Add", name + "/Add_output_0", y, shortcut));
    }

    private String convNorm(String name, String x, int outputs, Filter filter) {
        return net.batchNorm(
                name + "/BatchNormalization_output_0", net.conv(name + "/Conv_output_0", x, outputs, filter));
    }

    private String convNormRelu(String name, String x, int outputs, Filter filter) {
        return net.relu(name + "/Relu_output_0", convNorm(name, x, outputs, filter));
    }

    /** A residual network of so many nodes, for measurements. */
    static OnnxBuilder ofDepth(int... depths) {
        return new TorchResNets(new Net("deep", 17, Weights.STRIPPED), true, 1, 64).write(true, depths);
    }
}
