package org.nicepim.workload.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Workload;
import org.nicepim.workload.onnx.graph.ElementType;

/** Is each learned value counted once, and nothing else, and have quantised weights their own bits? */
class LowerParametersTest {
    private final OnnxBuilder graph = new OnnxBuilder("net");

    private String node(String op, String name, String... inputs) {
        return graph.node(op, name, List.of(inputs));
    }

    private Workload lower(String output) {
        return LayerLines.lower(graph.output(output)).workload();
    }

    @Test
    void aTableThatIsTheOutputProductToo() {
        String ids = graph.input("ids", ElementType.INT64, 2, 7);
        String table = graph.weight("table", 100, 16);
        String hidden = node("Gather", "look", table, ids);
        String turned = graph.node("Transpose", "turned", List.of(table), ints("perm", 1, 0));
        assertThat(LayerLines.of(lower(node("MatMul", "logits", hidden, turned))))
                .containsExactly(
                        "look: EMBEDDING N2 G16 P7", "logits: MATRIX_PRODUCT N2 K100 C16 P7, 1600 parameters < look");
    }

    @Test
    void aTableThatIsReadTwice() {
        String ids = graph.input("ids", ElementType.INT64, 2, 7);
        String more = graph.input("more", ElementType.INT64, 2, 7);
        String table = graph.weight("table", 100, 16);
        String sum = node("Add", "sum", node("Gather", "a", table, ids), node("Gather", "b", table, more));
        assertThat(lower(node("MatMul", "out", sum, graph.weight("w", 16, 4))).parameters())
                .isEqualTo(1600 + 64);
    }

    /** onnxruntime's dynamic quantisation looks rows up first and scales them then. */
    @Test
    void aQuantisedTableIsLookedUpBeforeItIsScaled() {
        String ids = graph.input("ids", ElementType.INT64, 2, 7);
        String rows = node("Gather", "look", graph.weight("table", ElementType.UINT8, 100, 16), ids);
        String zero = graph.weight("zero", ElementType.UINT8);
        String hidden = node("DequantizeLinear", "scaled", rows, graph.scalarReal("scale", 0.5), zero);
        assertThat(LayerLines.of(lower(node("MatMul", "out", hidden, graph.weight("w", 16, 4)))))
                .containsExactly(
                        "look: EMBEDDING N2 G16 P7, 1600 parameters",
                        "out: MATRIX_PRODUCT N2 K4 C16 P7, 64 parameters < look");
    }

    /** onnxruntime's fused norm adds a stored table of positions to the words that were looked up. */
    @Test
    void aFusedNormAddsAStoredTable() {
        String ids = graph.input("ids", ElementType.INT64, 2, 7);
        String words = node("Gather", "look", graph.weight("table", 100, 16), ids);
        graph.node(
                "com.microsoft",
                "SkipLayerNormalization",
                "norm",
                List.of(
                        words,
                        graph.weight("positions", 2, 7, 16),
                        graph.weight("gamma", 16),
                        graph.weight("beta", 16)),
                List.of("normed"));
        Workload workload = lower(node("MatMul", "out", "normed", graph.weight("w", 16, 4)));
        assertThat(LayerLines.of(workload)).hasSize(5).anyMatch(line -> line.startsWith("norm: REDUCTION"));
        assertThat(workload.parameters()).isEqualTo(1600 + 2 * 7 * 16 + 32 + 64);
    }

    @Test
    void unitVectorsAreLookUpsToo() {
        String ids = graph.input("ids", ElementType.INT64, 2, 7);
        String hot = graph.node(
                "OneHot", "hot", List.of(ids, graph.scalar("depth", 100), graph.constantReals("values", 0, 1)));
        String hidden = node("MatMul", "look", hot, graph.weight("table", 100, 16));
        assertThat(LayerLines.of(lower(node("MatMul", "out", hidden, graph.weight("w", 16, 4)))))
                .containsExactly(
                        "look: EMBEDDING N2 G16 P7, 1600 parameters",
                        "out: MATRIX_PRODUCT N2 K4 C16 P7, 64 parameters < look");
    }

    /** A slice of the table of positions counts as the whole table. */
    @Test
    void positionsAndClassToken() {
        String x = graph.input("x", 2, 8, 3, 3);
        String flat = node("Reshape", "flat", x, graph.constant("shape", 2, 8, 9));
        String tokens = graph.node("Transpose", "tokens", List.of(flat), ints("perm", 0, 2, 1));
        String one = node("Expand", "one", graph.weight("cls", 1, 1, 8), graph.constant("two", 2, 1, 1));
        String all = graph.node("Concat", "all", List.of(one, tokens), integer("axis", 1));
        String part = node(
                "Slice",
                "part",
                graph.weight("positions", 1, 50, 8),
                graph.constant("from", 0),
                graph.constant("to", 10),
                graph.constant("axis", 1));
        assertThat(LayerLines.of(lower(node("MatMul", "out", node("Add", "sum", all, part), graph.weight("w", 8, 4)))))
                .containsExactly(
                        "all/table: EMBEDDING N2 G8, 8 parameters",
                        "sum/table: EMBEDDING G8 P10, 400 parameters",
                        "sum: ELEMENTWISE N2 G8 P10 < all/table x sum/table",
                        "out: MATRIX_PRODUCT N2 K4 C8 P10, 32 parameters < sum");
    }

    @Test
    void scalarsWavesAndMasksAreNotLearned() {
        String x = graph.input("x", 2, 9, 16);
        String product = node("MatMul", "in", x, graph.weight("v", 16, 16));
        String scaled = node("Mul", "scaled", product, graph.weight("scale", 1));
        String waved = node("Mul", "waved", scaled, graph.weight("wave", 1, 9, 16));
        String masked = node("Mul", "masked", waved, graph.weight("mask", ElementType.INT32, 1, 1, 16));
        assertThat(LayerLines.of(lower(masked)))
                .containsExactly("in: MATRIX_PRODUCT N2 K16 C16 P9, 256 parameters < x");
    }

    @Test
    void scalesOfChannelsFoldIntoTheProductBefore() {
        String x = graph.input("x", 2, 9, 16);
        String product = node("MatMul", "in", x, graph.weight("v", 16, 16));
        String biased = node("Add", "biased", graph.weight("b", 16), product);
        assertThat(LayerLines.of(lower(node("Mul", "scaled", biased, graph.weight("gamma", 16)))))
                .containsExactly("in: MATRIX_PRODUCT N2 K16 C16 P9, 288 parameters < x");
    }

    @Test
    void sharedWeightsAreNoted() {
        String x = graph.input("x", 2, 9, 16);
        String w = graph.weight("w", 16, 16);
        ImportedWorkload imported = LayerLines.lower(graph.output(node("MatMul", "b", node("MatMul", "a", x, w), w)));
        assertThat(imported.workload().parameters()).isEqualTo(512);
        assertThat(imported.notes())
                .containsExactly("Weights that several layers share are stored, and counted, once for each: b");
    }

    @Test
    void gridsThatFollowAllProductsAreNotLearned() {
        String x = graph.input("x", 1, 8, 4, 4);
        String c = node("Conv", "c", x, graph.weight("w", 2, 8, 1, 1));
        assertThat(lower(node("Add", "sum", c, graph.weight("grid", 1, 2, 4, 4)))
                        .parameters())
                .isEqualTo(16);
    }

    @Test
    void weightsThatAreDequantisedHaveTheirBits() {
        String x = graph.input("x", 1, 8, 4, 4);
        String scale = graph.weight("scale", 4);
        String zero = graph.weight("zero", ElementType.INT8, 4);
        String weight = graph.node(
                "DequantizeLinear",
                "w",
                List.of(graph.weight("q", ElementType.INT8, 4, 8, 1, 1), scale, zero),
                integer("axis", 0));
        String bias = node("DequantizeLinear", "b", graph.weight("qb", ElementType.INT32, 4), scale);
        String c = node("Conv", "c", node("DequantizeLinear", "dx", quantised(x), "s", "z"), weight, bias);
        String last = node("Conv", "last", c, graph.weight("v", 2, 4, 1, 1));
        assertThat(LayerLines.of(lower(last)))
                .containsExactly(
                        "c: CONVOLUTION K4 C8 P4 Q4, 36 parameters, 8 bits < x",
                        "last: CONVOLUTION K2 C4 P4 Q4, 8 parameters < c");
    }

    private String quantised(String x) {
        return node("QuantizeLinear", "qx", x, graph.scalarReal("s", 0.1), graph.scalar("z", 0));
    }

    @Test
    void fourBitsAreFourBits() {
        graph.opset(21);
        String x = graph.input("x", 2, 9, 16);
        String w = node(
                "DequantizeLinear", "w", graph.weight("q", ElementType.INT4, 16, 8), graph.scalarReal("scale", 0.1));
        String turned = graph.node("Transpose", "t", List.of(w), ints("perm", 1, 0));
        String product = node("MatMul", "a", node("MatMul", "b", x, w), turned);
        assertThat(lower(product).layers()).extracting(Layer::weightBits).allMatch(bits -> bits.orElse(0) == 4);
    }

    /** As dynamic quantisation writes it: scales of the activation are computed, and multiplied onto the integer product. */
    @Test
    void scalesOfIntegerProductsFold() {
        String x = graph.input("x", 1, 9, 16);
        List<String> q = graph.nodes("DynamicQuantizeLinear", "q", List.of(x), 3);
        String zero = graph.weight("zero", ElementType.INT8, 4);
        String w = graph.weight("w", ElementType.INT8, 16, 4);
        String product = node("MatMulInteger", "product", q.get(0), w, q.get(2), zero);
        String scale = node("Mul", "scale", q.get(1), graph.weight("ws", 4));
        String real = graph.node("Cast", "real", List.of(product), integer("to", 1));
        String out = node("Add", "biased", node("Mul", "scaled", real, scale), graph.weight("bias", 4));
        assertThat(LayerLines.of(lower(out)))
                .containsExactly("product: MATRIX_PRODUCT K4 C16 P9, 68 parameters, 8 bits < x");
    }

    @Test
    void quantisedSumsAndConcatenations() {
        String x = graph.input("x", ElementType.UINT8, 1, 8, 4, 4);
        String s = graph.scalarReal("s", 0.1);
        String z = graph.scalar("z", 0);
        String w = graph.weight("w", ElementType.INT8, 8, 8, 1, 1);
        String c = node("QLinearConv", "c", x, s, z, w, s, z, s, z);
        String sum = microsoft("QLinearAdd", "sum", c, s, z, x, s, z, s, z);
        String both = microsoft("QLinearConcat", "both", s, z, c, s, z, sum, s, z);
        assertThat(LayerLines.of(lower(node("QLinearConv", "d", both, s, z, wide(), s, z, s, z))))
                .containsExactly(
                        "c: CONVOLUTION K8 C8 P4 Q4, 64 parameters, 8 bits < x",
                        "sum: ELEMENTWISE G8 P4 Q4 < c x",
                        "d: CONVOLUTION K2 C16 P4 Q4, 32 parameters, 8 bits < c sum");
    }

    private String wide() {
        return graph.weight("wide", ElementType.INT8, 2, 16, 1, 1);
    }

    private String microsoft(String op, String name, String... inputs) {
        return graph.node("com.microsoft", op, name, List.of(inputs), List.of(name), integer("axis", 1))
                .get(0);
    }
}
