package org.nicepim.workload.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.graph.OnnxException;
import org.nicepim.workload.onnx.graph.ShapedGraph;
import org.nicepim.workload.onnx.proto.SparseTensorProto;

/** Weights stripped, external, sparse, listed as inputs, or huge: shapes are all that is needed. */
class OnnxWeightsTest {
    private static ShapedGraph read(OnnxBuilder graph) {
        return OnnxReader.read(graph.bytes(), "net.onnx", Map.of());
    }

    @Test
    void strippedAndFullWeightsGiveTheSameGraph() {
        OnnxBuilder stripped = new OnnxBuilder("net");
        OnnxBuilder full = new OnnxBuilder("net");
        for (OnnxBuilder graph : List.of(stripped, full)) {
            String w = graph == full ? graph.zeros("w", 64, 8) : graph.weight("w", 64, 8);
            graph.output(graph.node("MatMul", "y", List.of(graph.input("x", 2, 64), w)));
        }
        assertThat(read(stripped).tensors()).isEqualTo(read(full).tensors());
    }

    @Test
    void initialisersThatAreAlsoInputsAreStored() {
        OnnxBuilder graph = new OnnxBuilder("old").opset(8);
        String x = graph.input("x", 1, 3, 8, 8);
        graph.input("w", 4, 3, 3, 3);
        graph.output(graph.node("Conv", "y", List.of(x, graph.weight("w", 4, 3, 3, 3))));
        assertThat(read(graph).inputs()).containsExactly("x");
        assertThat(read(graph).isStored("w")).isTrue();
    }

    @Test
    void inputsThatOnlyWeightsUseAreWeights() {
        OnnxBuilder graph = new OnnxBuilder("bare");
        String x = graph.input("x", 1, 3, 8, 8);
        String c = graph.node("Conv", "c", List.of(x, graph.input("k", 4, 3, 3, 3), graph.input("b", 4)));
        String flat = graph.node("Flatten", "f", List.of(c));
        String m = graph.node("MatMul", "m", List.of(flat, graph.input("m1", 144, 10)));
        graph.output(graph.node("Add", "y", List.of(m, graph.input("m2", 10))));
        assertThat(read(graph).inputs()).containsExactly("x");
        assertThat(read(graph).isStored("m1")).isTrue();
        assertThat(read(graph).isStored("m2")).isTrue();
    }

    @Test
    void aProductOfTwoInputsHasNoWeightUnlessANameSaysSo() {
        OnnxBuilder activations = new OnnxBuilder("two");
        activations.output(
                activations.node("MatMul", "y", List.of(activations.input("a", 4, 5), activations.input("b", 5, 6))));
        assertThat(read(activations).inputs()).containsExactly("a", "b");
        OnnxBuilder named = new OnnxBuilder("named");
        named.output(named.node("MatMul", "y", List.of(named.input("a", 4, 5), named.input("fc.weight", 5, 6))));
        assertThat(read(named).inputs()).containsExactly("a");
    }

    @Test
    void sparseInitialisersAreWeights() {
        OnnxBuilder graph = new OnnxBuilder("sparse");
        graph.graph()
                .addSparseInitializer(SparseTensorProto.newBuilder()
                        .setValues(OnnxBuilder.floats(1, 2, 3).setName("w"))
                        .addDims(5)
                        .addDims(6));
        graph.output(graph.node("MatMul", "y", List.of(graph.input("x", 4, 5), "w")));
        assertThat(read(graph).shape("y")).containsExactly(4, 6);
        assertThat(read(graph).isStored("w")).isTrue();
    }

    private static OnnxBuilder externalReshape() {
        OnnxBuilder graph = new OnnxBuilder("external");
        String w = graph.external("w", ElementType.FLOAT, "absent.bin", 0, 12, 1000);
        String m = graph.node("MatMul", "m", List.of(graph.input("x", 2, 12), w));
        return graph.output(graph.node(
                "Reshape", "y", List.of(m, graph.external("shape", ElementType.INT64, "data/shape.bin", 8, 2))));
    }

    @Test
    void smallExternalTensorsAreReadAndLargeOnesAreNotMissed(@TempDir Path folder) throws IOException {
        Path file = externalReshape().write(folder.resolve("net.onnx"));
        ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(99).putLong(20).putLong(-1);
        Files.createDirectory(folder.resolve("data"));
        Files.write(folder.resolve("data/shape.bin"), bytes.array());
        assertThat(OnnxReader.read(file, Map.of()).shape("y")).containsExactly(20, 100);
    }

    @Test
    void aMissingExternalTensorIsNamed(@TempDir Path folder) throws IOException {
        Path file = externalReshape().write(folder.resolve("net.onnx"));
        assertThatThrownBy(() -> OnnxReader.read(file, Map.of()))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("they lie in the external file 'data/shape.bin', which is not beside the model");
        Files.createDirectory(folder.resolve("data"));
        Files.write(folder.resolve("data/shape.bin"), new byte[10]);
        assertThatThrownBy(() -> OnnxReader.read(file, Map.of())).hasMessageContaining("does not hold them");
    }

    @Test
    void noFileOutsideTheModelsFolderIsOpened(@TempDir Path folder) throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.write(folder.resolve("secret.bin"), new byte[16]);
        for (String location :
                List.of("../secret.bin", folder.resolve("secret.bin").toString(), "", ".", "\0")) {
            OnnxBuilder graph = new OnnxBuilder("outside");
            String shape = graph.external("shape", ElementType.INT64, location, 0, 2);
            graph.output(graph.node("Expand", "y", List.of(graph.input("x", 1), shape)));
            Path file = graph.write(inner.resolve("net.onnx"));
            assertThatThrownBy(() -> OnnxReader.read(file, Map.of()))
                    .isInstanceOf(OnnxException.class)
                    .hasMessageContaining("which is not beside the model");
        }
    }

    /** A weight of 1.5 GB whose zeros come from nowhere; they may be skipped or read, but not kept. */
    @Test
    void hugeWeightsAreNotHeld() throws IOException {
        int weightBytes = 1_500_000_000;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        byte[] tensor = OnnxBuilder.tensor("w", ElementType.INT8, weightBytes / 1000, 1000)
                .build()
                .toByteArray();
        OnnxBuilder graph = new OnnxBuilder("huge");
        graph.output(graph.node(
                "MatMulInteger", "y", List.of(graph.input("x", ElementType.INT8, 1, weightBytes / 1000), "w")));
        byte[] small = graph.bytes();
        int tensorSize = tensor.length + 1 + CodedOutputStream.computeUInt32SizeNoTag(weightBytes) + weightBytes;
        out.writeRawBytes(small);
        out.writeTag(7, 2);
        out.writeUInt32NoTag(1 + CodedOutputStream.computeUInt32SizeNoTag(tensorSize) + tensorSize);
        out.writeTag(5, 2);
        out.writeUInt32NoTag(tensorSize);
        out.writeRawBytes(tensor);
        out.writeTag(9, 2);
        out.writeUInt32NoTag(weightBytes);
        out.flush();
        InputStream file =
                new SequenceInputStream(new ByteArrayInputStream(bytes.toByteArray()), new Zeros(weightBytes));
        assertThat(OnnxReader.read(file, "huge.onnx", Map.of(), false).shape("y"))
                .containsExactly(1, 1000);
    }

    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long count) {
            left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int from, int length) {
            int count = (int) Math.min(length, left);
            left -= count;
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
