package org.nicepim.workload.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nicepim.testkit.OnnxBuilder.subgraph;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.graph.OnnxException;
import org.nicepim.workload.onnx.graph.ShapedGraph;
import org.nicepim.workload.onnx.infer.OnnxOperators;
import org.nicepim.workload.onnx.proto.GraphProto;
import org.nicepim.workload.onnx.proto.NodeProto;

/** Is an operator that is not supported refused clearly, and passed through on demand? */
class OnnxUnsupportedTest {
    private static ShapedGraph skip(OnnxBuilder graph) {
        return OnnxReader.read(new ByteArrayInputStream(graph.bytes()), "net.onnx", Map.of(), true);
    }

    private static OnnxBuilder with(String domain, String op, String... otherInputs) {
        OnnxBuilder graph = new OnnxBuilder("net");
        String x = graph.input("x", 2, 3, 4, 4);
        List<String> inputs = new ArrayList<>(List.of(x));
        inputs.addAll(List.of(otherInputs));
        graph.node(domain, op, "odd", inputs, List.of("u", "v"));
        return graph.output(graph.node("Relu", "y", List.of("u")));
    }

    @ParameterizedTest
    @CsvSource({
        "ai.onnx, DeformConv, operator DeformConv of domain ai.onnx is not supported",
        "ai.onnx, Conv2, Maybe 'Conv'?",
        "ai.onnx, If, is control flow",
        "ai.onnx, Loop, is control flow",
        "ai.onnx, Scan, is control flow",
        "ai.onnx, LSTM, is a recurrent layer",
        "ai.onnx.ml, TreeEnsemble, operator TreeEnsemble of domain ai.onnx.ml is not supported",
        "com.acme, Relu, operator Relu of domain com.acme is not supported",
        "com.microsoft, Attention, operator Attention of domain com.microsoft is not supported"
    })
    void refusalsNameFileNodeOperatorAndDomain(String domain, String op, String reason) {
        assertThatThrownBy(() -> OnnxReader.read(with(domain, op).bytes(), "net.onnx", Map.of()))
                .isInstanceOf(OnnxException.class)
                .hasMessageStartingWith("net.onnx: node 'odd' (")
                .hasMessageContaining(reason)
                .hasMessageContaining("--skip-unsupported");
    }

    @Test
    void refusalsListWhatIsSupported() {
        assertThat(OnnxOperators.supported())
                .contains("Conv", "MatMul", "Softmax", "com.microsoft.QLinearAdd")
                .hasSizeGreaterThan(150);
        assertThatThrownBy(() -> OnnxReader.read(with("", "Odd").bytes(), "net.onnx", Map.of()))
                .hasMessageContaining(String.join(", ", OnnxOperators.supported()));
    }

    @Test
    void threeSpatialDimsAreRefused() {
        OneNode conv = new OneNode("Conv", "1x3x8x8x8 w4x3x3x3x3", "", 1);
        assertThatThrownBy(conv::read)
                .hasMessageContaining("[1, 3, 8, 8, 8] has more than two spatial dims; one and two are supported");
        assertThat(skip(conv.build()).unsupported()).containsExactly("node");
    }

    @Test
    void aSkippedNodeLooksLikeItsInput() {
        ShapedGraph graph = skip(with("com.acme", "Odd"));
        assertThat(graph.shape("u")).containsExactly(2, 3, 4, 4);
        assertThat(graph.shape("y")).containsExactly(2, 3, 4, 4);
        assertThat(graph.knownShape("v")).isEmpty();
        assertThat(graph.unsupported()).containsExactly("odd");
        assertThat(graph.nodes()).filteredOn(graph::isUnsupported).hasSize(1);
    }

    @Test
    void aSkippedNodeLooksAsTheFileSays() {
        ShapedGraph graph = skip(with("com.acme", "Odd").valueInfo("u", 2, 10));
        assertThat(graph.shape("y")).containsExactly(2, 10);
    }

    @Test
    void whatDoesNotFitTheGuessHasNoShape() {
        OnnxBuilder builder = with("com.acme", "Odd");
        builder.output(builder.node("MatMul", "m", List.of("y", builder.weight("w", 77, 5))));
        builder.output(builder.node("Relu", "z", List.of("m")));
        ShapedGraph graph = skip(builder);
        assertThat(graph.knownShape("m")).isEmpty();
        assertThat(graph.knownShape("z")).isEmpty();
        assertThatThrownBy(() -> graph.shape("z"))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("odd");
        assertThat(skip(builder.valueInfo("m", 2, 5)).shape("z")).containsExactly(2, 5);
    }

    /** The body of a branch reads tensors of the graph around it: they are inputs, too. */
    @Test
    void whatABranchReadsIsNeeded() {
        OnnxBuilder builder = new OnnxBuilder("branch");
        String x = builder.input("x", 2, 3);
        String c = builder.input("c", ElementType.BOOL);
        String r = builder.node("Relu", "r", List.of(x));
        GraphProto branch = GraphProto.newBuilder()
                .addNode(NodeProto.newBuilder().setOpType("Neg").addInput(r).addOutput("n"))
                .build();
        builder.output(
                builder.node("If", "y", List.of(c), subgraph("then_branch", branch), subgraph("else_branch", branch)));
        ShapedGraph graph = skip(builder);
        assertThat(graph.shape("y")).containsExactly(2, 3);
        assertThat(graph.nodes()).extracting(node -> node.name()).containsExactly("r", "y");
        assertThat(graph.nodes().get(1).inputs()).containsExactly("c", "r");
    }

    @Test
    void anUnsupportedNodeThatLeadsNowhereDoesNotMatter() {
        OnnxBuilder graph = new OnnxBuilder("net");
        String x = graph.input("x", 2, 3);
        graph.node("Odd", "odd", List.of(x));
        graph.output(graph.node("Relu", "y", List.of(x)));
        assertThat(OnnxReader.read(graph.bytes(), "net.onnx", Map.of()).nodes()).hasSize(1);
    }
}
