package org.nicepim.workload.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nicepim.testkit.OnnxBuilder.ints;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.graph.OnnxNode;
import org.nicepim.workload.onnx.graph.ShapedGraph;

/** From a file to a graph with shapes: whole networks, in small. */
class OnnxReaderTest {
    private static OnnxBuilder convNet() {
        OnnxBuilder graph = new OnnxBuilder("net");
        String x = graph.input("x", "batch", 3, 32, 32);
        String c = graph.node(
                "Conv",
                "conv",
                List.of(x, graph.weight("w", 8, 3, 3, 3)),
                ints("strides", 2, 2),
                ints("pads", 1, 1, 1, 1));
        String r = graph.node("Relu", "relu", List.of(c));
        String g = graph.node("GlobalAveragePool", "pool", List.of(r));
        String shape = graph.node("Shape", "shape", List.of(g));
        String batch = graph.node("Gather", "batch", List.of(shape, graph.scalar("zero", 0)));
        String row = graph.node("Unsqueeze", "row", List.of(batch, graph.constant("axis", 0)));
        String target = graph.node(
                "Concat", "target", List.of(row, graph.constant("rest", -1)), OnnxBuilder.integer("axis", 0));
        String flat = graph.node("Reshape", "flat", List.of(g, target));
        return graph.output(graph.node("Gemm", "fc", List.of(flat, graph.weight("f", 8, 10))));
    }

    private static ShapedGraph read(OnnxBuilder graph, Map<String, Long> dims) {
        return OnnxReader.read(graph.bytes(), "net.onnx", dims);
    }

    @Test
    void aSmallNetworkHasAllItsShapes() {
        ShapedGraph graph = read(convNet(), Map.of("batch", 4L));
        assertThat(graph.name()).isEqualTo("net");
        assertThat(graph.opset()).isEqualTo(17);
        assertThat(graph.inputs()).containsExactly("x");
        assertThat(graph.outputs()).containsExactly("fc");
        assertThat(graph.nodes()).extracting(OnnxNode::name).containsExactly("conv", "relu", "pool", "flat", "fc");
        assertThat(graph.shape("x")).containsExactly(4, 3, 32, 32);
        assertThat(graph.shape("conv")).containsExactly(4, 8, 16, 16);
        assertThat(graph.shape("flat")).containsExactly(4, 8);
        assertThat(graph.shape("fc")).containsExactly(4, 10);
        assertThat(graph.isStored("w")).isTrue();
        assertThat(graph.integers("target")).contains(List.of(4L, -1L));
        assertThat(graph.type("fc")).isEqualTo(ElementType.FLOAT);
    }
}
