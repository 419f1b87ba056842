package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.text;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.graph.ElementType;

/** Blocks in which language and recommendation networks differ from those of the zoo, opsets 11 to 17. */
final class LanguageBlocks {
    private final SequenceNet net;

    private LanguageBlocks(int opset) {
        this.net = new SequenceNet("block", opset);
    }

    /** Falcon-7B's attention in decode: 71 heads of queries on one of keys and values, a product over broadcast heads. */
    static OnnxBuilder multiQueryDecode(int batch, int past) {
        LanguageBlocks file = new LanguageBlocks(13);
        SequenceNet net = file.net;
        String x = net.onnx().input("hidden", batch, 1, 4544);
        String fused = net.product("/query_key_value", x, 4544, 73 * 64);
        fused = net.reshaped("/cut", fused, batch, 1, 73, 64);
        String query = net.transposed("/q", net.sliced("/q/Slice", fused, 2, 0, -2), 0, 2, 1, 3);
        String key = net.transposed("/k", net.sliced("/k/Slice", fused, 2, -2, -1), 0, 2, 1, 3);
        String value = net.transposed("/v", net.sliced("/v/Slice", fused, 2, -1, Long.MAX_VALUE), 0, 2, 1, 3);
        String keys = net.op(
                "Concat",
                "present.key",
                List.of(net.onnx().input("past.key", batch, 1, past, 64), key),
                integer("axis", 2));
        String values = net.op(
                "Concat",
                "present.value",
                List.of(net.onnx().input("past.value", batch, 1, past, 64), value),
                integer("axis", 2));
        String scores = net.op("MatMul", "/scores", List.of(query, net.transposed("/kT", keys, 0, 1, 3, 2)));
        scores = net.softmax("/Softmax", net.op("Div", "/scale", List.of(scores, net.real0(8))));
        String context = net.transposed("/T", net.op("MatMul", "/context", List.of(scores, values)), 0, 2, 1, 3);
        net.onnx().output(net.product("/dense", net.reshaped("/merge", context, batch, 1, 4544), 4544, 4544));
        return net.onnx().output(keys).output(values);
    }

    /** BLOOM's attention in decode: keys lie transposed in the cache, batch and heads are one dim, a bias per distance. */
    static OnnxBuilder transposedCacheDecode(int past) {
        LanguageBlocks file = new LanguageBlocks(11);
        SequenceNet net = file.net;
        String x = net.onnx().input("hidden", 1, 1, 1024);
        String bias = net.onnx().input("alibi", 16, 1, past + 1);
        String fused = net.reshaped("/cut", net.linear("/query_key_value", x, 1024, 3072), 1, 1, 16, 3, 64);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String part = net.op("Gather", "/Gather_" + i, List.of(fused, net.scalar(i)), integer("axis", 3));
            parts.add(net.transposed("/t" + i, part, 0, 2, i == 1 ? 3 : 1, i == 1 ? 1 : 3));
        }
        String query = net.reshaped("/q", parts.get(0), 16, 1, 64);
        String key = net.reshaped("/k", parts.get(1), 16, 64, 1);
        String value = net.reshaped("/v", parts.get(2), 16, 1, 64);
        String keys = net.op(
                "Concat", "present.key", List.of(net.onnx().input("past.key", 16, 64, past), key), integer("axis", 2));
        String values = net.op(
                "Concat",
                "present.value",
                List.of(net.onnx().input("past.value", 16, past, 64), value),
                integer("axis", 1));
        String scores = net.op("Add", "/alibi", List.of(bias, net.op("MatMul", "/scores", List.of(query, keys))));
        scores = net.op("Softmax", "/Softmax", scores, integer("axis", 2));
        String context = net.reshaped("/merge", net.op("MatMul", "/context", List.of(scores, values)), 1, 16, 1, 64);
        context = net.reshaped("/flat", net.transposed("/T", context, 0, 2, 1, 3), 1, 1, 1024);
        net.onnx().output(net.linear("/dense", context, 1024, 1024));
        return net.onnx().output(keys).output(values);
    }

    /** One decoder layer of DETR: a hundred learned queries attend to a map that a convolution has made. */
    static OnnxBuilder learnedQueries(int batch) {
        LanguageBlocks file = new LanguageBlocks(17);
        SequenceNet net = file.net;
        String map = net.onnx().input("features", batch, 2048, 25, 25);
        List<String> read = List.of(map, net.weight("proj.weight", 256, 2048, 1, 1), net.weight("proj.bias", 256));
        String memory = net.reshaped("/flat", net.op("Conv", "/proj", read), batch, 256, -1);
        memory = net.transposed("/rows", memory, 0, 2, 1);
        String queries = net.unsqueezed("/first", net.weight("query_embed.weight", 100, 256), 0);
        queries = net.op("Tile", "/Tile", List.of(queries, net.longs(batch, 1, 1)));
        String context = file.attention("/cross", queries, memory, 256, 8);
        String x = net.layerNorm("/norm", net.op("Add", "/Add", List.of(queries, context)), 256);
        String wide = net.op("Relu", "/relu", net.linear("/fc1", x, 256, 2048));
        return net.onnx().output(net.linear("/class", net.linear("/fc2", wide, 2048, 256), 256, 92));
    }

    private String attention(String name, String x, String memory, int hidden, int heads) {
        int width = hidden / heads;
        String query = cut(name + "/q", net.linear(name + "/q", x, hidden, hidden), heads, width);
        String key = cut(name + "/k", net.linear(name + "/k", memory, hidden, hidden), heads, width);
        String value = cut(name + "/v", net.linear(name + "/v", memory, hidden, hidden), heads, width);
        String scores =
                net.op("MatMul", name + "/scores", List.of(query, net.transposed(name + "/kT", key, 0, 1, 3, 2)));
        String context = net.op("MatMul", name + "/context", List.of(net.softmax(name + "/Softmax", scores), value));
        context = net.reshaped(name + "/merge", net.transposed(name + "/T", context, 0, 2, 1, 3), 0, -1, hidden);
        return net.linear(name + "/out", context, hidden, hidden);
    }

    private String cut(String name, String x, int heads, int width) {
        return net.transposed(name + "/t", net.reshaped(name + "/cut", x, 0, -1, heads, width), 0, 2, 1, 3);
    }

    /** Attention by Einsum, as JAX and some PyTorch code has it, with the heads as an axis of the weights. */
    static OnnxBuilder einsum(int batch, int positions) {
        LanguageBlocks file = new LanguageBlocks(12);
        SequenceNet net = file.net;
        String x = net.onnx().input("hidden", batch, positions, 512);
        String query = file.einsum("/q", "btd,dnh->btnh", x, net.weight("wq", 512, 8, 64));
        String key = file.einsum("/k", "bsd,dnh->bsnh", x, net.weight("wk", 512, 8, 64));
        String value = file.einsum("/v", "bsd,dnh->bsnh", x, net.weight("wv", 512, 8, 64));
        String scores = net.softmax("/Softmax", file.einsum("/scores", "btnh,bsnh->bnts", query, key));
        String context = file.einsum("/context", "bnts,bsnh->btnh", scores, value);
        return net.onnx().output(file.einsum("/o", "btnh,nhd->btd", context, net.weight("wo", 8, 64, 512)));
    }

    private String einsum(String name, String equation, String a, String b) {
        return net.op("Einsum", name, List.of(a, b), text("equation", equation));
    }

    /** DLRM: looked-up vectors and one computed vector, all pairs multiplied, the pairs below the diagonal picked. */
    static OnnxBuilder recommendation(int batch) {
        LanguageBlocks file = new LanguageBlocks(13);
        SequenceNet net = file.net;
        String dense = net.onnx().input("dense", batch, 13);
        String bottom = net.op("Relu", "/relu", file.gemm("/bottom", dense, 13, 16));
        List<String> vectors = new ArrayList<>(List.of(bottom));
        for (int i = 0; i < 3; i++) {
            String index = net.onnx().input("sparse_" + i, ElementType.INT64, batch);
            vectors.add(net.op("Gather", "/emb_" + i, List.of(net.weight("table_" + i, 1000, 16), index)));
        }
        String all = net.reshaped("/stack", net.op("Concat", "/Concat", vectors, integer("axis", 1)), -1, 4, 16);
        String pairs = net.op("MatMul", "/pairs", List.of(all, net.transposed("/T", all, 0, 2, 1)));
        String flat = net.reshaped("/flat", pairs, -1, 16);
        String picked = net.op("Gather", "/pick", List.of(flat, net.longs(4, 8, 9, 12, 13, 14)), integer("axis", 1));
        String joined = net.op("Concat", "/Concat_1", List.of(bottom, picked), integer("axis", 1));
        return net.onnx().output(net.op("Sigmoid", "/click", file.gemm("/top", joined, 22, 1)));
    }

    private String gemm(String name, String x, int inputs, int outputs) {
        List<String> read =
                List.of(x, net.weight(name + ".weight", outputs, inputs), net.weight(name + ".bias", outputs));
        return net.op("Gemm", name, read, integer("transB", 1));
    }

    /** RoBERTa's positions: counted over the words that are no padding. */
    static OnnxBuilder countedPositions(int batch, int positions) {
        LanguageBlocks file = new LanguageBlocks(14);
        SequenceNet net = file.net;
        String words = net.tokens("input_ids", batch, positions);
        String padding = net.op("Not", "/Not", net.op("Equal", "/Equal", List.of(words, net.scalar(1))));
        String mask = net.op("Cast", "/Cast", padding, integer("to", ElementType.INT32.number()));
        String count = net.op("CumSum", "/CumSum", List.of(mask, net.scalar(1)));
        String index = net.op(
                "Cast",
                "/Cast_1",
                net.op("Mul", "/Mul", List.of(count, mask)),
                integer("to", ElementType.INT64.number()));
        index = net.op("Add", "/Add", List.of(index, net.scalar(1)));
        String x = net.op(
                "Add",
                "/Add_1",
                List.of(
                        net.op("Gather", "/word", List.of(net.weight("word", 50_265, 768), words)),
                        net.op("Gather", "/position", List.of(net.weight("position", 514, 768), index))));
        return net.onnx().output(net.linear("/dense", net.layerNorm("/norm", x, 768), 768, 768));
    }
}
