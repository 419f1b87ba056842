package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.tensor;

import java.util.List;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.graph.ElementType;

/**
 * GPT-2 as PyTorch exports transformers' model: products over flattened positions (Reshape, Gemm, Reshape), one for queries,
 * keys and values with a Split behind it, a mask cut out of a stored triangle, GELU by tanh, keys and values as outputs, and in
 * decode those of earlier tokens as inputs. Logits of the last token alone, by the table of words transposed.
 */
final class Gpt2Nets {
    private static final int HIDDEN = 768;
    private static final int HEADS = 12;
    private static final int POSITIONS = 1024;
    private static final int VOCABULARY = 50_257;

    private final SequenceNet net;
    private final boolean past;

    private Gpt2Nets(int opset, boolean past) {
        this.net = new SequenceNet("main_graph", opset);
        this.past = past;
    }

    /** Opset 11: positions are counted in the graph, batch and length are open. */
    static OnnxBuilder prefill(int blocks) {
        Gpt2Nets file = new Gpt2Nets(11, false);
        SequenceNet net = file.net;
        String words = net.tokens("input_ids", "batch_size", "sequence_length");
        String range = net.op("Range", "/Range", List.of(net.scalar(0), net.dim("/dim", words, 1), net.scalar(1)));
        return file.write(blocks, words, net.unsqueezed("/Unsqueeze", range, 0));
    }

    /** Opset 13: one token, its position as an input, and {@code past_key_values} of an open length. */
    static OnnxBuilder decode(int blocks) {
        Gpt2Nets file = new Gpt2Nets(13, true);
        String words = file.net.tokens("input_ids", "batch_size", 1);
        return file.write(blocks, words, file.net.tokens("position_ids", "batch_size", 1));
    }

    private OnnxBuilder write(int blocks, String words, String positions) {
        String table = net.weight("transformer.wte.weight", VOCABULARY, HIDDEN);
        String wpe = net.weight("transformer.wpe.weight", POSITIONS, HIDDEN);
        String x = net.op(
                "Add",
                "/Add",
                List.of(
                        net.op("Gather", "/wte/Gather", List.of(table, words)),
                        net.op("Gather", "/wpe/Gather", List.of(wpe, positions))));
        for (int i = 0; i < blocks; i++) {
            String name = "/h." + i;
            String attended = attention(i, name + "/attn", net.layerNormOfParts(name + "/ln_1", x, HIDDEN));
            x = net.op("Add", name + "/Add", List.of(attended, x));
            String wide = conv1d(name + "/c_fc", net.layerNormOfParts(name + "/ln_2", x, HIDDEN), HIDDEN, 4 * HIDDEN);
            String y = conv1d(name + "/mlp/c_proj", net.tanhGelu(name + "/act", wide), 4 * HIDDEN, HIDDEN);
            x = net.op("Add", name + "/Add_1", List.of(x, y));
        }
        x = net.layerNormOfParts("/ln_f", x, HIDDEN);
        String last = net.op("Gather", "/last", List.of(x, net.longs(-1)), integer("axis", 1));
        String logits = net.op("MatMul", "logits", List.of(last, net.transposed("/wte/Transpose", table, 1, 0)));
        net.onnx().output(logits);
        for (int i = 0; i < blocks; i++) {
            net.onnx().output("present." + i + ".key").output("present." + i + ".value");
        }
        return net.onnx();
    }

    private String attention(int block, String name, String x) {
        String qkv = conv1d(name + "/c_attn", x, HIDDEN, 3 * HIDDEN);
        List<String> parts = net.split(name + "/Split", qkv, 2, 3, HIDDEN);
        String query = heads(name + "/query", parts.get(0));
        String key = behindPast(block, "key", heads(name + "/key", parts.get(1)));
        String value = behindPast(block, "value", heads(name + "/value", parts.get(2)));
        String scores =
                net.op("MatMul", name + "/MatMul", List.of(query, net.transposed(name + "/kT", key, 0, 1, 3, 2)));
        scores = net.op("Div", name + "/Div", List.of(scores, net.real0(8)));
        scores = net.softmax(name + "/Softmax", masked(name, scores, query, key));
        String context = net.op("MatMul", name + "/MatMul_1", List.of(scores, value));
        context = net.transposed(name + "/Transpose", context, 0, 2, 1, 3);
        return conv1d(name + "/c_proj", net.reshapedLike(name + "/Merge", context, context, HIDDEN), HIDDEN, HIDDEN);
    }

    private String heads(String name, String x) {
        return net.transposed(
                name + "/Transpose", net.reshapedLike(name + "/Reshape", x, x, HEADS, HIDDEN / HEADS), 0, 2, 1, 3);
    }

    private String behindPast(int block, String word, String fresh) {
        String present = "present." + block + "." + word;
        if (!past) {
            return net.op("Identity", present, fresh);
        }
        String cache = net.onnx()
                .input(
                        "past_key_values." + block + "." + word,
                        "batch_size",
                        HEADS,
                        "past_sequence_length",
                        HIDDEN / HEADS);
        return net.op("Concat", present, List.of(cache, fresh), integer("axis", -2));
    }

    /** The rows of the new tokens and the columns of all, out of the triangle that the file stores. */
    private String masked(String name, String scores, String query, String key) {
        String keys = net.unsqueezed(name + "/keys", net.dim(name + "/key_dim", key, 2), 0);
        String queries = net.unsqueezed(name + "/queries", net.dim(name + "/query_dim", query, 2), 0);
        String from = net.op("Sub", name + "/from", List.of(keys, queries));
        String triangle = net.onnx().weight(name + ".bias", ElementType.BOOL, 1, 1, POSITIONS, POSITIONS);
        String rows = net.op("Slice", name + "/rows", List.of(triangle, from, keys, net.longs(2), net.longs(1)));
        String mask = net.slicedTo(name + "/mask", rows, 3, keys);
        String least = net.op(
                "Constant",
                name + "/least",
                List.of(),
                tensor("value", OnnxBuilder.floats(-3.4e38).clearDims().build()));
        return net.op("Where", name + "/Where", List.of(mask, scores, least));
    }

    /** A product with a bias over all positions of all sequences. */
    private String conv1d(String name, String x, int inputs, int outputs) {
        String flat = net.reshaped(name + "/flat", x, -1, inputs);
        String product = net.op(
                "Gemm",
                name + "/Gemm",
                List.of(flat, net.weight(name + ".weight", inputs, outputs), net.weight(name + ".bias", outputs)));
        return net.reshapedLike(name + "/Reshape", product, x, outputs);
    }
}
