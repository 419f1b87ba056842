package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;

import java.util.List;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.graph.ElementType;

/** BERT's encoder with embeddings and pooler, by three exporters. */
final class BertNets {
    private static final int VOCABULARY = 30_522;
    private static final int POSITIONS = 512;
    private static final int HEAD_WIDTH = 64;

    private final SequenceNet net;
    private final int hidden;
    private final int heads;

    private BertNets(SequenceNet net, int hidden, int heads) {
        this.net = net;
        this.hidden = hidden;
        this.heads = heads;
    }

    /**
     * BERT-base by PyTorch, opset 11: shapes are computed in the graph, layer normalisation and GELU are written out, position
     * numbers are a slice of a stored tensor, the mask is added to the scores.
     */
    static OnnxBuilder baseByTorch() {
        return new BertNets(new SequenceNet("torch-jit-export", 11), 768, 12).byTorch(12);
    }

    private OnnxBuilder byTorch(int layers) {
        String words = net.tokens("input_ids", "batch", "sequence");
        String mask = net.tokens("attention_mask", "batch", "sequence");
        String types = net.tokens("token_type_ids", "batch", "sequence");
        String length = net.unsqueezed("/embeddings/length", net.dim("/embeddings", words, 1), 0);
        String numbers = net.counting("bert.embeddings.position_ids", POSITIONS, 1, POSITIONS);
        String positions = net.slicedTo("/embeddings/Slice", numbers, 1, length);
        String x = net.op(
                "Add", "/embeddings/Add", List.of(table("word", VOCABULARY, words), table("token_type", 2, types)));
        x = net.op("Add", "/embeddings/Add_1", List.of(x, table("position", POSITIONS, positions)));
        x = net.layerNormOfParts("/embeddings/LayerNorm", x, hidden);
        String added = addedMask(mask);
        for (int i = 0; i < layers; i++) {
            String name = "/encoder/layer." + i;
            String attended = net.linear(name + "/attention/output", torchAttention(name, x, added), hidden, hidden);
            x = net.op("Add", name + "/attention/output/Add_1", List.of(attended, x));
            x = net.layerNormOfParts(name + "/attention/output/LayerNorm", x, hidden);
            String wide = net.linear(name + "/intermediate", x, hidden, 4 * hidden);
            String y = net.linear(name + "/output", net.erfGelu(name + "/gelu", wide), 4 * hidden, hidden);
            x = net.op("Add", name + "/output/Add_1", List.of(y, x));
            x = net.layerNormOfParts(name + "/output/LayerNorm", x, hidden);
        }
        String first = net.op("Gather", "/pooler/Gather", List.of(x, net.scalar(0)), integer("axis", 1));
        String pooled = net.op(
                "Gemm",
                "/pooler/Gemm",
                List.of(first, net.weight("pooler.weight", hidden, hidden), net.weight("pooler.bias", hidden)),
                integer("transB", 1));
        return net.onnx().output(net.op("Tanh", "/pooler/Tanh", pooled)).output(x);
    }

    private String table(String name, int entries, String indices) {
        String table = net.weight("bert.embeddings." + name + "_embeddings.weight", entries, hidden);
        return net.op("Gather", "/embeddings/" + name + "/Gather", List.of(table, indices));
    }

    private String addedMask(String mask) {
        String wide = net.unsqueezed("/Unsqueeze_1", net.unsqueezed("/Unsqueeze", mask, 1), 2);
        String real = net.op("Cast", "/Cast", wide, integer("to", ElementType.FLOAT.number()));
        String inverse = net.op("Sub", "/Sub", List.of(net.real0(1), real));
        return net.op("Mul", "/Mul", List.of(inverse, net.real0(-10_000)));
    }

    private String torchAttention(String layer, String x, String mask) {
        String name = layer + "/attention/self";
        String query = heads(name, "query", x, 0, 2, 1, 3);
        String key = heads(name, "key", x, 0, 2, 3, 1);
        String value = heads(name, "value", x, 0, 2, 1, 3);
        String scores = net.op("MatMul", name + "/MatMul", List.of(query, key));
        scores = net.op("Div", name + "/Div", List.of(scores, net.real0(Math.sqrt(HEAD_WIDTH))));
        scores = net.softmax(name + "/Softmax", net.op("Add", name + "/mask", List.of(scores, mask)));
        String context = net.op("MatMul", name + "/MatMul_1", List.of(scores, value));
        context = net.transposed(name + "/Transpose", context, 0, 2, 1, 3);
        return net.reshapedLike(name + "/Reshape", context, context, hidden);
    }

    private String heads(String attention, String name, String x, long... order) {
        String product = net.linear(attention + "/" + name, x, hidden, hidden);
        String cut = net.reshapedLike(attention + "/" + name + "/Reshape", product, product, heads, HEAD_WIDTH);
        return net.transposed(attention + "/" + name + "/Transpose", cut, order);
    }

    /**
     * BERT-large by the newer PyTorch exporter, opset 20: operators for layer normalisation and GELU, scaled queries and keys,
     * zeros in the target shapes copy dims, the pooler reads a slice.
     */
    static OnnxBuilder largeByDynamo(int batch, int sequence) {
        return new BertNets(new SequenceNet("main_graph", 20), 1024, 16).byDynamo(24, batch, sequence);
    }

    private OnnxBuilder byDynamo(int layers, int batch, int sequence) {
        String words = net.tokens("input_ids", batch, sequence);
        String types = net.tokens("token_type_ids", batch, sequence);
        String positions = net.counting("position_ids", sequence, 1, sequence);
        String x = net.op("Add", "add", List.of(table("word", VOCABULARY, words), table("token_type", 2, types)));
        x = net.op("Add", "add_1", List.of(x, table("position", POSITIONS, positions)));
        x = net.layerNorm("layer_norm", x, hidden);
        for (int i = 0; i < layers; i++) {
            String name = "layer_" + i;
            String attended = net.linear(name + "_dense", scaledAttention(name, x), hidden, hidden);
            x = net.layerNorm(name + "_norm", net.op("Add", name + "_residual", List.of(attended, x)), hidden);
            String wide = net.op("Gelu", name + "_gelu", net.linear(name + "_in", x, hidden, 4 * hidden));
            String y = net.linear(name + "_out", wide, 4 * hidden, hidden);
            x = net.layerNorm(name + "_norm_1", net.op("Add", name + "_residual_1", List.of(y, x)), hidden);
        }
        String first = net.squeezed("select", net.sliced("slice", x, 1, 0, 1), 1);
        return net.onnx()
                .output(net.op("Tanh", "tanh", net.linear("pooler", first, hidden, hidden)))
                .output(x);
    }

    private String scaledAttention(String layer, String x) {
        String scale = net.real0(Math.pow(HEAD_WIDTH, -0.25));
        String query = cut(layer + "_query", x, 0, 2, 1, 3);
        String key = cut(layer + "_key", x, 0, 2, 1, 3);
        key = net.transposed(layer + "_key_swapped", key, 0, 1, 3, 2);
        String scores = net.op(
                "MatMul",
                layer + "_scores",
                List.of(
                        net.op("Mul", layer + "_query_scaled", List.of(query, scale)),
                        net.op("Mul", layer + "_key_scaled", List.of(key, scale))));
        String context = net.op(
                "MatMul",
                layer + "_context",
                List.of(net.softmax(layer + "_softmax", scores), cut(layer + "_value", x, 0, 2, 1, 3)));
        return net.reshaped(layer + "_merge", net.transposed(layer + "_back", context, 0, 2, 1, 3), 0, 0, hidden);
    }

    private String cut(String name, String x, long... order) {
        String product = net.linear(name, x, hidden, hidden);
        return net.transposed(name + "_t", net.reshaped(name + "_view", product, 0, 0, heads, HEAD_WIDTH), order);
    }

    /**
     * BERT-base by tf2onnx, opset 10: batch and positions are one dim between the attentions, and every dim is a number; scale and
     * mask as in the published code.
     */
    static OnnxBuilder baseByTensorFlow(int batch, int sequence) {
        return new BertNets(new SequenceNet("tf2onnx", 10), 768, 12).byTensorFlow(12, batch, sequence);
    }

    private OnnxBuilder byTensorFlow(int layers, int batch, int sequence) {
        String words = net.tokens("input_ids_1:0", batch, sequence);
        String types = net.tokens("segment_ids_1:0", batch, sequence);
        String mask = net.onnx().input("input_mask_1:0", batch, 1, 1, sequence);
        String numbers = net.counting("range", sequence, sequence);
        String sum = net.op("Add", "add", List.of(table("word", VOCABULARY, words), table("token_type", 2, types)));
        sum = net.op("Add", "add_1", List.of(sum, table("position", POSITIONS, numbers)));
        String x = net.reshaped("Reshape_1", net.layerNormOfParts("LayerNorm", sum, hidden), -1, hidden);
        for (int i = 0; i < layers; i++) {
            String name = "layer_" + i;
            String context = flatAttention(name, x, mask, batch, sequence);
            String attended = flat(name + "/output", context, hidden, hidden);
            x = net.layerNormOfParts(name + "/norm", net.op("Add", name + "/add", List.of(attended, x)), hidden);
            String wide = net.tanhGelu(name + "/gelu", flat(name + "/intermediate", x, hidden, 4 * hidden));
            String y = flat(name + "/out", wide, 4 * hidden, hidden);
            x = net.layerNormOfParts(name + "/norm_1", net.op("Add", name + "/add_1", List.of(y, x)), hidden);
        }
        String sequenceOutput = net.reshaped("Reshape_14", x, batch, sequence, hidden);
        String first = net.squeezed("Squeeze", net.sliced("strided_slice", sequenceOutput, 1, 0, 1), 1);
        return net.onnx().output(net.op("Tanh", "pooler/Tanh", flat("pooler", first, hidden, hidden)));
    }

    private String flatAttention(String layer, String x, String mask, int batch, int sequence) {
        long width = HEAD_WIDTH;
        String query =
                net.reshaped(layer + "/q", flat(layer + "/query", x, hidden, hidden), batch, sequence, heads, width);
        String key = net.reshaped(layer + "/k", flat(layer + "/key", x, hidden, hidden), batch, sequence, heads, width);
        String value =
                net.reshaped(layer + "/v", flat(layer + "/value", x, hidden, hidden), batch, sequence, heads, width);
        String scores = net.op(
                "MatMul",
                layer + "/MatMul",
                List.of(
                        net.transposed(layer + "/q_t", query, 0, 2, 1, 3),
                        net.transposed(layer + "/k_t", key, 0, 2, 3, 1)));
        scores = net.op("Mul", layer + "/Mul", List.of(scores, net.real0(0.125)));
        scores = net.op("Add", layer + "/mask", List.of(scores, mask));
        String context = net.op(
                "MatMul",
                layer + "/MatMul_1",
                List.of(net.softmax(layer + "/Softmax", scores), net.transposed(layer + "/v_t", value, 0, 2, 1, 3)));
        return net.reshaped(layer + "/merge", net.transposed(layer + "/back", context, 0, 2, 1, 3), -1, hidden);
    }

    private String flat(String name, String x, int inputs, int outputs) {
        String product = net.product(name + "/MatMul", x, inputs, outputs);
        return net.op("Add", name + "/BiasAdd", List.of(product, net.weight(name + "/bias", outputs)));
    }
}
