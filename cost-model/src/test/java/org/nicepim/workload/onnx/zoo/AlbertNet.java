package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.testkit.OnnxBuilder;

/** ALBERT-base-v2, opset 17: twelve layers with one set of weights, words of width 128. */
final class AlbertNet {
    private static final int HIDDEN = 768;
    private static final int HEADS = 12;

    private final SequenceNet net = new SequenceNet("main_graph", 17);
    private final Map<String, String> weights = new HashMap<>();

    private AlbertNet() {}

    static OnnxBuilder base(int sequence) {
        AlbertNet file = new AlbertNet();
        SequenceNet net = file.net;
        String words = net.tokens("input_ids", 1, sequence);
        String x = net.op("Gather", "/word", List.of(net.weight("word_embeddings", 30_000, 128), words));
        String types = net.op(
                "Gather", "/type", List.of(net.weight("type_embeddings", 2, 128), net.counting("types", 1, 1, 1)));
        x = net.op("Add", "/Add", List.of(x, types));
        String positions = net.counting("position_ids", sequence, 1, sequence);
        String table = net.op("Gather", "/position", List.of(net.weight("position_embeddings", 512, 128), positions));
        x = net.layerNorm("/LayerNorm", net.op("Add", "/Add_1", List.of(x, table)), 128);
        x = file.linear("/mapping", "mapping", x, 128, HIDDEN);
        for (int i = 0; i < 12; i++) {
            x = file.layer("/layer_" + i, x);
        }
        String first = net.op("Gather", "/first", List.of(x, net.scalar(0)), integer("axis", 1));
        return net.onnx().output(net.op("Tanh", "/Tanh", file.linear("/pooler", "pooler", first, HIDDEN, HIDDEN)));
    }

    private String layer(String name, String x) {
        String query = heads(name + "/query", "query", x, 0, 2, 1, 3);
        String key = heads(name + "/key", "key", x, 0, 2, 3, 1);
        String value = heads(name + "/value", "value", x, 0, 2, 1, 3);
        String scores = net.op("MatMul", name + "/MatMul", List.of(query, key));
        scores = net.softmax(name + "/Softmax", net.op("Div", name + "/Div", List.of(scores, net.real0(8))));
        String context = net.op("MatMul", name + "/MatMul_1", List.of(scores, value));
        context = net.reshaped(name + "/merge", net.transposed(name + "/t", context, 0, 2, 1, 3), 0, 0, HIDDEN);
        String attended = linear(name + "/dense", "dense", context, HIDDEN, HIDDEN);
        String middle = norm(name + "/norm", "norm", net.op("Add", name + "/Add", List.of(x, attended)));
        String wide = net.tanhGelu(name + "/act", linear(name + "/ffn", "ffn", middle, HIDDEN, 4 * HIDDEN));
        String y = linear(name + "/ffn_output", "ffn_output", wide, 4 * HIDDEN, HIDDEN);
        return norm(name + "/full_norm", "full_norm", net.op("Add", name + "/Add_1", List.of(y, middle)));
    }

    private String heads(String name, String weight, String x, long... order) {
        String cut = net.reshaped(name + "/cut", linear(name, weight, x, HIDDEN, HIDDEN), 0, 0, HEADS, HIDDEN / HEADS);
        return net.transposed(name + "/heads", cut, order);
    }

    private String linear(String name, String weight, String x, int inputs, int outputs) {
        String product = net.op("MatMul", name + "/MatMul", List.of(x, shared(weight + ".weight", inputs, outputs)));
        return net.op("Add", name + "/Add", List.of(product, shared(weight + ".bias", outputs)));
    }

    private String norm(String name, String weight, String x) {
        List<String> read = List.of(x, shared(weight + ".weight", HIDDEN), shared(weight + ".bias", HIDDEN));
        return net.op("LayerNormalization", name, read, integer("axis", -1));
    }

    private String shared(String name, long... dims) {
        return weights.computeIfAbsent(name, unseen -> net.weight(name, dims));
    }
}
