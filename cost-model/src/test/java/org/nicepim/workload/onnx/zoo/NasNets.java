package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;

import java.util.List;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.zoo.Net.Weights;

/**
 * NASNet-A as tf2onnx writes Keras' model, opset 12, after equal poolings are merged and the 1×1 poolings that halve a map are
 * folded into their convolutions: Relu before each convolution, SAME_UPPER, one normalisation behind the two halves.
 */
final class NasNets {
    private static final Filter ONE = Filter.square(1);
    private static final Filter POOL = Filter.square(3).same();

    private final Net net = new Net("nasnet", 12, Weights.STRIPPED);

    private NasNets() {}

    static OnnxBuilder mobile() {
        return new NasNets().write(224, 32, 44, 4, false);
    }

    static OnnxBuilder large() {
        return new NasNets().write(331, 96, 168, 6, true);
    }

    /** A tensor and how many rows it has. */
    private record Cell(String tensor, int rows) {}

    private OnnxBuilder write(int size, int stemFilters, int filters, int repeats, boolean skip) {
        String pixels = net.onnx().input("input_1", "N", size, size, 3);
        String image = net.known(
                net.onnx().node("Transpose", "input_1/Transpose", List.of(pixels), ints("perm", 0, 3, 1, 2)), 3);
        String first =
                net.conv("stem_conv1", image, stemFilters, Filter.square(3).stride(2));
        Cell stem = new Cell(net.batchNorm("stem_bn1", first), (size - 1) / 2);
        Cell before = reduction("stem_1", stem, stem.tensor(), filters / 4);
        Cell x = reduction("stem_2", before, adjusted("stem_2", stem, before, filters / 2), filters / 2);
        for (int stage = 1; stage <= 3; stage++) {
            int width = filters << (stage - 1);
            if (stage > 1) {
                String name = "reduce_" + stage;
                Cell reduced = reduction(name, x, adjusted(name, before, x, width), width);
                before = skip ? before : x;
                x = reduced;
            }
            for (int i = 0; i < repeats; i++) {
                Cell next = normal("normal_" + stage + "_" + i, x, before, width);
                before = x;
                x = next;
            }
        }
        String last = net.relu("activation_last", x.tensor());
        int width = net.channels(last);
        last = net.op("ReduceMean", "pooling", last, ints("axes", 2, 3), integer("keepdims", 0));
        return net.output(net.op("Softmax", "prob", net.matMulAdd("predictions", last, width, 1000)));
    }

    private Cell normal(String name, Cell x, Cell before, int filters) {
        String p = adjusted(name, before, x, filters);
        String h = conv(name + "/conv_1", x.tensor(), filters);
        String pooled = net.pool("AveragePool", name + "/pool_p", p, POOL);
        List<String> blocks = List.of(
                p,
                add(
                        name + "/1",
                        separable(name + "/left1", h, filters, 5, 1),
                        separable(name + "/right1", p, filters, 3, 1)),
                add(
                        name + "/2",
                        separable(name + "/left2", p, filters, 5, 1),
                        separable(name + "/right2", p, filters, 3, 1)),
                add(name + "/3", net.pool("AveragePool", name + "/pool_h", h, POOL), p),
                add(name + "/4", pooled, pooled),
                add(name + "/5", separable(name + "/left5", h, filters, 3, 1), h));
        return new Cell(net.concat(name + "/concat", blocks), x.rows());
    }

    private Cell reduction(String name, Cell x, String p, int filters) {
        String h = conv(name + "/conv_1", x.tensor(), filters);
        String most = net.pool("MaxPool", name + "/max", h, POOL.stride(2));
        String mean = net.pool("AveragePool", name + "/mean", h, POOL.stride(2));
        String one = add(
                name + "/1",
                separable(name + "/left1", h, filters, 5, 2),
                separable(name + "/right1", p, filters, 7, 2));
        String two = add(name + "/2", most, separable(name + "/right2", p, filters, 7, 2));
        List<String> blocks = List.of(
                two,
                add(name + "/3", mean, separable(name + "/right3", p, filters, 5, 2)),
                add(name + "/4", net.pool("AveragePool", name + "/pool_1", one, POOL), two),
                add(name + "/5", separable(name + "/left5", one, filters, 3, 1), most));
        return new Cell(net.concat(name + "/concat", blocks), (x.rows() + 1) / 2);
    }

    private String adjusted(String name, Cell before, Cell x, int filters) {
        String relu = net.relu(name + "/adjust_relu", before.tensor());
        if (before.rows() != x.rows()) {
            return halved(name + "/adjust", relu, filters / 2);
        }
        return net.channels(relu) == filters
                ? before.tensor()
                : net.batchNorm(name + "/adjust_bn", net.conv(name + "/adjust_conv", relu, filters, ONE));
    }

    private String halved(String name, String x, int filters) {
        String even = net.conv(name + "_conv_1", x, filters, ONE.stride(2));
        List<String> cut = List.of(
                x,
                net.onnx().constant(name + "/starts", 1, 1),
                net.onnx().constant(name + "/ends", Integer.MAX_VALUE, Integer.MAX_VALUE),
                net.onnx().constant(name + "/axes", 2, 3));
        String shifted = net.known(net.onnx().node("Slice", name + "/crop", cut), net.channels(x));
        String odd = net.conv(name + "_conv_2", shifted, filters, ONE.stride(2).pads(0, 0, 1, 1));
        return net.batchNorm(name + "_bn", net.concat(name + "/concat", List.of(even, odd)));
    }

    private String separable(String name, String x, int filters, int size, int stride) {
        Filter first = Filter.square(size).same().stride(stride).groups(net.channels(x));
        String y = net.conv(name + "/depthwise_1", net.relu(name + "/relu_1", x), net.channels(x), first);
        y = net.batchNorm(name + "/bn_1", net.conv(name + "/pointwise_1", y, filters, ONE));
        Filter second = Filter.square(size).same().groups(filters);
        y = net.conv(name + "/depthwise_2", net.relu(name + "/relu_2", y), filters, second);
        return net.batchNorm(name + "/bn_2", net.conv(name + "/pointwise_2", y, filters, ONE));
    }

    private String conv(String name, String x, int filters) {
        return net.batchNorm(name + "/bn", net.conv(name, net.relu(name + "/relu", x), filters, ONE));
    }

    private String add(String name, String a, String b) {
        return net.join("Add", name, a, b);
    }
}
