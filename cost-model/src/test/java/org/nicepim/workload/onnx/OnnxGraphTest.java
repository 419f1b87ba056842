package org.nicepim.workload.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nicepim.testkit.OnnxBuilder.integer;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.graph.OnnxException;
import org.nicepim.workload.onnx.graph.OnnxNode;
import org.nicepim.workload.onnx.graph.ShapedGraph;
import org.nicepim.workload.onnx.proto.AttributeProto;
import org.nicepim.workload.onnx.proto.FunctionProto;
import org.nicepim.workload.onnx.proto.NodeProto;

/** Names, order and functions of a graph. */
class OnnxGraphTest {
    private static ShapedGraph read(OnnxBuilder graph) {
        return OnnxReader.read(graph.bytes(), "net.onnx", Map.of());
    }

    @Test
    void nodesWithoutAUniqueNameGetOne() {
        OnnxBuilder graph = new OnnxBuilder("names");
        String a = graph.node("", "Relu", "", List.of(graph.input("x", 1)), List.of("a"))
                .get(0);
        String b = graph.node("", "Relu", "same", List.of(a), List.of("b")).get(0);
        String c = graph.node("", "Relu", "same", List.of(b), List.of("c")).get(0);
        String d = graph.node("", "Relu", "same_2", List.of(c), List.of("d")).get(0);
        assertThat(read(graph.output(d)).nodes())
                .extracting(OnnxNode::name)
                .containsExactly("Relu_0", "same", "same_2", "same_2_2");
    }

    @Test
    void anUnsortedFileIsSorted() {
        OnnxBuilder graph = new OnnxBuilder("unsorted");
        graph.output(graph.node("Add", "z", List.of("b", "a")));
        graph.node("Relu", "b", List.of("a"));
        graph.node("Relu", "a", List.of(graph.input("x", 2, 3)));
        assertThat(read(graph).nodes()).extracting(OnnxNode::name).containsExactly("a", "b", "z");
        assertThat(read(graph).shape("z")).containsExactly(2, 3);
    }

    @Test
    void aSortedFileKeepsItsOrder() {
        OnnxBuilder graph = new OnnxBuilder("sorted");
        String x = graph.input("x", 2, 3);
        List<String> names = List.of("q", "c", "z", "a", "m");
        names.forEach(name -> graph.node("Relu", name, List.of(x)));
        graph.output(graph.node("Sum", "s", names));
        assertThat(read(graph).nodes()).extracting(OnnxNode::name).containsExactly("q", "c", "z", "a", "m", "s");
    }

    @Test
    void longChainsAndWideSumsAreRead() {
        OnnxBuilder graph = new OnnxBuilder("chain");
        String at = graph.input("x", 2, 3);
        for (int i = 0; i < 20_000; i++) {
            at = graph.node("Relu", "r" + i, List.of(at));
        }
        String last = graph.node("Sum", "s", Collections.nCopies(20_000, at));
        assertThat(read(graph.output(last)).nodes()).hasSize(20_001);
    }

    private static FunctionProto twice() {
        return FunctionProto.newBuilder()
                .setDomain("my.functions")
                .setName("Twice")
                .addInput("a")
                .addOutput("b")
                .addAttribute("ax")
                .addNode(NodeProto.newBuilder()
                        .setOpType("Concat")
                        .addInput("a")
                        .addInput("a")
                        .addOutput("inner")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("axis")
                                .setRefAttrName("ax")
                                .setType(AttributeProto.AttributeType.INT)))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Relu")
                        .setName("relu")
                        .addInput("inner")
                        .addOutput("b"))
                .build();
    }

    @Test
    void functionsOfTheFileAreReplacedByTheirBodies() {
        OnnxBuilder graph = new OnnxBuilder("functions").function(twice());
        String x = graph.input("x", 2, 3);
        graph.node("my.functions", "Twice", "t1", List.of(x), List.of("m"), integer("ax", 0));
        graph.node("my.functions", "Twice", "t2", List.of("m"), List.of("y"), integer("ax", 1));
        ShapedGraph read = read(graph.output("y"));
        assertThat(read.shape("m")).containsExactly(4, 3);
        assertThat(read.shape("y")).containsExactly(4, 6);
        assertThat(read.nodes()).extracting(OnnxNode::op).containsExactly("Concat", "Relu", "Concat", "Relu");
        assertThat(read.nodes()).extracting(OnnxNode::name).contains("t1/relu", "t2/relu");
    }

    @Test
    void functionsThatCallThemselvesAreRefused() {
        FunctionProto endless = FunctionProto.newBuilder()
                .setDomain("f")
                .setName("F")
                .addInput("a")
                .addOutput("b")
                .addNode(NodeProto.newBuilder()
                        .setDomain("f")
                        .setOpType("F")
                        .addInput("a")
                        .addOutput("c"))
                .addNode(NodeProto.newBuilder()
                        .setDomain("f")
                        .setOpType("F")
                        .addInput("c")
                        .addOutput("b"))
                .build();
        OnnxBuilder graph = new OnnxBuilder("endless").function(endless);
        graph.node("f", "F", "call", List.of(graph.input("x", 1)), List.of("y"));
        assertThatThrownBy(() -> read(graph.output("y")))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("function 'F'", "must not call themselves");
    }

    /** Outputs of dead branches, and what only the shape of a tensor needed, do not run. */
    @Test
    void whatLeadsNowhereDoesNotRun() {
        OnnxBuilder graph = new OnnxBuilder("dead");
        String x = graph.input("x", 2, 3, 4);
        graph.node("Relu", "dead", List.of(x));
        String t = graph.node("Transpose", "t", List.of(x));
        String shape = graph.node("Shape", "s", List.of(t));
        String product = graph.node("ReduceProd", "p", List.of(shape));
        graph.output(graph.node("Reshape", "y", List.of(x, product)));
        assertThat(read(graph).nodes()).extracting(OnnxNode::name).containsExactly("y");
        assertThat(read(graph).shape("y")).containsExactly(24);
    }
}
