package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;

import java.util.List;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.graph.ElementType;

/**
 * T5-small, encoder and decoder in one graph, opset 13: normalisation by the root mean square, no biases, one table for both
 * look-ups and the logits, and a learned bias per head and distance that the graph looks up by logarithmic buckets.
 */
final class T5Net {
    static final int HIDDEN = 512;
    static final int FEED_FORWARD = 2048;
    private static final int HEADS = 8;
    private static final int BUCKETS = 32;

    private final SequenceNet net = new SequenceNet("main_graph", 13);

    private T5Net() {}

    static OnnxBuilder small() {
        T5Net file = new T5Net();
        SequenceNet net = file.net;
        String table = net.weight("shared.weight", 32_128, HIDDEN);
        String source = net.tokens("input_ids", 1, "source");
        String target = net.tokens("decoder_input_ids", 1, "target");
        String read = file.stack("/encoder", net.op("Gather", "/encoder/Gather", List.of(table, source)), source, "");
        String x = file.stack("/decoder", net.op("Gather", "/decoder/Gather", List.of(table, target)), target, read);
        x = net.op("Mul", "/scale", List.of(x, net.real0(1 / Math.sqrt(HIDDEN))));
        return net.onnx().output(net.op("MatMul", "logits", List.of(x, net.transposed("/tied", table, 1, 0))));
    }

    /** Six blocks; those of the decoder attend to what the encoder read. */
    private String stack(String name, String embedded, String words, String read) {
        String bias = positionBias(name + "/bias", words);
        String x = embedded;
        for (int i = 0; i < 6; i++) {
            String block = name + "/block." + i;
            String normed = net.rmsNorm(block + "/norm1", x, HIDDEN);
            x = add(block + "/Add", x, attention(block + "/self", normed, normed, bias));
            if (!read.isEmpty()) {
                x = add(
                        block + "/Add_1",
                        x,
                        attention(block + "/cross", net.rmsNorm(block + "/norm2", x, HIDDEN), read, ""));
            }
            x = add(block + "/Add_2", x, feedForward(block, net.rmsNorm(block + "/norm3", x, HIDDEN)));
        }
        return net.rmsNorm(name + "/final_norm", x, HIDDEN);
    }

    /** 1 × heads × queries × keys. */
    private String positionBias(String name, String words) {
        String length = net.dim(name + "/dim", words, 1);
        String range = net.op("Range", name + "/Range", List.of(net.scalar(0), length, net.scalar(1)));
        String distance = net.op(
                "Sub",
                name + "/Sub",
                List.of(net.unsqueezed(name + "/keys", range, 0), net.unsqueezed(name + "/queries", range, 1)));
        String far = net.op("Abs", name + "/Abs", distance);
        String real = net.op("Cast", name + "/Cast", far, integer("to", ElementType.FLOAT.number()));
        String log = net.op("Log", name + "/Log", net.op("Div", name + "/Div", List.of(real, net.real0(8))));
        log = net.op("Mul", name + "/Mul", List.of(log, net.real0(8 / Math.log(16))));
        String bucket = net.op("Cast", name + "/Cast_1", log, integer("to", ElementType.INT64.number()));
        bucket = net.op("Min", name + "/Min", List.of(add(name + "/Add", bucket, net.scalar(8)), net.scalar(15)));
        String near = net.op("Less", name + "/Less", List.of(far, net.scalar(8)));
        bucket = net.op("Where", name + "/Where", List.of(near, far, bucket));
        String table = net.weight(name + ".weight", BUCKETS, HEADS);
        String bias = net.op("Gather", name + "/Gather", List.of(table, bucket));
        return net.unsqueezed(name + "/bias", net.transposed(name + "/Transpose", bias, 2, 0, 1), 0);
    }

    private String attention(String name, String x, String memory, String bias) {
        String query = heads(name + "/q", x, 0, 2, 1, 3);
        String key = heads(name + "/k", memory, 0, 2, 3, 1);
        String scores = net.op("MatMul", name + "/MatMul", List.of(query, key));
        if (!bias.isEmpty()) {
            scores = add(name + "/biased", scores, bias);
        }
        String context = net.op(
                "MatMul",
                name + "/MatMul_1",
                List.of(net.softmax(name + "/Softmax", scores), heads(name + "/v", memory, 0, 2, 1, 3)));
        context = net.transposed(name + "/Transpose", context, 0, 2, 1, 3);
        return net.product(name + "/o", net.reshaped(name + "/Reshape", context, 1, -1, HIDDEN), HIDDEN, HIDDEN);
    }

    private String heads(String name, String x, long... order) {
        String product = net.product(name, x, HIDDEN, HIDDEN);
        return net.transposed(name + "/t", net.reshaped(name + "/cut", product, 1, -1, HEADS, HIDDEN / HEADS), order);
    }

    private String feedForward(String name, String x) {
        String wide = net.op("Relu", name + "/relu", net.product(name + "/wi", x, HIDDEN, FEED_FORWARD));
        return net.product(name + "/wo", wide, FEED_FORWARD, HIDDEN);
    }

    private String add(String name, String a, String b) {
        return net.op("Add", name, List.of(a, b));
    }
}
