package org.nicepim.workload.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nicepim.testkit.OnnxBuilder.ints;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.graph.OnnxException;
import org.nicepim.workload.onnx.graph.ShapedGraph;
import org.nicepim.workload.onnx.proto.TypeProto;
import org.nicepim.workload.onnx.proto.ValueInfoProto;

/** Are open dims asked for, and stated shapes checked? */
class OnnxDimsTest {
    private static OnnxBuilder open(Object... dims) {
        OnnxBuilder graph = new OnnxBuilder("open");
        return graph.output(graph.node("Relu", "y", List.of(graph.input("x", dims))));
    }

    private static ShapedGraph read(OnnxBuilder graph, Map<String, Long> dims) {
        return OnnxReader.read(graph.bytes(), "net.onnx", dims);
    }

    @Test
    void namedAndUnnamedDimsTakeTheirValues() {
        ShapedGraph graph = read(open("batch", 3, "?", 0, -1), Map.of("batch", 2L, "x.2", 5L, "x.3", 6L, "x.4", 7L));
        assertThat(graph.shape("y")).containsExactly(2, 3, 5, 6, 7);
    }

    @Test
    void allMissingDimsAreListedWithALineToCopy() {
        assertThatThrownBy(() -> read(open("batch size", 3, "?", "seq"), Map.of("seq", 4L)))
                .isInstanceOf(OnnxException.class)
                .hasMessage("net.onnx: open dims need values: 'batch size' (axis 0 of 'x'), 'x.2' (axis 2 of 'x')."
                        + " Give them, for example: --dim 'batch size'=1 --dim x.2=1");
    }

    @Test
    void aDimThatNothingUsesIsAnErrorWithAGuess() {
        assertThatThrownBy(() -> read(open("batch", 3), Map.of("batch", 1L, "bacth", 2L)))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("--dim bacth: no input has an open dim of this name")
                .hasMessageContaining("Maybe 'batch'?");
        assertThatThrownBy(() -> read(open(2, 3), Map.of("batch", 1L))).hasMessageContaining("open are none");
    }

    @Test
    void valuesOfDimsHaveBounds() {
        for (long value : new long[] {0, -1, 1L << 31, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> read(open("batch", 3), Map.of("batch", value)))
                    .isInstanceOf(OnnxException.class)
                    .hasMessageContaining("--dim batch=" + value + ": dims go from 1 to 2147483647");
        }
        assertThatThrownBy(() -> read(open(3, 1L << 31), Map.of())).hasMessageContaining("dim 1 is 2147483648");
        assertThatThrownBy(() -> read(open(Integer.MAX_VALUE, Integer.MAX_VALUE), Map.of()))
                .hasMessageContaining("more than 2^48 elements");
    }

    private static OnnxBuilder chain() {
        OnnxBuilder graph = new OnnxBuilder("chain");
        String x = graph.input("x", "n", 3, 8, 8);
        String c = graph.node("Conv", "c", List.of(x, graph.weight("w", 4, 3, 3, 3)), ints("strides", 2, 2));
        return graph.output(graph.node("Flatten", "y", List.of(c)));
    }

    @Test
    void statedShapesChangeNothing() {
        ShapedGraph without = read(chain(), Map.of("n", 2L));
        ShapedGraph with = read(chain().valueInfo("c", "n", 4, 3, 3).valueInfo("y", "n", 36), Map.of("n", 2L));
        ShapedGraph partly = read(chain().valueInfo("c", "?", 4, "h", "w"), Map.of("n", 2L));
        assertThat(with.tensors()).isEqualTo(without.tensors()).isEqualTo(partly.tensors());
        assertThat(with.nodes()).extracting(node -> node.name()).containsExactly("c", "y");
    }

    @Test
    void aContradictionNamesTensorAndBothShapes() {
        assertThatThrownBy(() -> read(chain().valueInfo("c", "n", 4, 4, 3), Map.of("n", 2L)))
                .isInstanceOf(OnnxException.class)
                .hasMessageStartingWith(
                        "net.onnx: node 'c' (Conv): tensor 'c' has shape [2, 4, 3, 3], but the file says [?, 4, 4, 3]");
        OnnxBuilder output = chain();
        output.graph().clearOutput();
        assertThatThrownBy(() -> read(output.output("y", "n", 37), Map.of("n", 2L)))
                .hasMessageContaining("tensor 'y' has shape [2, 36], but the file says [?, 37]");
    }

    @Test
    void anInputMustBeATensorWithARank() {
        OnnxBuilder shapeless = open(1);
        shapeless
                .graph()
                .setInput(
                        0,
                        ValueInfoProto.newBuilder()
                                .setName("x")
                                .setType(TypeProto.newBuilder()
                                        .setTensorType(
                                                TypeProto.Tensor.newBuilder().setElemType(1))));
        assertThatThrownBy(() -> read(shapeless, Map.of())).hasMessageContaining("input 'x' states no shape");
        OnnxBuilder sequence = open(1);
        sequence.graph()
                .setInput(
                        0,
                        ValueInfoProto.newBuilder()
                                .setName("x")
                                .setType(TypeProto.newBuilder().setSequenceType(TypeProto.Opaque.newBuilder())));
        assertThatThrownBy(() -> read(sequence, Map.of()))
                .hasMessageContaining("input 'x' is no tensor (SEQUENCE_TYPE)");
    }

    /** Without the values of the shape, the file's word is all there is. */
    @Test
    void aStatedShapeIsBelievedWhereNothingCanBeComputed() {
        OnnxBuilder graph = new OnnxBuilder("stripped");
        String x = graph.input("x", 2, 12);
        String y = graph.node("Reshape", "y", List.of(x, graph.weight("shape", ElementType.INT64, 3)));
        graph.output(graph.node("Relu", "z", List.of(y)));
        assertThatThrownBy(() -> read(graph, Map.of()))
                .hasMessageContaining(
                        "node 'y' (Reshape): the values of input 1 ('shape') decide the shape, but they are"
                                + " not in the file. Maybe its data was stripped?");
        assertThat(read(graph.valueInfo("y", 2, 3, 4), Map.of()).shape("z")).containsExactly(2, 3, 4);
    }

    @Test
    void aShapeThatHangsOnDataIsAnError() {
        OnnxBuilder graph = new OnnxBuilder("data");
        String x = graph.input("x", 2, 12);
        String s = graph.input("s", ElementType.INT64, 2);
        graph.output(graph.node("Reshape", "y", List.of(x, s)));
        assertThatThrownBy(() -> read(graph, Map.of()))
                .hasMessageContaining("input 1 ('s') decide the shape, but they depend on the network's input");
    }
}
