package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;
import static org.nicepim.testkit.OnnxBuilder.text;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.zoo.Net.Weights;

/**
 * YOLOv5 (release 6) as its own script exports it at opset 12, normalisation fused into the convolutions: SiLU as Sigmoid and
 * Mul, nearest-neighbour Resize, and a head that decodes boxes (Reshape, Transpose, Sigmoid, Slice, Mul, Add, Pow, Concat).
 */
final class YoloNet {
    private final Net net = new Net("torch-jit-export", 12, Weights.EXTERNAL);
    private final OnnxBuilder onnx = net.onnx();
    private final int size;
    /** Channels per 64 of the full model. */
    private final int width;

    private YoloNet(int size, int width) {
        this.size = size;
        this.width = width;
    }

    static OnnxBuilder nano(int size) {
        return new YoloNet(size, 16).write();
    }

    static OnnxBuilder small(int size) {
        return new YoloNet(size, 32).write();
    }

    private OnnxBuilder write() {
        Filter halve = Filter.centred(3).stride(2);
        String x = conv(
                "0",
                net.image("images", 1, 3, size),
                1,
                Filter.square(6).stride(2).pads(2, 2, 2, 2));
        x = c3("2", conv("1", x, 2, halve), 2, 1, true);
        String fine = c3("4", conv("3", x, 4, halve), 4, 2, true);
        String middle = c3("6", conv("5", fine, 8, halve), 8, 3, true);
        x = pyramid("9", c3("8", conv("7", middle, 16, halve), 16, 1, true), 16);

        String coarse = conv("10", x, 8, Filter.square(1));
        x = c3("13", net.concat("12", List.of(larger("11", coarse), middle)), 8, 1, false);
        String between = conv("14", x, 4, Filter.square(1));
        String small = c3("17", net.concat("16", List.of(larger("15", between), fine)), 4, 1, false);
        x = net.concat("19", List.of(conv("18", small, 4, halve), between));
        String medium = c3("20", x, 8, 1, false);
        x = net.concat("22", List.of(conv("21", medium, 8, halve), coarse));
        String large = c3("23", x, 16, 1, false);

        List<String> boxes =
                List.of(decoded("24.0", small, 8), decoded("24.1", medium, 16), decoded("24.2", large, 32));
        return onnx.output(onnx.node("Concat", "output", boxes, integer("axis", 1)));
    }

    private String conv(String name, String x, int times, Filter filter) {
        return convOf(name, x, times * width, filter);
    }

    private String convOf(String name, String x, int outputs, Filter filter) {
        String y = net.biasedConv("model." + name, x, outputs, filter);
        return net.join("Mul", "model." + name + ".mul", y, net.op("Sigmoid", "model." + name + ".sigmoid", y));
    }

    private String c3(String name, String x, int times, int depth, boolean shortcut) {
        int half = times * width / 2;
        String y = convOf(name + ".cv1", x, half, Filter.square(1));
        for (int i = 0; i < depth; i++) {
            String inner = name + ".m." + i;
            String z =
                    convOf(inner + ".cv2", convOf(inner + ".cv1", y, half, Filter.square(1)), half, Filter.centred(3));
            y = shortcut ? net.join("Add", inner + ".add", y, z) : z;
        }
        String around = convOf(name + ".cv2", x, half, Filter.square(1));
        return conv(name + ".cv3", net.concat(name + ".cat", List.of(y, around)), times, Filter.square(1));
    }

    private String pyramid(String name, String x, int times) {
        List<String> levels = new ArrayList<>(List.of(convOf(name + ".cv1", x, times * width / 2, Filter.square(1))));
        for (int i = 0; i < 3; i++) {
            levels.add(net.pool("MaxPool", name + ".m" + i, levels.get(i), Filter.centred(5)));
        }
        return conv(name + ".cv2", net.concat(name + ".cat", levels), times, Filter.square(1));
    }

    private String larger(String name, String x) {
        String scales = onnx.constantReals(name + ".scales", 1, 1, 2, 2);
        return net.known(
                onnx.node(
                        "Resize", name, List.of(x, "", scales), text("mode", "nearest"), text("nearest_mode", "floor")),
                net.channels(x));
    }

    private String decoded(String name, String x, int stride) {
        int cells = size / stride;
        String y = net.biasedConv(name + ".m", x, 255, Filter.square(1));
        y = onnx.node("Reshape", name + ".view", List.of(y, onnx.constant(name + ".shape", 1, 3, 85, cells, cells)));
        y = onnx.node("Transpose", name + ".permute", List.of(y), ints("perm", 0, 1, 3, 4, 2));
        y = onnx.node("Sigmoid", name + ".sigmoid", List.of(y));
        String centre = scaled(name + ".xy", slice(name + ".xy", y, 0, 2));
        centre = onnx.node("Add", name + ".grid", List.of(centre, onnx.weight(name + ".cells", 1, 3, cells, cells, 2)));
        centre = onnx.node("Mul", name + ".stride", List.of(centre, onnx.scalarReal(name + ".step", stride)));
        String extent = scaled(name + ".wh", slice(name + ".wh", y, 2, 4));
        extent = onnx.node("Pow", name + ".square", List.of(extent, onnx.scalarReal(name + ".two", 2)));
        extent = onnx.node(
                "Mul", name + ".anchor", List.of(extent, onnx.weight(name + ".anchors", 1, 3, cells, cells, 2)));
        List<String> parts = List.of(centre, extent, slice(name + ".conf", y, 4, 85));
        String whole = onnx.node("Concat", name + ".cat", parts, integer("axis", 4));
        return onnx.node("Reshape", name + ".flat", List.of(whole, onnx.constant(name + ".out", 1, -1, 85)));
    }

    private String slice(String name, String x, long from, long to) {
        List<String> cut = List.of(
                x,
                onnx.constant(name + ".from", from),
                onnx.constant(name + ".to", to),
                onnx.constant(name + ".axis", 4),
                onnx.constant(name + ".by", 1));
        return onnx.node("Slice", name, cut);
    }

    private String scaled(String name, String x) {
        return onnx.node("Mul", name + ".double", List.of(x, onnx.scalarReal(name + ".factor", 2)));
    }
}
