package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.graph.ElementType;

/**
 * Swin-T as PyTorch exports torchvision's at opset 17: attention in windows that a Reshape and a Transpose of six axes cut out of
 * the map, every second time after rolling it by slices, with a learned bias per distance; four slices with step 2 join pixels.
 */
final class SwinNet {
    private static final int WINDOW = 7;
    private static final int AREA = WINDOW * WINDOW;
    private static final int HEAD_WIDTH = 32;

    private final SequenceNet net = new SequenceNet("main_graph", 17);
    private final int batch;

    private SwinNet(int batch) {
        this.batch = batch;
    }

    static OnnxBuilder tiny(int batch) {
        SwinNet file = new SwinNet(batch);
        SequenceNet net = file.net;
        String image = net.onnx().input("image", batch, 3, 224, 224);
        List<String> patch = List.of(image, net.weight("patch.weight", 96, 3, 4, 4), net.weight("patch.bias", 96));
        String x = net.op("Conv", "/patch/Conv", patch, ints("kernel_shape", 4, 4), ints("strides", 4, 4));
        x = net.layerNorm("/patch/norm", net.transposed("/patch/Transpose", x, 0, 2, 3, 1), 96);
        int[] depths = {2, 2, 6, 2};
        for (int stage = 0; stage < 4; stage++) {
            int width = 96 << stage;
            int size = 56 >> stage;
            for (int i = 0; i < depths[stage]; i++) {
                int shift = i % 2 == 1 && size > WINDOW ? WINDOW / 2 : 0;
                x = file.block("/features." + stage + "." + i, x, width, size, shift);
            }
            x = stage < 3 ? file.merged("/merge." + stage, x, width) : x;
        }
        x = net.transposed("/permute", net.layerNorm("/norm", x, 768), 0, 3, 1, 2);
        x = net.op("Flatten", "/flatten", net.op("GlobalAveragePool", "/avgpool", x), integer("axis", 1));
        List<String> head = List.of(x, net.weight("head.weight", 1000, 768), net.weight("head.bias", 1000));
        return net.onnx().output(net.op("Gemm", "/head/Gemm", head, integer("transB", 1)));
    }

    private String block(String name, String x, int width, int size, int shift) {
        String y = net.layerNorm(name + "/norm1", x, width);
        y = shift > 0 ? rolled(name + "/there", y, shift) : y;
        y = attention(name + "/attn", y, width, size, shift > 0);
        y = shift > 0 ? rolled(name + "/back", y, size - shift) : y;
        String middle = net.op("Add", name + "/Add", List.of(x, y));
        String wide = net.linear(name + "/mlp.0", net.layerNorm(name + "/norm2", middle, width), width, 4 * width);
        String out = net.linear(name + "/mlp.3", net.erfGelu(name + "/mlp.1", wide), 4 * width, width);
        return net.op("Add", name + "/Add_1", List.of(middle, out));
    }

    /** Rows and columns from {@code by} on, then those before. */
    private String rolled(String name, String x, int by) {
        String y = x;
        for (int axis = 1; axis <= 2; axis++) {
            String part = name + axis;
            String behind = net.sliced(part + "/Slice", y, axis, by, Long.MAX_VALUE);
            String before = net.sliced(part + "/Slice_1", y, axis, 0, by);
            y = net.op("Concat", part + "/Concat", List.of(behind, before), integer("axis", axis));
        }
        return y;
    }

    private String attention(String name, String x, int width, int size, boolean masked) {
        int heads = width / HEAD_WIDTH;
        long windows = size / WINDOW;
        long all = batch * windows * windows;
        String cut = net.reshaped(name + "/cut", x, batch, windows, WINDOW, windows, WINDOW, width);
        cut = net.reshaped(name + "/rows", net.transposed(name + "/group", cut, 0, 1, 3, 2, 4, 5), all, AREA, width);
        String qkv = net.linear(name + "/qkv", cut, width, 3 * width);
        qkv = net.transposed(
                name + "/swap", net.reshaped(name + "/heads", qkv, all, AREA, 3, heads, HEAD_WIDTH), 2, 0, 3, 1, 4);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            parts.add(net.op("Gather", name + "/Gather_" + i, List.of(qkv, net.scalar(i)), integer("axis", 0)));
        }
        String query = net.op("Mul", name + "/scale", List.of(parts.get(0), net.real0(Math.pow(HEAD_WIDTH, -0.5))));
        String key = net.transposed(name + "/kT", parts.get(1), 0, 1, 3, 2);
        String scores = net.op("MatMul", name + "/MatMul", List.of(query, key));
        scores = net.op("Add", name + "/bias", List.of(scores, distanceBias(name, heads)));
        if (masked) {
            long perImage = windows * windows;
            String mask = net.weight(name + ".mask", 1, perImage, 1, AREA, AREA);
            scores = net.reshaped(name + "/images", scores, batch, perImage, heads, AREA, AREA);
            scores = net.op("Add", name + "/masked", List.of(scores, mask));
            scores = net.reshaped(name + "/flat", scores, -1, heads, AREA, AREA);
        }
        String context =
                net.op("MatMul", name + "/MatMul_1", List.of(net.softmax(name + "/Softmax", scores), parts.get(2)));
        context =
                net.reshaped(name + "/merge", net.transposed(name + "/swap_1", context, 0, 2, 1, 3), all, AREA, width);
        String y = net.linear(name + "/proj", context, width, width);
        y = net.reshaped(name + "/windows", y, batch, windows, windows, WINDOW, WINDOW, width);
        return net.reshaped(
                name + "/map", net.transposed(name + "/ungroup", y, 0, 1, 3, 2, 4, 5), batch, size, size, width);
    }

    private String distanceBias(String name, int heads) {
        int distances = (2 * WINDOW - 1) * (2 * WINDOW - 1);
        String table = net.weight(name + ".relative_position_bias_table", distances, heads);
        String index = net.onnx().weight(name + ".index", ElementType.INT64, AREA * AREA);
        String bias =
                net.reshaped(name + "/square", net.op("Gather", name + "/look", List.of(table, index)), AREA, AREA, -1);
        return net.unsqueezed(name + "/first", net.transposed(name + "/front", bias, 2, 0, 1), 0);
    }

    private String merged(String name, String x, int width) {
        List<String> corners = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String corner = name + "/corner" + i;
            List<String> cut = List.of(
                    x,
                    net.longs(i % 2, i / 2),
                    net.longs(Long.MAX_VALUE, Long.MAX_VALUE),
                    net.longs(1, 2),
                    net.longs(2, 2));
            corners.add(net.op("Slice", corner, cut));
        }
        String wide = net.op("Concat", name + "/Concat", corners, integer("axis", -1));
        return net.product(name + "/reduction", net.layerNorm(name + "/norm", wide, 4 * width), 4 * width, 2 * width);
    }
}
