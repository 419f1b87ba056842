package org.nicepim.workload.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nicepim.testkit.OnnxBuilder.int64s;
import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.tensor;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.graph.ShapedGraph;
import org.nicepim.workload.onnx.proto.TensorProto;

/** Are small constants computed as a runtime would, and large ones left alone? */
class OnnxFoldingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Add             | [1,2,3] #10                 |                       | [11,12,13]
            Sub             | [1,2,3] [3,2,1]             |                       | [-2,0,2]
            Mul             | [1,2] #3                    |                       | [3,6]
            Div             | [7,-7] #2                   |                       | [3,-3]
            Div             | [7.0] #2.0                  |                       | [3.5]
            Mul             | #0.7 #10.0                  |                       | [7.0]
            Mod             | [7,-7] #3                   |                       | [1,2]
            Mod             | [7,-7] #3                   | fmod=1                | [1,-1]
            Pow             | [2,3] #2                    |                       | [4,9]
            Min             | [1,5] [4,2]                 |                       | [1,2]
            Max             | [1,5] [4,2]                 |                       | [4,5]
            Neg             | [1,-2]                      |                       | [-1,2]
            Floor           | [1.5,-1.5]                  |                       | [1.0,-2.0]
            Ceil            | [1.5,-1.5]                  |                       | [2.0,-1.0]
            Sqrt            | [9.0]                       |                       | [3.0]
            Cast            | [1.9,-1.9]                  | to=7                  | [1,-1]
            Cast            | [0,7]                       | to=9                  | [0,1]
            Equal           | [1,-1] #-1                  |                       | [0,1]
            Greater         | [1,2] [2,1]                 |                       | [0,1]
            Where           | [0,1] [5,6] [7,8]           |                       | [7,6]
            ReduceProd      | [2,3,4]                     | keepdims=0            | [24]
            ReduceSum       | [2,3,4] [0]                 |                       | [9]
            ReduceMax       | [2,5,4]                     |                       | [5]
            ReduceMin       | [2,5,4]                     |                       | [2]
            Concat          | [1,2] [3] [4,5]             | axis=0                | [1,2,3,4,5]
            Slice           | [1,2,3,4,5] [1] [9] [0] [2] |                       | [2,4]
            Slice           | [1,2,3] [-1] [-9] [0] [-1]  |                       | [3,2,1]
            Gather          | [10,20,30] [2,-3]           |                       | [30,10]
            GatherElements  | [10,20,30] [1,1]            |                       | [20,20]
            Expand          | #7 [3]                      |                       | [7,7,7]
            Tile            | [1,2] [2]                   |                       | [1,2,1,2]
            Unsqueeze       | [1,2] [0]                   |                       | [1,2]
            Reshape         | [1,2] [2,1]                 |                       | [1,2]
            Shape           | 2x3x4                       | start=1               | [3,4]
            Shape           | w5x6                        |                       | [5,6]
            Size            | 2x3x4                       |                       | [24]
            Constant        |                             | value_ints=[4,5]      | [4,5]
            Constant        |                             | value_int=4           | [4]
            Constant        |                             | value_floats=[0.5]    | [0.5]
            ConstantOfShape | [3]                         |                       | [0.0,0.0,0.0]
            Range           | #5 #0 #-2                   |                       | [5,3,1]
            NonZero         | [0,5,0,7]                   |                       | [1,3]
            """)
    void smallConstantsAreComputed(String op, String inputs, String attributes, String values) {
        String stated = attributes == null ? "" : attributes;
        OneNode node = new OneNode(op, inputs == null ? "" : inputs, stated, 1);
        assertThat(node.values()).isEqualTo(values);
        assertThat(node.read().isStored("out0")).isTrue();
        assertThat(node.read().nodes()).isEmpty();
    }

    @Test
    void matricesOfIndicesMoveAsTheyShould() {
        OnnxBuilder graph = new OnnxBuilder("matrix");
        String m = graph.initializer(int64s(1, 2, 3, 4, 5, 6)
                .setName("m")
                .clearDims()
                .addDims(2)
                .addDims(3)
                .build());
        graph.output(graph.node("Transpose", "t", List.of(m)));
        graph.output(graph.node("Gather", "g", List.of(m, graph.constant("i", 2, 0)), integer("axis", 1)));
        List<String> parts = graph.nodes("Split", "s", List.of(m, graph.constant("p", 1, 2)), 2, integer("axis", 1));
        parts.forEach(graph::output);
        graph.output(graph.node("ReduceSum", "r", List.of(m, graph.constant("a", 0)), integer("keepdims", 0)));
        ShapedGraph read = OnnxReader.read(graph.bytes(), "m.onnx", Map.of());
        assertThat(read.integers("t")).contains(List.of(1L, 4L, 2L, 5L, 3L, 6L));
        assertThat(read.integers("g")).contains(List.of(3L, 1L, 6L, 4L));
        assertThat(read.integers("s:0")).contains(List.of(1L, 4L));
        assertThat(read.integers("s:1")).contains(List.of(2L, 3L, 5L, 6L));
        assertThat(read.integers("r")).contains(List.of(5L, 7L, 9L));
    }

    @Test
    void valuesAreFoundWhereverTheFormatLetsThemStand() {
        TensorProto.Builder half =
                tensor("half", ElementType.FLOAT16, 3).addInt32Data(0x3c00).addInt32Data(0xc100);
        half.addInt32Data(0x0001);
        OnnxBuilder graph = new OnnxBuilder("stored");
        graph.initializer(half.build());
        graph.initializer(tensor("bytes", ElementType.INT32, 2)
                .setRawData(ByteString.copyFrom(new byte[] {1, 2, 0, 0, -1, -1, -1, -1}))
                .build());
        graph.initializer(tensor("truth", ElementType.BOOL, 2)
                .setRawData(ByteString.copyFrom(new byte[] {0, 1}))
                .build());
        graph.initializer(
                tensor("brain", ElementType.BFLOAT16, 1).addInt32Data(0x3fc0).build());
        graph.initializer(
                tensor("double", ElementType.DOUBLE, 1).addDoubleData(0.1).build());
        for (String name : List.of("half", "bytes", "truth", "brain", "double")) {
            graph.output(name);
        }
        ShapedGraph read = OnnxReader.read(graph.bytes(), "stored.onnx", Map.of());
        assertThat(read.reals("half")).contains(List.of(1.0, -2.5, Math.scalb(1.0, -24)));
        assertThat(read.integers("bytes")).contains(List.of(513L, -1L));
        assertThat(read.integers("truth")).contains(List.of(0L, 1L));
        assertThat(read.reals("brain")).contains(List.of(1.5));
        assertThat(read.reals("double")).contains(List.of(0.1));
    }

    @Test
    void weightsStayShapes() {
        OnnxBuilder graph = new OnnxBuilder("weights");
        String w = graph.zeros("w", 64, 32);
        String x = graph.input("x", 5, 64);
        String dequantised = graph.node(
                "DequantizeLinear",
                "dq",
                List.of(graph.weight("q", ElementType.INT8, 64, 32), graph.scalarReal("s", 0.5)));
        String transposed = graph.node("Transpose", "t", List.of(graph.node("Transpose", "t0", List.of(w))));
        String y = graph.node("MatMul", "y", List.of(x, transposed));
        graph.output(graph.node("Add", "z", List.of(y, graph.node("MatMul", "y2", List.of(x, dequantised)))));
        ShapedGraph read = OnnxReader.read(graph.bytes(), "w.onnx", Map.of());
        assertThat(read.isStored("t")).isTrue();
        assertThat(read.isStored("dq")).isTrue();
        assertThat(read.reals("w")).isEmpty();
        assertThat(read.nodes()).extracting(node -> node.name()).containsExactlyInAnyOrder("y", "y2", "z");
    }

    /** What a Range, Tile or Expand would make is no longer computed beyond a few thousand values. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Range           | #0 #2000000000 #1    | 2000000000
            Expand          | #1 [1000000,1000]    | 1000000x1000
            Tile            | [1] [1000000]        | 1000000
            ConstantOfShape | [2147483647]         | 2147483647
            """)
    void hugeConstantsKeepTheirShapeOnly(String op, String inputs, String shape) {
        OneNode node = new OneNode(op, inputs, "", 1);
        assertThat(node.shapes()).isEqualTo(shape);
        assertThat(node.values()).isEqualTo("unknown");
    }

    @Test
    void anEmptyRestIsAConstant() {
        OnnxBuilder graph = new OnnxBuilder("rest");
        String x = graph.input("x", 2, 8);
        List<String> parts = graph.nodes("Split", "s", List.of(x, graph.constant("p", 8, 0)), 2, integer("axis", 1));
        graph.output(graph.node("Concat", "c", parts, integer("axis", 1)));
        ShapedGraph read = OnnxReader.read(graph.bytes(), "rest.onnx", Map.of());
        assertThat(read.shape("c")).containsExactly(2, 8);
        assertThat(read.isStored("s:1")).isTrue();
        assertThat(read.isStored("c")).isFalse();
    }

    /** Three thousand sums of vectors that nobody needs: values are given up, shapes are not. */
    @Test
    void theWorkOfFoldingIsBounded() {
        OnnxBuilder graph = new OnnxBuilder("work");
        String at = graph.node(
                "Range", "range", List.of(graph.scalar("a", 0), graph.scalar("b", 4096), graph.scalar("c", 1)));
        String first = graph.node("Add", "first", List.of(at, at));
        String last = first;
        for (int i = 0; i < 3000; i++) {
            last = graph.node("Add", "add" + i, List.of(last, at));
        }
        graph.output(graph.node("Mul", "y", List.of(graph.input("x", ElementType.INT64, 4096), last)));
        ShapedGraph read = OnnxReader.read(graph.bytes(), "work.onnx", Map.of());
        assertThat(read.integers(first)).isPresent();
        assertThat(read.integers(last)).isEmpty();
        assertThat(read.isStored(last)).isTrue();
        assertThat(read.shape("y")).containsExactly(4096);
    }
}
