package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;

import java.util.List;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.graph.ElementType;

/**
 * LLaMA as PyTorch exports transformers' model: normalisation by the root mean square written out, rotary embedding by slices,
 * Neg and Concat, SiLU as Sigmoid and Mul. Fewer heads of keys and values than of queries are repeated by Unsqueeze, Expand and
 * Reshape.
 *
 * <p>Newer versions multiply positions by inverse frequencies in the graph, instead of looking up cosines and sines; here they
 * also leave it to the products to repeat heads, on an axis of their own.
 */
final class LlamaNets {
    private static final int HIDDEN = 4096;
    private static final int HEADS = 32;
    private static final int WIDTH = HIDDEN / HEADS;

    private final SequenceNet net;
    private final boolean past;
    private final int keyValueHeads;
    private final int feedForward;
    private final int vocabulary;
    private final boolean newer;

    private LlamaNets(int opset, boolean past, int keyValueHeads, int feedForward, int vocabulary, boolean newer) {
        this.net = new SequenceNet("main_graph", opset);
        this.past = past;
        this.keyValueHeads = keyValueHeads;
        this.feedForward = feedForward;
        this.vocabulary = vocabulary;
        this.newer = newer;
    }

    static OnnxBuilder of7B(int opset, boolean past, int blocks) {
        return new LlamaNets(opset, past, HEADS, 11_008, 32_000, false).write(blocks);
    }

    static OnnxBuilder of8B(int opset, boolean past, int blocks) {
        return new LlamaNets(opset, past, 8, 14_336, 128_256, false).write(blocks);
    }

    static OnnxBuilder newer8B(int opset, boolean past, int blocks) {
        return new LlamaNets(opset, past, 8, 14_336, 128_256, true).write(blocks);
    }

    private OnnxBuilder write(int blocks) {
        Object length = past ? 1 : "sequence_length";
        String words = net.tokens("input_ids", "batch_size", length);
        String positions = past ? net.tokens("position_ids", "batch_size", 1) : counted(words);
        String x = net.op(
                "Gather",
                "/embed_tokens/Gather",
                List.of(net.weight("embed_tokens.weight", vocabulary, HIDDEN), words));
        String cos = newer ? waves("Cos", positions) : angles("cos", positions);
        String sin = newer ? waves("Sin", positions) : angles("sin", positions);
        for (int i = 0; i < blocks; i++) {
            String name = "/layers." + i;
            String normed = net.rmsNorm(name + "/input_layernorm", x, HIDDEN);
            x = net.op("Add", name + "/Add", List.of(x, attention(i, name + "/self_attn", normed, cos, sin)));
            x = net.op(
                    "Add",
                    name + "/Add_1",
                    List.of(x, feedForward(name + "/mlp", net.rmsNorm(name + "/post_norm", x, HIDDEN))));
        }
        String last = net.sliced("/last", net.rmsNorm("/norm", x, HIDDEN), 1, -1, Long.MAX_VALUE);
        net.onnx().output(net.product("logits", last, HIDDEN, vocabulary));
        for (int i = 0; i < blocks; i++) {
            net.onnx().output("present." + i + ".key").output("present." + i + ".value");
        }
        return net.onnx();
    }

    private String counted(String words) {
        String range = net.op("Range", "/Range", List.of(net.scalar(0), net.dim("/dim", words, 1), net.scalar(1)));
        return net.unsqueezed("/positions", range, 0);
    }

    /** Cosines or sines of the positions, from a stored table: batch × 1 × positions × width of a head. */
    private String angles(String word, String positions) {
        String table = net.weight("rotary_emb." + word + "_cached", 4096, WIDTH);
        return net.unsqueezed("/" + word, net.op("Gather", "/" + word + "/Gather", List.of(table, positions)), 1);
    }

    /** As {@link #angles}, from positions times inverse frequencies. */
    private String waves(String operator, String positions) {
        String name = "/rotary_emb/" + operator;
        String frequencies = net.op(
                "Expand",
                name + "/Expand",
                List.of(
                        net.unsqueezed(name + "/Unsqueeze", net.weight(name + "/inv_freq", WIDTH / 2), 0, 2),
                        net.op(
                                "Concat",
                                name + "/shape",
                                List.of(firstDim(name, positions), net.longs(WIDTH / 2, 1)),
                                integer("axis", 0))));
        String real = net.op("Cast", name + "/Cast", positions, integer("to", ElementType.FLOAT.number()));
        String angles =
                net.op("MatMul", name + "/MatMul", List.of(frequencies, net.unsqueezed(name + "/row", real, 1)));
        angles = net.transposed(name + "/Transpose", angles, 0, 2, 1);
        String twice = net.op("Concat", name + "/Concat", List.of(angles, angles), integer("axis", -1));
        String wave = net.op("Mul", name + "/Mul", List.of(net.op(operator, name, twice), net.real0(1)));
        return net.unsqueezed(name + "/heads", wave, 1);
    }

    private String firstDim(String name, String x) {
        return net.unsqueezed(name + "/first", net.dim(name + "/dim", x, 0), 0);
    }

    private String attention(int block, String name, String x, String cos, String sin) {
        String query = rotated(name + "/q", heads(name + "/q_proj", x, HEADS), cos, sin);
        String key =
                behindPast(block, "key", rotated(name + "/k", heads(name + "/k_proj", x, keyValueHeads), cos, sin));
        String value = behindPast(block, "value", heads(name + "/v_proj", x, keyValueHeads));
        if (newer) {
            return grouped(name, query, key, value);
        }
        key = repeated(name + "/repeat_k", key);
        value = repeated(name + "/repeat_v", value);
        String scores =
                net.op("MatMul", name + "/MatMul", List.of(query, net.transposed(name + "/kT", key, 0, 1, 3, 2)));
        scores = net.op("Div", name + "/Div", List.of(scores, net.real0(Math.sqrt(WIDTH))));
        scores = net.softmax(name + "/Softmax", past ? scores : masked(name, scores, query));
        String context = net.op("MatMul", name + "/MatMul_1", List.of(scores, value));
        context = net.transposed(name + "/Transpose", context, 0, 2, 1, 3);
        return net.product(
                name + "/o_proj", net.reshapedLike(name + "/Reshape", context, context, HIDDEN), HIDDEN, HIDDEN);
    }

    /** Batch × heads of keys × queries per key × positions × width. */
    private String grouped(String name, String query, String key, String value) {
        int perKey = HEADS / keyValueHeads;
        String split = net.reshaped(name + "/groups", query, 0, keyValueHeads, perKey, -1, WIDTH);
        String keys = net.transposed(name + "/kT", net.unsqueezed(name + "/k5", key, 2), 0, 1, 2, 4, 3);
        String scores = net.op("MatMul", name + "/MatMul", List.of(split, keys));
        scores = net.op("Mul", name + "/scale", List.of(scores, net.real0(1 / Math.sqrt(WIDTH))));
        scores = net.softmax(name + "/Softmax", past ? scores : masked(name, scores, query));
        String context = net.op("MatMul", name + "/MatMul_1", List.of(scores, net.unsqueezed(name + "/v5", value, 2)));
        context = net.transposed(
                name + "/Transpose", net.reshaped(name + "/flat", context, 0, HEADS, -1, WIDTH), 0, 2, 1, 3);
        return net.product(name + "/o_proj", net.reshaped(name + "/Reshape", context, 0, -1, HIDDEN), HIDDEN, HIDDEN);
    }

    private String heads(String name, String x, int heads) {
        String product = net.product(name, x, HIDDEN, heads * WIDTH);
        return net.transposed(name + "/t", net.reshapedLike(name + "/cut", product, product, heads, WIDTH), 0, 2, 1, 3);
    }

    private String rotated(String name, String x, String cos, String sin) {
        String first = net.sliced(name + "/Slice", x, 3, 0, WIDTH / 2);
        String second = net.sliced(name + "/Slice_1", x, 3, WIDTH / 2, Long.MAX_VALUE);
        String turned = net.op(
                "Concat", name + "/Concat", List.of(net.op("Neg", name + "/Neg", second), first), integer("axis", -1));
        return net.op(
                "Add",
                name + "/Add",
                List.of(
                        net.op("Mul", name + "/Mul", List.of(x, cos)),
                        net.op("Mul", name + "/Mul_1", List.of(turned, sin))));
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
                        keyValueHeads,
                        "past_sequence_length",
                        WIDTH);
        return net.op("Concat", present, List.of(cache, fresh), integer("axis", 2));
    }

    private String repeated(String name, String x) {
        int times = HEADS / keyValueHeads;
        if (times == 1) {
            return x;
        }
        String batch = net.unsqueezed(name + "/batch", net.dim(name + "/0", x, 0), 0);
        String length = net.unsqueezed(name + "/length", net.dim(name + "/2", x, 2), 0);
        String wide = net.op(
                "Concat",
                name + "/wide",
                List.of(batch, net.longs(keyValueHeads), net.longs(times), length, net.longs(WIDTH)),
                integer("axis", 0));
        String flat = net.op(
                "Concat",
                name + "/shape",
                List.of(batch, net.longs(HEADS), length, net.longs(WIDTH)),
                integer("axis", 0));
        String expanded = net.op("Expand", name + "/Expand", List.of(net.unsqueezed(name + "/Unsqueeze", x, 2), wide));
        return net.op("Reshape", name + "/Reshape", List.of(expanded, flat));
    }

    /** Adds a triangle that the graph makes: ConstantOfShape, Trilu. */
    private String masked(String name, String scores, String query) {
        String length = net.unsqueezed(name + "/length", net.dim(name + "/query_dim", query, 2), 0);
        String square = net.op("Concat", name + "/square", List.of(length, length), integer("axis", 0));
        String least = net.op(
                "ConstantOfShape",
                name + "/least",
                square,
                OnnxBuilder.tensor("value", OnnxBuilder.floats(-3.4e38).build()));
        String triangle = net.op("Trilu", name + "/Trilu", List.of(least, net.scalar(1)), integer("upper", 1));
        return net.op("Add", name + "/mask", List.of(scores, triangle));
    }

    private String feedForward(String name, String x) {
        String gate = net.product(name + "/gate_proj", x, HIDDEN, feedForward);
        String up = net.product(name + "/up_proj", x, HIDDEN, feedForward);
        String silu = net.op("Mul", name + "/act/Mul", List.of(gate, net.op("Sigmoid", name + "/act/Sigmoid", gate)));
        return net.product(name + "/down_proj", net.op("Mul", name + "/Mul", List.of(silu, up)), feedForward, HIDDEN);
    }
}
