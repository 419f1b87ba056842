package org.nicepim.workload.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.Affine;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Heads;
import org.nicepim.workload.Layer;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;
import org.nicepim.workload.onnx.graph.ElementType;

/** Is attention the same layers, however its queries, keys and values are cut, turned and repeated? 4 heads of 8 words. */
class LowerAttentionTest {
    private static final int BATCH = 2;
    private static final int TOKENS = 6;
    private static final int HEADS = 4;
    private static final int WORDS = 8;
    private static final int HIDDEN = HEADS * WORDS;

    private final OnnxBuilder graph = new OnnxBuilder("net");

    private String node(String op, String name, String... inputs) {
        return graph.node(op, name, List.of(inputs));
    }

    private String reshape(String name, String x, long... shape) {
        return node("Reshape", name, x, graph.constant(name + ".shape", shape));
    }

    private String transpose(String name, String x, long... perm) {
        return graph.node("Transpose", name, List.of(x), ints("perm", perm));
    }

    private String product(String name, String x, int outputs) {
        return node("MatMul", name, x, graph.weight(name + ".w", HIDDEN, outputs));
    }

    /** What the builder makes of it. */
    private static Workload built(int keyValueHeads) {
        WorkloadBuilder net = new WorkloadBuilder("net", BATCH);
        Heads heads = new Heads(HEADS, keyValueHeads);
        Tensor x = net.input("x", HIDDEN, TOKENS, 1);
        Tensor q = net.sequenceProduct("q", x, HIDDEN, Affine.NONE);
        Tensor k = net.sequenceProduct("k", x, keyValueHeads * WORDS, Affine.NONE);
        Tensor v = net.sequenceProduct("v", x, keyValueHeads * WORDS, Affine.NONE);
        Tensor soft = net.softmax("soft", net.attentionScores("scores", q, k, heads));
        net.sequenceProduct("out", net.attentionContext("context", soft, v, heads), HIDDEN, Affine.NONE);
        return net.build();
    }

    /** From queries (batch, heads, tokens, words), keys (…, words, tokens) and values (…, tokens, words) on. */
    private OnnxBuilder attend(String q, String k, String v) {
        String scaled = node("Div", "scaled", node("MatMul", "scores", q, k), graph.scalarReal("root", 2.83));
        String soft = graph.node("Softmax", "soft", List.of(scaled), integer("axis", -1));
        String context = transpose("turned", node("MatMul", "context", soft, v), 0, 2, 1, 3);
        return graph.output(product("out", reshape("merged", context, 0, 0, HIDDEN), HIDDEN));
    }

    private String heads(String name, String x, int heads, long... perm) {
        return transpose(name + ".t", reshape(name + ".r", x, 0, 0, heads, WORDS), perm);
    }

    private OnnxBuilder apart() {
        String x = graph.input("x", BATCH, TOKENS, HIDDEN);
        return attend(
                heads("hq", product("q", x, HIDDEN), HEADS, 0, 2, 1, 3),
                heads("hk", product("k", x, HIDDEN), HEADS, 0, 2, 3, 1),
                heads("hv", product("v", x, HIDDEN), HEADS, 0, 2, 1, 3));
    }

    @Test
    void separateProductsAreAsBuilt() {
        ImportedWorkload imported = LayerLines.lower(apart());
        assertThat(imported.workload().layers()).isEqualTo(built(HEADS).layers());
        assertThat(imported.notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"split", "gather", "slice"})
    void aFusedProductIsCutIntoBlocks(String cut) {
        String x = graph.input("x", BATCH, TOKENS, HIDDEN);
        String all = product("qkv", x, 3 * HIDDEN);
        List<String> parts = cut.equals("gather") ? gathered(all) : cut.equals("split") ? split(all) : sliced(all);
        ImportedWorkload imported =
                LayerLines.lower(attend(parts.get(0), transpose("kt", parts.get(1), 0, 1, 3, 2), parts.get(2)));
        Workload workload = imported.workload();
        Workload expected = built(HEADS);
        for (String layer : List.of("scores", "soft", "context", "out")) {
            assertThat(workload.layer(layer).dims())
                    .isEqualTo(expected.layer(layer).dims());
        }
        assertThat(workload.macs()).isEqualTo(expected.macs());
        assertThat(workload.parameters()).isEqualTo(expected.parameters());
        assertThat(imported.notes()).isEmpty();
        assertThat(firstChannels(workload.layer("scores"))).containsExactly(0, HIDDEN);
        assertThat(firstChannels(workload.layer("context"))).containsExactly(0, 2 * HIDDEN);
    }

    private static List<Integer> firstChannels(Layer layer) {
        return layer.inputs().stream()
                .map(input -> input.part().from().channel())
                .distinct()
                .toList();
    }

    private List<String> gathered(String all) {
        String apart = transpose("apart.t", reshape("apart", all, 0, 0, 3, HEADS, WORDS), 2, 0, 3, 1, 4);
        return List.of(
                node("Gather", "g0", apart, graph.scalar("i0", 0)),
                node("Gather", "g1", apart, graph.scalar("i1", 1)),
                node("Gather", "g2", apart, graph.scalar("i2", -1)));
    }

    private List<String> split(String all) {
        List<String> parts = graph.nodes("Split", "parts", List.of(all), 3, integer("axis", 2));
        return List.of(
                heads("s0", parts.get(0), HEADS, 0, 2, 1, 3),
                heads("s1", parts.get(1), HEADS, 0, 2, 1, 3),
                heads("s2", parts.get(2), HEADS, 0, 2, 1, 3));
    }

    private List<String> sliced(String all) {
        String heads = heads("all", all, 3 * HEADS, 0, 2, 1, 3);
        return List.of(slice("c0", heads, 0), slice("c1", heads, HEADS), slice("c2", heads, 2 * HEADS));
    }

    private String slice(String name, String heads, int from) {
        return node(
                "Slice",
                name,
                heads,
                graph.constant(name + ".from", from),
                graph.constant(name + ".to", from + HEADS),
                graph.constant(name + ".axis", 1));
    }

    @ParameterizedTest
    @CsvSource({"expand, 2", "gather, 2", "broadcast, 1"})
    void repeatedKeysAndValuesAreReadOnce(String way, int keyValueHeads) {
        String x = graph.input("x", BATCH, TOKENS, HIDDEN);
        String q = heads("hq", product("q", x, HIDDEN), HEADS, 0, 2, 1, 3);
        String k = heads("hk", product("k", x, keyValueHeads * WORDS), keyValueHeads, 0, 2, 1, 3);
        String v = heads("hv", product("v", x, keyValueHeads * WORDS), keyValueHeads, 0, 2, 1, 3);
        String allKeys = transpose("kt", repeated(way, "rk", k), 0, 1, 3, 2);
        ImportedWorkload imported = LayerLines.lower(attend(q, allKeys, repeated(way, "rv", v)));
        assertThat(imported.workload().layers()).isEqualTo(built(keyValueHeads).layers());
        assertThat(imported.notes()).isEmpty();
    }

    private String repeated(String way, String name, String x) {
        if (way.equals("expand")) {
            String row = node("Unsqueeze", name + ".u", x, graph.constant(name + ".axis", 2));
            String all = node("Expand", name + ".e", row, graph.constant(name + ".all", BATCH, 2, 2, TOKENS, WORDS));
            return reshape(name, all, BATCH, HEADS, TOKENS, WORDS);
        }
        return way.equals("broadcast")
                ? x
                : graph.node("Gather", name, List.of(x, graph.constant(name + ".at", 0, 0, 1, 1)), integer("axis", 1));
    }

    @Test
    void masksForAllHeadsCostNothing() {
        String x = graph.input("x", BATCH, TOKENS, HIDDEN);
        String mask = graph.input("mask", BATCH, 1, 1, TOKENS);
        String causal = graph.weight("causal", 1, 1, TOKENS, TOKENS);
        String q = heads("hq", product("q", x, HIDDEN), HEADS, 0, 2, 1, 3);
        String k = heads("hk", product("k", x, HIDDEN), HEADS, 0, 2, 3, 1);
        String scores = node("Add", "a2", node("Add", "a1", node("MatMul", "scores", q, k), mask), causal);
        ImportedWorkload imported = LayerLines.lower(graph.output(node("Softmax", "soft", scores)));
        assertThat(imported.workload().layers()).extracting(Layer::name).containsExactly("q", "k", "scores", "soft");
        assertThat(imported.workload().inputs()).containsOnlyKeys("x");
        assertThat(imported.workload().parameters()).isEqualTo(2L * HIDDEN * HIDDEN);
    }

    @Test
    void biasesOfPositionsBelongToTheScores() {
        String x = graph.input("x", BATCH, TOKENS, HIDDEN);
        String q = heads("hq", product("q", x, HIDDEN), HEADS, 0, 2, 1, 3);
        String k = heads("hk", product("k", x, HIDDEN), HEADS, 0, 2, 3, 1);
        String bias = graph.weight("bias", HEADS, TOKENS, TOKENS);
        Workload workload = LayerLines.lower(
                        graph.output(node("Softmax", "soft", node("Add", "sum", node("MatMul", "scores", q, k), bias))))
                .workload();
        assertThat(workload.layer("scores").parameters()).isEqualTo(HEADS * TOKENS * TOKENS);
    }

    /** One new token per sequence behind five: keys and values of the past are inputs, those of the present outputs. */
    @Test
    void aDecodeStepReadsItsCache() {
        int past = 5;
        String x = graph.input("x", BATCH, 1, HIDDEN);
        String pastKeys = graph.input("pastKeys", BATCH, HEADS, past, WORDS);
        String pastValues = graph.input("pastValues", BATCH, HEADS, past, WORDS);
        String q = heads("hq", product("q", x, HIDDEN), HEADS, 0, 2, 1, 3);
        String k = heads("hk", product("k", x, HIDDEN), HEADS, 0, 2, 1, 3);
        String v = heads("hv", product("v", x, HIDDEN), HEADS, 0, 2, 1, 3);
        String keys = graph.node("Concat", "keys", List.of(pastKeys, k), integer("axis", 2));
        String values = graph.node("Concat", "values", List.of(pastValues, v), integer("axis", -2));
        graph.output(keys).output(values);
        ImportedWorkload imported = LayerLines.lower(attend(q, transpose("kt", keys, 0, 1, 3, 2), values));
        Workload workload = imported.workload();

        WorkloadBuilder net = new WorkloadBuilder("net", BATCH);
        Tensor hidden = net.input("x", HIDDEN, 1, 1);
        Tensor cachedKeys = net.cache("pastKeys", HIDDEN, past);
        Tensor cachedValues = net.cache("pastValues", HIDDEN, past);
        Tensor query = net.sequenceProduct("q", hidden, HIDDEN, Affine.NONE);
        Tensor key = net.sequenceProduct("k", hidden, HIDDEN, Affine.NONE);
        Tensor value = net.sequenceProduct("v", hidden, HIDDEN, Affine.NONE);
        net.keep(key);
        net.keep(value);
        Heads heads = Heads.multi(HEADS);
        Tensor allKeys = Tensor.concat(MapAxis.ROW, List.of(cachedKeys, key));
        Tensor allValues = Tensor.concat(MapAxis.ROW, List.of(cachedValues, value));
        Tensor soft = net.softmax("soft", net.attentionScores("scores", query, allKeys, heads));
        net.sequenceProduct("out", net.attentionContext("context", soft, allValues, heads), HIDDEN, Affine.NONE);
        assertThat(workload).isEqualTo(net.build());
        assertThat(workload.isCache("pastKeys")).isTrue();
        assertThat(workload.cacheWords()).isEqualTo(2L * BATCH * past * HIDDEN);
        assertThat(workload.inputs())
                .containsAllEntriesOf(Map.of("pastValues", new FeatureMap(BATCH, HIDDEN, past, 1)));
        assertThat(imported.notes()).isEmpty();
    }

    /** Halves of each head, one negated, in other order; then a sum of what cosines and sines multiply. */
    @Test
    void rotationsOfQueriesAreOneLayer() {
        String x = graph.input("x", BATCH, TOKENS, HIDDEN);
        String positions = graph.input("positions", ElementType.INT64, 1, 1, TOKENS, 1);
        String real = graph.node("Cast", "real", List.of(positions), integer("to", 1));
        String angles = node("Mul", "angles", real, graph.weight("frequencies", WORDS));
        String q = heads("hq", product("q", x, HIDDEN), HEADS, 0, 2, 1, 3);
        List<String> halves = graph.nodes("Split", "halves", List.of(q), 2, integer("axis", -1));
        String negative = node("Neg", "negative", halves.get(1));
        String turned = graph.node("Concat", "half_turned", List.of(negative, halves.get(0)), integer("axis", -1));
        String left = node("Mul", "left", q, node("Cos", "cos", angles));
        String rotated = node("Add", "rotated", left, node("Mul", "right", turned, node("Sin", "sin", angles)));
        String k = heads("hk", product("k", x, HIDDEN), HEADS, 0, 2, 3, 1);
        ImportedWorkload imported = LayerLines.lower(graph.output(node("MatMul", "scores", rotated, k)));
        Workload workload = imported.workload();
        assertThat(imported.notes()).isEmpty();
        assertThat(LayerLines.of(workload))
                .containsExactly(
                        "q: MATRIX_PRODUCT N2 K32 C32 P6, 1024 parameters < x",
                        "rotated: ELEMENTWISE N2 G32 P6 < q",
                        "k: MATRIX_PRODUCT N2 K32 C32 P6, 1024 parameters < x",
                        "scores: ATTENTION_SCORES G8 K6 C8 P6 < rotated k");
        assertThat(workload.layer("rotated").vectorOps()).isEqualTo(2L * BATCH * TOKENS * HIDDEN);
    }
}
