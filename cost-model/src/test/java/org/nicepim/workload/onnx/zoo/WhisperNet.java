package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.ints;

import java.util.List;
import org.nicepim.testkit.OnnxBuilder;

/**
 * Whisper-tiny, encoder and decoder in one graph, opset 17: one-dimensional convolutions, attention to itself and to the encoder,
 * keys without bias, logits by the table of words.
 */
final class WhisperNet {
    static final int HIDDEN = 384;
    static final int FRAMES = 1500;
    private static final int HEADS = 6;
    private static final int VOCABULARY = 51_865;

    private final SequenceNet net = new SequenceNet("main_graph", 17);

    private WhisperNet() {}

    static OnnxBuilder tiny() {
        WhisperNet file = new WhisperNet();
        SequenceNet net = file.net;
        String heard = file.encoder(net.onnx().input("input_features", "batch", 80, 3000));
        String words = net.tokens("decoder_input_ids", "batch", "tokens");
        String table = net.weight("embed_tokens.weight", VOCABULARY, HIDDEN);
        String x = net.op("Gather", "/decoder/embed_tokens", List.of(table, words));
        String length = net.unsqueezed("/length", net.dim("/dim", words, 1), 0);
        String positions = net.slicedTo("/decoder/embed_positions", net.weight("positions", 448, HIDDEN), 0, length);
        x = net.op("Add", "/decoder/Add", List.of(x, positions));
        for (int i = 0; i < 4; i++) {
            String name = "/decoder/layers." + i;
            String normed = file.norm(name + "/norm1", x);
            x = file.add(name + "/Add", x, file.attention(name + "/self_attn", normed, normed, true));
            x = file.add(
                    name + "/Add_1", x, file.attention(name + "/cross", file.norm(name + "/norm2", x), heard, false));
            x = file.add(name + "/Add_2", x, file.feedForward(name, file.norm(name + "/norm3", x)));
        }
        x = file.norm("/decoder/norm", x);
        return net.onnx().output(net.op("MatMul", "logits", List.of(x, net.transposed("/tied", table, 1, 0))));
    }

    private String encoder(String features) {
        String x = gelu("/encoder/conv1/gelu", conv("/encoder/conv1", features, 80, 1));
        x = gelu("/encoder/conv2/gelu", conv("/encoder/conv2", x, HIDDEN, 2));
        x = add(
                "/encoder/Add",
                net.transposed("/encoder/Transpose", x, 0, 2, 1),
                net.weight("sinusoids", FRAMES, HIDDEN));
        for (int i = 0; i < 4; i++) {
            String name = "/encoder/layers." + i;
            String normed = norm(name + "/norm1", x);
            x = add(name + "/Add", x, attention(name + "/self_attn", normed, normed, false));
            x = add(name + "/Add_1", x, feedForward(name, norm(name + "/norm2", x)));
        }
        return norm("/encoder/norm", x);
    }

    private String conv(String name, String x, int inputs, int stride) {
        List<String> read =
                List.of(x, net.weight(name + ".weight", HIDDEN, inputs, 3), net.weight(name + ".bias", HIDDEN));
        return net.op("Conv", name, read, ints("kernel_shape", 3), ints("strides", stride), ints("pads", 1, 1));
    }

    private String attention(String name, String x, String memory, boolean causal) {
        String query =
                net.op("Mul", name + "/Mul", List.of(net.linear(name + "/q", x, HIDDEN, HIDDEN), net.real0(0.125)));
        query = heads(name + "/q", query, 0, 2, 1, 3);
        String key = heads(name + "/k", net.product(name + "/k", memory, HIDDEN, HIDDEN), 0, 2, 3, 1);
        String value = heads(name + "/v", net.linear(name + "/v", memory, HIDDEN, HIDDEN), 0, 2, 1, 3);
        String scores = net.op("MatMul", name + "/MatMul", List.of(query, key));
        if (causal) {
            String mask = net.onnx().input(name + "/mask", "batch", 1, "tokens", "tokens");
            scores = net.op("Add", name + "/masked", List.of(scores, mask));
        }
        String context = net.op("MatMul", name + "/MatMul_1", List.of(net.softmax(name + "/Softmax", scores), value));
        context =
                net.reshaped(name + "/Reshape", net.transposed(name + "/Transpose", context, 0, 2, 1, 3), 0, 0, HIDDEN);
        return net.linear(name + "/out", context, HIDDEN, HIDDEN);
    }

    private String heads(String name, String x, long... order) {
        return net.transposed(name + "/t", net.reshaped(name + "/cut", x, 0, 0, HEADS, HIDDEN / HEADS), order);
    }

    private String feedForward(String name, String x) {
        String wide = gelu(name + "/gelu", net.linear(name + "/fc1", x, HIDDEN, 4 * HIDDEN));
        return net.linear(name + "/fc2", wide, 4 * HIDDEN, HIDDEN);
    }

    private String gelu(String name, String x) {
        return net.erfGelu(name, x);
    }

    private String norm(String name, String x) {
        return net.layerNorm(name, x, HIDDEN);
    }

    private String add(String name, String a, String b) {
        return net.op("Add", name, List.of(a, b));
    }
}
