package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.zoo.Net.Weights;

/**
 * Inception-v3 as PyTorch exports torchvision's at opset 12: the image's channels are rescaled one by one (Gather, Unsqueeze,
 * Mul, Add, Concat), and average pooling counts its padding.
 */
final class InceptionV3Net {
    private static final Filter ONE = Filter.square(1);
    private static final Filter THREE = Filter.square(3);

    private final Net net = new Net("torch-jit-export", 12, Weights.EXTERNAL);

    private InceptionV3Net() {}

    static OnnxBuilder write() {
        InceptionV3Net file = new InceptionV3Net();
        String x = file.stem(file.rescaled(file.net.image("input.1", "batch_size", 3, 299)));
        x = file.mixed5("Mixed_5b", x, 32);
        x = file.mixed5("Mixed_5c", x, 64);
        x = file.mixed5("Mixed_5d", x, 64);
        x = file.mixed6a(x);
        x = file.mixed6("Mixed_6b", x, 128);
        x = file.mixed6("Mixed_6c", x, 160);
        x = file.mixed6("Mixed_6d", x, 160);
        x = file.mixed6("Mixed_6e", x, 192);
        x = file.mixed7a(x);
        x = file.mixed7("Mixed_7b", x);
        x = file.mixed7("Mixed_7c", x);
        x = file.net.op("GlobalAveragePool", "avgpool", x);
        x = file.net.op("Dropout", "dropout", x);
        return file.net.output(file.net.gemm("fc", file.net.op("Flatten", "flatten", x), 2048, 1000));
    }

    private String rescaled(String image) {
        List<String> planes = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            String name = "transform_" + c;
            String index = net.onnx().scalar(name + "/index", c);
            String plane = net.onnx().node("Gather", name + "/Gather", List.of(image, index), integer("axis", 1));
            plane = net.onnx().node("Unsqueeze", name + "/Unsqueeze", List.of(plane), ints("axes", 1));
            plane = net.onnx()
                    .node("Mul", name + "/Mul", List.of(plane, net.onnx().scalarReal(name + "/scale", 0.458)));
            plane = net.onnx()
                    .node("Add", name + "/Add", List.of(plane, net.onnx().scalarReal(name + "/shift", -0.03)));
            planes.add(net.known(plane, 1));
        }
        return net.concat("transform", planes);
    }

    private String stem(String image) {
        String x = conv("Conv2d_1a_3x3", image, 32, THREE.stride(2));
        x = conv("Conv2d_2a_3x3", x, 32, THREE);
        x = conv("Conv2d_2b_3x3", x, 64, Filter.centred(3));
        x = maxPool("maxpool1", x);
        x = conv("Conv2d_3b_1x1", x, 80, ONE);
        x = conv("Conv2d_4a_3x3", x, 192, THREE);
        return maxPool("maxpool2", x);
    }

    private String mixed5(String name, String x, int poolWidth) {
        String five = conv(name + ".branch5x5_1", x, 48, ONE);
        five = conv(name + ".branch5x5_2", five, 64, Filter.centred(5));
        String twice = conv(name + ".branch3x3dbl_1", x, 64, ONE);
        twice = conv(name + ".branch3x3dbl_2", twice, 96, Filter.centred(3));
        twice = conv(name + ".branch3x3dbl_3", twice, 96, Filter.centred(3));
        String one = conv(name + ".branch1x1", x, 64, ONE);
        return net.concat(name, List.of(one, five, twice, pooled(name, x, poolWidth)));
    }

    private String mixed6a(String x) {
        String name = "Mixed_6a";
        String three = conv(name + ".branch3x3", x, 384, THREE.stride(2));
        String twice = conv(name + ".branch3x3dbl_1", x, 64, ONE);
        twice = conv(name + ".branch3x3dbl_2", twice, 96, Filter.centred(3));
        twice = conv(name + ".branch3x3dbl_3", twice, 96, THREE.stride(2));
        return net.concat(name, List.of(three, twice, maxPool(name + ".pool", x)));
    }

    private String mixed6(String name, String x, int width) {
        String one = conv(name + ".branch1x1", x, 192, ONE);
        String seven = conv(name + ".branch7x7_1", x, width, ONE);
        seven = conv(name + ".branch7x7_2", seven, width, Filter.centred(1, 7));
        seven = conv(name + ".branch7x7_3", seven, 192, Filter.centred(7, 1));
        String twice = conv(name + ".branch7x7dbl_1", x, width, ONE);
        for (int i = 2; i <= 5; i++) {
            Filter filter = i % 2 == 0 ? Filter.centred(7, 1) : Filter.centred(1, 7);
            twice = conv(name + ".branch7x7dbl_" + i, twice, i == 5 ? 192 : width, filter);
        }
        return net.concat(name, List.of(one, seven, twice, pooled(name, x, 192)));
    }

    private String mixed7a(String x) {
        String name = "Mixed_7a";
        String three = conv(name + ".branch3x3_1", x, 192, ONE);
        three = conv(name + ".branch3x3_2", three, 320, THREE.stride(2));
        String seven = conv(name + ".branch7x7x3_1", x, 192, ONE);
        seven = conv(name + ".branch7x7x3_2", seven, 192, Filter.centred(1, 7));
        seven = conv(name + ".branch7x7x3_3", seven, 192, Filter.centred(7, 1));
        seven = conv(name + ".branch7x7x3_4", seven, 192, THREE.stride(2));
        return net.concat(name, List.of(three, seven, maxPool(name + ".pool", x)));
    }

    private String mixed7(String name, String x) {
        String one = conv(name + ".branch1x1", x, 320, ONE);
        String three = conv(name + ".branch3x3_1", x, 384, ONE);
        String twice = conv(name + ".branch3x3dbl_1", x, 448, ONE);
        twice = conv(name + ".branch3x3dbl_2", twice, 384, Filter.centred(3));
        return net.concat(
                name, List.of(one, split(name + ".3x3", three), split(name + ".3x3dbl", twice), pooled(name, x, 192)));
    }

    private String split(String name, String x) {
        String row = conv(name + "a", x, 384, Filter.centred(1, 3));
        return net.concat(name, List.of(row, conv(name + "b", x, 384, Filter.centred(3, 1))));
    }

    private String pooled(String name, String x, int width) {
        String pool =
                net.op("AveragePool", name + ".avg", x, Filter.centred(3).ofPool(integer("count_include_pad", 1)));
        return conv(name + ".branch_pool", pool, width, ONE);
    }

    private String maxPool(String name, String x) {
        return net.op("MaxPool", name, x, THREE.stride(2).ofPool(integer("ceil_mode", 0)));
    }

    private String conv(String name, String x, int outputs, Filter filter) {
        return net.relu(name + ".relu", net.batchNorm(name + ".bn", net.conv(name + ".conv", x, outputs, filter)));
    }
}
