package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;
import static org.nicepim.testkit.OnnxBuilder.text;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.proto.AttributeProto;
import org.nicepim.workload.onnx.zoo.Net.Weights;

/** Networks from images to images, or to a value per pixel. */
final class PixelNets {
    private final Net net;

    private PixelNets(int opset) {
        this.net = new Net("torch-jit-export", opset, Weights.STRIPPED);
    }

    /** ONNX's super-resolution, opset 10: channels become pixels by Reshape, Transpose and Reshape. */
    static OnnxBuilder superResolution(boolean depthToSpace) {
        PixelNets file = new PixelNets(10);
        Net net = file.net;
        String x = net.image("input", 1, 1, 224);
        x = net.relu("relu1", net.biasedConv("conv1", x, 64, Filter.centred(5)));
        x = net.relu("relu2", net.biasedConv("conv2", x, 64, Filter.centred(3)));
        x = net.relu("relu3", net.biasedConv("conv3", x, 32, Filter.centred(3)));
        x = net.biasedConv("conv4", x, 9, Filter.centred(3));
        OnnxBuilder onnx = net.onnx();
        if (depthToSpace) {
            return onnx.output(onnx.node("DepthToSpace", "output", List.of(x), integer("blocksize", 3)));
        }
        x = onnx.node("Reshape", "apart", List.of(x, onnx.constant("shape1", -1, 1, 3, 3, 224, 224)));
        x = onnx.node("Transpose", "mix", List.of(x), ints("perm", 0, 1, 4, 2, 5, 3));
        return onnx.output(onnx.node("Reshape", "output", List.of(x, onnx.constant("shape2", -1, 1, 672, 672))));
    }

    /** PyTorch's fast neural style, opset 9: reflected borders, InstanceNormalization, Upsample. */
    static OnnxBuilder neuralStyle(int size) {
        PixelNets file = new PixelNets(9);
        Net net = file.net;
        String x = net.image("input", 1, 3, size);
        x = net.relu("relu1", file.normed("in1", file.reflected("conv1", x, 32, 9, 1)));
        x = net.relu("relu2", file.normed("in2", file.reflected("conv2", x, 64, 3, 2)));
        x = net.relu("relu3", file.normed("in3", file.reflected("conv3", x, 128, 3, 2)));
        for (int i = 1; i <= 5; i++) {
            String name = "res" + i;
            String y =
                    net.relu(name + ".relu", file.normed(name + ".in1", file.reflected(name + ".conv1", x, 128, 3, 1)));
            y = file.normed(name + ".in2", file.reflected(name + ".conv2", y, 128, 3, 1));
            x = net.join("Add", name + ".add", y, x);
        }
        for (int i = 1; i <= 2; i++) {
            String name = "deconv" + i;
            String scales = net.onnx().constantReals(name + ".scales", 1, 1, 2, 2);
            String up = net.onnx().node("Upsample", name + ".up", List.of(x, scales), text("mode", "nearest"));
            up = file.reflected(name, net.known(up, net.channels(x)), 128 >> i, 3, 1);
            x = net.relu(name + ".relu", file.normed(name + ".in", up));
        }
        return net.output(file.reflected("deconv3", x, 3, 9, 1));
    }

    private String reflected(String name, String x, int outputs, int size, int stride) {
        long by = size / 2;
        String padded =
                net.op("Pad", name + ".pad", x, text("mode", "reflect"), ints("pads", 0, 0, by, by, 0, 0, by, by));
        return net.biasedConv(name, padded, outputs, Filter.square(size).stride(stride));
    }

    private String normed(String name, String x) {
        int width = net.channels(x);
        List<String> inputs = List.of(x, net.weight(name + ".weight", width), net.weight(name + ".bias", width));
        return net.known(net.onnx().node("InstanceNormalization", name, inputs), width);
    }

    /** DeepLab-v3's head on 2048 channels of 28×28, opset 13: dilated convolutions beside a pooled branch, then Resize by sizes. */
    static OnnxBuilder deepLabHead() {
        PixelNets file = new PixelNets(13);
        Net net = file.net;
        String x = net.image("features", 1, 2048, 28);
        List<String> branches = new ArrayList<>();
        branches.add(file.convNormRelu("aspp.0", x, 256, Filter.square(1)));
        for (int rate : new int[] {12, 24, 36}) {
            branches.add(file.dilated("aspp." + rate, x, rate));
        }
        String pooled = net.op("GlobalAveragePool", "aspp.pool", x);
        branches.add(file.resized("aspp.up", file.convNormRelu("aspp.4", pooled, 256, Filter.square(1)), 28));
        x = file.convNormRelu("project", net.concat("cat", branches), 256, Filter.square(1));
        x = file.convNormRelu("conv", x, 256, Filter.centred(3));
        return net.output(file.resized("out", net.biasedConv("classes", x, 21, Filter.square(1)), 224));
    }

    private String dilated(String name, String x, int rate) {
        AttributeProto[] window = {
            ints("kernel_shape", 3, 3), ints("dilations", rate, rate), ints("pads", rate, rate, rate, rate)
        };
        String y = net.onnx()
                .node("Conv", name, List.of(x, net.weight(name + ".weight", 256, net.channels(x), 3, 3)), window);
        return net.relu(name + ".relu", net.batchNorm(name + ".bn", net.known(y, 256)));
    }

    private String convNormRelu(String name, String x, int outputs, Filter filter) {
        return net.relu(name + ".relu", net.batchNorm(name + ".bn", net.conv(name, x, outputs, filter)));
    }

    private String resized(String name, String x, int size) {
        String sizes = net.onnx().constant(name + ".sizes", 1, net.channels(x), size, size);
        return net.known(
                net.onnx().node("Resize", name, List.of(x, "", "", sizes), text("mode", "linear")), net.channels(x));
    }

    /** YOLOv8's box decoder, opset 17: a distribution over 16 distances per side, its mean by a fixed 1×1 convolution. */
    static OnnxBuilder distributionHead() {
        PixelNets file = new PixelNets(17);
        Net net = file.net;
        OnnxBuilder onnx = net.onnx();
        String x = net.biasedConv("cv2", net.image("features", 1, 64, 80), 64, Filter.square(1));
        x = onnx.node("Reshape", "dfl.view", List.of(x, onnx.constant("dfl.shape", 1, 4, 16, 6400)));
        x = onnx.node("Transpose", "dfl.transpose", List.of(x), ints("perm", 0, 2, 1, 3));
        x = net.known(onnx.node("Softmax", "dfl.softmax", List.of(x), integer("axis", 1)), 16);
        x = net.conv("dfl.conv", x, 1, Filter.square(1));
        x = onnx.node("Reshape", "dfl.view_1", List.of(x, onnx.constant("dfl.out", 1, 4, 6400)));
        List<String> halves =
                onnx.nodes("Split", "sides", List.of(x, onnx.constant("two", 2, 2)), 2, integer("axis", 1));
        String anchors = onnx.weight("anchors", 1, 2, 6400);
        String low = onnx.node("Sub", "low", List.of(anchors, halves.get(0)));
        String high = onnx.node("Add", "high", List.of(anchors, halves.get(1)));
        String centre = onnx.node(
                "Div", "centre", List.of(onnx.node("Add", "sum", List.of(low, high)), onnx.scalarReal("c2", 2)));
        String extent = onnx.node("Sub", "extent", List.of(high, low));
        return onnx.output(onnx.node("Concat", "boxes", List.of(centre, extent), integer("axis", 1)));
    }
}
