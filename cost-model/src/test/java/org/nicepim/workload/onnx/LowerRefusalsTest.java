package org.nicepim.workload.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.graph.OnnxException;

/** What does the importer say of files that hold no workload, and of operators that it does not know? */
class LowerRefusalsTest {
    private final OnnxBuilder graph = new OnnxBuilder("net");

    private static ImportedWorkload read(Path folder, OnnxBuilder file, boolean skipUnsupported) {
        Path path = file.write(folder.resolve("tiny.v2.onnx"));
        return OnnxImporter.read(path, Map.of("batch", 3L), skipUnsupported);
    }

    @Test
    void workloadAndBatchAreTheFiles(@TempDir Path folder) {
        String x = graph.input("x", "batch", 8, 4, 4);
        ImportedWorkload imported =
                read(folder, graph.output(graph.node("Conv", "c", List.of(x, graph.weight("w", 2, 8, 1, 1)))), false);
        assertThat(imported.workload().name()).isEqualTo("tiny.v2");
        assertThat(imported.workload().batch()).isEqualTo(3);
        assertThat(imported.workload().outputs()).containsExactly("c");
        assertThat(imported.unsupported()).isEmpty();
    }

    @Test
    void axesThatAreComputedWhileTheNetworkRuns(@TempDir Path folder) {
        String x = graph.input("x", "batch", 2, 2);
        String axes = graph.input("axes", ElementType.INT64, 1);
        graph.node("ReduceMax", "most", List.of(x, axes));
        graph.valueInfo("most", 3, 1, 2);
        String out = graph.node("Relu", "out", List.of("most"));
        assertThatThrownBy(() -> read(folder, graph.opset(18).output(out), false))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("'most' (ReduceMax)")
                .hasMessageContaining("axes");
    }

    @Test
    void whatLeadsToNoOutputIsNoLayer(@TempDir Path folder) {
        String x = graph.input("x", "batch", 8, 4, 4);
        graph.node("Conv", "dead", List.of(x, graph.weight("v", 2, 8, 1, 1)));
        String c = graph.node("Conv", "c", List.of(x, graph.weight("w", 2, 8, 1, 1)));
        assertThat(LayerLines.of(read(folder, graph.output(c), false).workload()))
                .containsExactly("c: CONVOLUTION N3 K2 C8 P4 Q4, 16 parameters < x");
    }

    @Test
    void aNodeThatIsNamedAsAnInputGetsAnotherName(@TempDir Path folder) {
        String x = graph.input("same", "batch", 8, 4, 4);
        String c = graph.node("", "Conv", "same", List.of(x, graph.weight("w", 2, 8, 1, 1)), List.of("y"))
                .get(0);
        assertThat(LayerLines.of(read(folder, graph.output(c), false).workload()))
                .containsExactly("same_2: CONVOLUTION N3 K2 C8 P4 Q4, 16 parameters < same");
    }

    @Test
    void aFileWithoutLayersIsRefused(@TempDir Path folder) {
        graph.output(graph.node("Relu", "r", List.of(graph.input("x", "batch", 8))));
        assertThatThrownBy(() -> read(folder, graph, false))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("tiny.v2.onnx: the outputs [r] come from no layer");
    }

    @Test
    void extentsThatCannotBeCountedAreRefused(@TempDir Path folder) {
        String a = graph.input("a", "batch", 9_000_000, 1);
        String b = graph.input("b", "batch", 1, 9_000_000);
        String big = graph.node("MatMul", "big", List.of(a, b));
        assertThat(read(folder, graph.output(big), false).workload().macs()).isEqualTo(3 * 81_000_000_000_000L);
        graph.output(graph.node("MatMul", "huge", List.of(big, big)));
        assertThatThrownBy(() -> read(folder, graph, false))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("tiny.v2.onnx: node 'huge' (MatMul): the loop points of a layer are more than");
    }

    @Test
    void sumsOverOneOperandAreRefused(@TempDir Path folder) {
        String a = graph.input("a", "batch", 8);
        String y = graph.node(
                "Einsum", "e", List.of(a, graph.weight("w", 8, 4)), OnnxBuilder.text("equation", "bi,jk->bk"));
        graph.output(y);
        assertThatThrownBy(() -> read(folder, graph, false))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("node 'e' (Einsum): the product bi,jk->bk sums over an axis of one operand");
    }

    @Test
    void operatorsThatAreSkippedCostNothing(@TempDir Path folder) {
        String x = graph.input("x", "batch", 8, 4, 4);
        String c = graph.node("Conv", "c", List.of(x, graph.weight("w", 2, 8, 1, 1)));
        String odd =
                graph.node("com.acme", "Odd", "odd", List.of(c), List.of("o")).get(0);
        String d = graph.node("Conv", "d", List.of(odd, graph.weight("v", 4, 2, 1, 1)));
        ImportedWorkload imported = read(folder, graph.output(d), true);
        assertThat(imported.unsupported()).containsExactly("node 'odd' (com.acme.Odd)");
        assertThat(LayerLines.of(imported.workload()))
                .containsExactly(
                        "c: CONVOLUTION N3 K2 C8 P4 Q4, 16 parameters < x",
                        "d: CONVOLUTION N3 K4 C2 P4 Q4, 8 parameters < c");
    }

    @Test
    void updatesInPlaceAreKept(@TempDir Path folder) {
        String x = graph.input("x", 1, 1, 16);
        String cache = graph.input("cache", 1, 2, 20, 8);
        String k = graph.node("MatMul", "k", List.of(x, graph.weight("w", 16, 16)));
        String heads = graph.node("Reshape", "heads", List.of(k, graph.constant("shape", 1, 2, 1, 8)));
        String at = graph.input("at", ElementType.INT64, 1, 2, 1, 3);
        String all = graph.node("ScatterND", "all", List.of(cache, at, heads));
        String keys = graph.node("Transpose", "keys", List.of(all), OnnxBuilder.ints("perm", 0, 1, 3, 2));
        String scores = graph.node("MatMul", "scores", List.of(heads, keys));
        graph.output(all).output(scores);
        ImportedWorkload imported = OnnxImporter.read(graph.write(folder.resolve("n.onnx")), Map.of(), false);
        assertThat(imported.workload().isCache("cache")).isTrue();
        assertThat(imported.workload().outputs()).containsExactly("cache", "k", "scores");
        assertThat(LayerLines.of(imported.workload()))
                .containsExactly(
                        "k: MATRIX_PRODUCT K16 C16, 256 parameters < x",
                        "scores: ATTENTION_SCORES G2 K20 C8 < k cache");
        assertThat(imported.notes()).hasSize(1);
    }
}
