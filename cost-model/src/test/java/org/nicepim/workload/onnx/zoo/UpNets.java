package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;
import static org.nicepim.testkit.OnnxBuilder.text;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.zoo.Net.Weights;

/** Networks that make maps larger: a U-Net by transposed convolution or by interpolation, and the generator of DCGAN. */
final class UpNets {
    private final Net net;

    private UpNets(int opset, Weights weights) {
        this.net = new Net("main_graph", opset, weights);
    }

    /** The padded U-Net that PyTorch users share: five levels from 64 channels, halved by pooling, one class. */
    static OnnxBuilder uNet(boolean bilinear, int size) {
        UpNets file = new UpNets(bilinear ? 11 : 17, Weights.STRIPPED);
        Net net = file.net;
        int factor = bilinear ? 2 : 1;
        List<String> levels = new ArrayList<>();
        String x = file.twice("inc", net.image("input", 1, 3, size), 64, 64);
        for (int i = 1; i <= 4; i++) {
            levels.add(x);
            int width = i < 4 ? 64 << i : 1024 / factor;
            x = file.twice(
                    "down" + i,
                    net.pool(
                            "MaxPool", "down" + i + ".pool", x, Filter.square(2).stride(2)),
                    width,
                    width);
        }
        for (int i = 1; i <= 4; i++) {
            int width = i < 4 ? (512 >> (i - 1)) / factor : 64;
            x = bilinear
                    ? file.resized("up" + i, x)
                    : file.transposed("up" + i + ".up", x, net.channels(x) / 2, 2, 2, 0);
            x = net.concat("up" + i + ".cat", List.of(levels.get(4 - i), x));
            x = file.twice("up" + i, x, bilinear ? net.channels(x) / 2 : width, width);
        }
        return net.output(net.biasedConv("outc", x, 1, Filter.square(1)));
    }

    private String twice(String name, String x, int middle, int outputs) {
        String y = net.conv(name + ".0", x, middle, Filter.centred(3));
        y = net.relu(name + ".2", net.batchNorm(name + ".1", y));
        y = net.conv(name + ".3", y, outputs, Filter.centred(3));
        return net.relu(name + ".5", net.batchNorm(name + ".4", y));
    }

    private String transposed(String name, String x, int outputs, int size, int stride, int pad) {
        return transposed(name, x, outputs, size, stride, pad, true);
    }

    private String transposed(String name, String x, int outputs, int size, int stride, int pad, boolean bias) {
        List<String> inputs =
                new ArrayList<>(List.of(x, net.weight(name + ".weight", net.channels(x), outputs, size, size)));
        if (bias) {
            inputs.add(net.weight(name + ".bias", outputs));
        }
        return net.known(
                net.onnx()
                        .node(
                                "ConvTranspose",
                                name,
                                inputs,
                                ints("kernel_shape", size, size),
                                ints("strides", stride, stride),
                                ints("pads", pad, pad, pad, pad),
                                integer("group", 1)),
                outputs);
    }

    /** Twice as large, with an empty region of interest, as opset 11 wants it. */
    private String resized(String name, String x) {
        String roi = net.onnx().constantReals(name + ".roi");
        String scales = net.onnx().constantReals(name + ".scales", 1, 1, 2, 2);
        return net.known(
                net.onnx()
                        .node(
                                "Resize",
                                name + ".up",
                                List.of(x, roi, scales),
                                text("mode", "linear"),
                                text("coordinate_transformation_mode", "align_corners")),
                net.channels(x));
    }

    /** DCGAN's generator of 64×64 images from 100 numbers, as in PyTorch's tutorial, opset 14. */
    static OnnxBuilder dcganGenerator() {
        UpNets file = new UpNets(14, Weights.STRIPPED);
        Net net = file.net;
        String x = net.image("noise", "batch", 100, 1);
        int[] widths = {512, 256, 128, 64};
        for (int i = 0; i < 4; i++) {
            String name = "main." + 3 * i;
            x = file.transposed(name, x, widths[i], 4, i == 0 ? 1 : 2, i == 0 ? 0 : 1, false);
            x = net.relu(name + ".relu", net.batchNorm(name + ".bn", x));
        }
        x = file.transposed("main.12", x, 3, 4, 2, 1, false);
        return net.output(net.op("Tanh", "main.13", x));
    }
}
