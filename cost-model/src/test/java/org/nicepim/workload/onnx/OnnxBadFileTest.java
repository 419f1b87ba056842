package org.nicepim.workload.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;
import static org.nicepim.testkit.OnnxBuilder.text;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.config.ConfigException;
import org.nicepim.testkit.Gen;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.graph.OnnxException;

/** Is every bad file refused with one line that a person can act on? */
class OnnxBadFileTest {
    private static OnnxBuilder small() {
        OnnxBuilder graph = new OnnxBuilder("small");
        String x = graph.input("x", 1, 3, 8, 8);
        String c = graph.node("Conv", "c", List.of(x, graph.zeros("w", 4, 3, 3, 3)), ints("pads", 1, 1, 1, 1));
        String shape =
                graph.node("Concat", "s", List.of(graph.constant("a", 1), graph.constant("b", -1)), integer("axis", 0));
        return graph.output(graph.node("Reshape", "y", List.of(c, shape)), 1, 256)
                .valueInfo("c", 1, 4, 8, 8);
    }

    private static Throwable refusal(byte[] bytes) {
        return catchThrowable(() -> OnnxReader.read(bytes, "net.onnx", Map.of()));
    }

    private static void refused(OnnxBuilder graph, String... parts) {
        assertThat(refusal(graph.bytes()))
                .isInstanceOf(OnnxException.class)
                .isInstanceOf(ConfigException.class)
                .message()
                .startsWith("net.onnx: ")
                .doesNotContain("\n")
                .contains(parts);
    }

    @Test
    void noSuchFileAndFolders(@TempDir Path folder) {
        assertThatThrownBy(() -> OnnxReader.read(folder.resolve("none.onnx"), Map.of()))
                .hasMessageContaining("none.onnx: there is no such file");
        assertThatThrownBy(() -> OnnxReader.read(folder, Map.of())).hasMessageContaining("no regular file");
    }

    /** Files with holes: no disk is filled. The largest that a message can be is read, and refused for what is in it. */
    @Test
    void filesThatAreLargerThanAMessageCanBe(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("large.onnx");
        try (RandomAccessFile hollow = new RandomAccessFile(file.toFile(), "rw")) {
            hollow.setLength(1L << 31);
            assertThatThrownBy(() -> OnnxReader.read(file, Map.of()))
                    .isInstanceOf(OnnxException.class)
                    .hasMessage(file + ": 2147483648 bytes; protobuf messages end at 2 GiB."
                            + " Maybe save the weights as external data?");
            hollow.setLength((1L << 31) - 1);
            assertThatThrownBy(() -> OnnxReader.read(file, Map.of()))
                    .isInstanceOf(OnnxException.class)
                    .hasMessageNotContaining("2 GiB");
        }
    }

    @Test
    void filesOfOtherKinds() {
        assertThat(refusal(new byte[0])).hasMessage("net.onnx: is empty");
        Map<String, String> starts = Map.of(
                "PK\u0003\u0004rest", "ZIP",
                "name: \"net\"\nlayer {", "text",
                "version https://git-lfs.github.com/spec/v1", "git lfs pull",
                "\u0089HDF\r\n", "HDF5",
                "\u001c\u0000\u0000\u0000TFL3", "TensorFlow Lite",
                "\u001f\u008b\u0008\u0000", "gzip");
        starts.forEach((start, word) -> assertThat(refusal(start.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(OnnxException.class)
                .message()
                .startsWith("net.onnx: is no ONNX file, but ")
                .contains(word));
        assertThat(refusal(new byte[] {8, 7})).hasMessage("net.onnx: is no ONNX file: it holds no graph");
    }

    /** A cut anywhere is an error, unless what is left is a whole network by chance. */
    @Test
    void filesThatAreCutOff(@TempDir Path folder) throws IOException {
        byte[] bytes = small().bytes();
        for (int length = 1; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThat(refusal(cut)).as("%d of %d bytes", length, bytes.length).isInstanceOf(OnnxException.class);
        }
        OnnxBuilder large = new OnnxBuilder("large");
        large.output(large.node("MatMul", "y", List.of(large.input("x", 1, 1000), large.zeros("w", 1000, 1000))));
        byte[] whole = large.bytes();
        Path file = folder.resolve("cut.onnx");
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> OnnxReader.read(file, Map.of()))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("cut off, damaged, or something else");
    }

    @Test
    void damagedFilesNeverCrash() {
        byte[] bytes = small().bytes();
        for (int seed = 0; seed < 3000; seed++) {
            Gen gen = new Gen(seed);
            byte[] damaged = bytes.clone();
            for (int i = gen.between(1, 4); i > 0; i--) {
                damaged[gen.between(0, damaged.length - 1)] = (byte) gen.between(0, 255);
            }
            Throwable refusal = catchThrowable(
                    () -> OnnxReader.read(new ByteArrayInputStream(damaged), "net.onnx", Map.of(), gen.chance(0.5)));
            if (refusal != null) {
                assertThat(refusal)
                        .as("seed %d", seed)
                        .isInstanceOf(OnnxException.class)
                        .message()
                        .matches("net\\.onnx: [^\\p{Cntrl}]+");
            }
        }
    }

    @Test
    void opsetsOutsideTheRange() {
        refused(small().opset(6), "opset 6 is not supported; opsets 7 to 21 are supported");
        refused(small().opset(22), "opset 22 is not supported");
        OnnxBuilder none = small().opset(0);
        assertThat(refusal(none.build().toBuilder().clearOpsetImport().build().toByteArray()))
                .hasMessage("net.onnx: opset_import states no version of the default operator set;"
                        + " opsets 7 to 21 are supported");
        assertThat(refusal(small().opset("com.microsoft", 1).bytes())).isNull();
    }

    @Test
    void graphsWithHoles() {
        OnnxBuilder dangling = new OnnxBuilder("net");
        String x = dangling.input("image", 1, 3);
        dangling.output(dangling.node("Add", "y", List.of(x, "imgae")));
        refused(dangling, "node 'y' (Add): nothing makes its input 'imgae'.", "Maybe 'image'?");

        OnnxBuilder noOutput = new OnnxBuilder("net");
        noOutput.node("Relu", "y", List.of(noOutput.input("x", 1)));
        refused(noOutput, "the graph has no outputs");
        refused(noOutput.output("z"), "nothing makes the graph's output 'z'.", "Maybe 'x'?");

        OnnxBuilder twice = new OnnxBuilder("net");
        twice.node("Relu", "y", List.of(twice.input("x", 1)));
        twice.node("", "Abs", "other", List.of("x"), List.of("y"));
        refused(twice.output("y"), "node 'other' (Abs): its output 'y' is also written by node 'y' (Relu)");

        OnnxBuilder overwritten = new OnnxBuilder("net");
        overwritten.node("", "Relu", "r", List.of(overwritten.input("x", 1)), List.of("x"));
        refused(overwritten.output("x"), "its output 'x' is also an input or initialiser");
    }

    @Test
    void namesThatAreNoNames() {
        OnnxBuilder graph = new OnnxBuilder("net");
        String x = graph.input("x", 1);
        refused(graph.output(graph.node("Re\nlu", "y\n", List.of(x))), "node 'y?' (Re?lu): operator Re?lu");
        OnnxBuilder endless = new OnnxBuilder("net");
        String word = "x".repeat(1_000_000);
        endless.node(word, "y", List.of(endless.input("x", 1)));
        refused(endless.output("y"), "…");
        refused(new OnnxBuilder("net").output(word), "…");
    }

    @Test
    void circles() {
        OnnxBuilder graph = new OnnxBuilder("net");
        String x = graph.input("x", 1);
        graph.node("Add", "a", List.of(x, "c"));
        graph.node("Relu", "b", List.of("a"));
        graph.node("Relu", "c", List.of("b"));
        refused(graph.output("c"), "nodes wait for each other in a circle", "'a' (Add)", "'b' (Relu)", "'c' (Relu)");
    }

    @Test
    void namesThatAreThereTwice() {
        OnnxBuilder weights = small();
        weights.weight("w", 1);
        refused(weights, "initialiser 'w': there are two of this name");
        OnnxBuilder inputs = small();
        inputs.input("x", 1);
        refused(inputs, "two inputs are called 'x'");
        refused(small().output("y"), "names an output twice");
        OnnxBuilder nameless = small();
        nameless.weight("", 1);
        refused(nameless, "an initialiser needs a name");
    }

    @Test
    void attributesOfAWrongType() {
        OnnxBuilder graph = new OnnxBuilder("net");
        String x = graph.input("x", 1, 3, 8, 8);
        refused(
                graph.output(graph.node("MaxPool", "y", List.of(x), text("kernel_shape", "3"))),
                "node 'y' (MaxPool): attribute 'kernel_shape' is of type STRING, but must be of type INTS");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Conv        | 1x3x8x8                     |                             | input 1 is missing
            Conv        | 1x3x8x8 w4x2x3x3            |                             | does not fit 3 input channels
            Conv        | 1x3x8x8 w4x3x3x3            | group=0                     | group must be at least 1
            Conv        | 1x3x8x8 w4x3x3              |                             | input 1 must have rank 4
            Conv        | 1x3x8x8 w4x3x3x3            | strides=[2]                 | strides must have 2 values
            Conv        | 1x3x8x8 w4x3x3x3            | strides=[0,1]               | strides must be at least 1
            Conv        | 1x3x8x8 w4x3x3x3            | auto_pad=SAME               | auto_pad is 'SAME'
            Conv        | 1x3x8x8 w4x3x9x9            |                             | does not fit into axis 0 of 8
            Conv        | 1x3x8x8 w4x3x3x3            | kernel_shape=[5,5]          | contradicts weight
            ConvTranspose | 1x3x8x8 w3x3x3x3          | pads=[9,9,9,9]              | shape would be [1, 3, -8, -8]
            MaxPool     | 1x3x8x8                     |                             | attribute 'kernel_shape' is missing
            MatMul      | 2x3 w4x5                    |                             | the inner dims must be equal
            Gemm        | 2x3x4 w4x5                  |                             | input 0 must have rank 2
            Add         | 2x3 2x4                     |                             | do not broadcast
            Concat      | 2x3 3x4                     | axis=1                      | does not join
            Concat      | 2x3 2x4                     |                             | attribute 'axis' is missing
            Split       | 2x6 [1,2]                   | axis=1                      | do not fit an axis of 6
            Reshape     | 2x3 [4,-1]                  |                             | cannot become
            Reshape     | 2x3 [-1,-1]                 |                             | may hold one −1
            Reshape     | 2x3 [2,3,0]                 |                             | cannot become
            Transpose   | 2x3                         | perm=[0,0]                  | is no order of 2 axes
            Squeeze     | 2x3 [0]                     |                             | axes that vanish must have extent 1
            Unsqueeze   | 2x3 [0,0]                   |                             | name one axis twice
            Flatten     | 2x3                         | axis=5                      | axis 5 does not exist
            Gather      | 2x3 #0                      | axis=2                      | axis 2 does not exist
            Gather      | [1,2] #2                    |                             | index 2 lies outside an axis of 2
            GatherND    | 2x3 5x3:INT64               |                             | address more than the 2 axes
            Slice       | 2x3 [0] [1] [0] [0]         |                             | a step of 0 goes nowhere
            Slice       | 2x3 [5]  [9]                |                             | output 'out0' is empty
            Tile        | 2x3 [2]                     |                             | do not fit shape
            Pad         | 2x3 [1]                     |                             | two per axis are needed
            Pad         | 2x3 [0,-2,0,-2]             |                             | shape would be [2, -1]
            Expand      | 2x3 [4,3]                   |                             | do not broadcast
            Expand      | 1 [2147483647,2147483647]   |                             | more than 2^48 elements
            Resize      | 1x3x8x8                     |                             | neither scales nor sizes
            Resize      | 1x3x8x8 - [1.0,2.0]         |                             | do not fit 4 axes
            Range       | #0 #5 #0                    |                             | does not end
            TopK        | 2x3 [4]                     |                             | the 4 largest of 3
            Cast        | 2x3                         | to=77                       | names no element type: 77
            Constant    |                             |                             | no attribute holds the constant
            Einsum      | 2x3 4x5                     | equation=ij,jk->ik          | stands for 3 and for 4
            Einsum      | 2x3                         | equation=ij->ik             | is in no input
            DepthToSpace | 1x3x2x2                    | blocksize=2                 | do not make blocks
            PRelu       | 2x3 w4x2x3                  |                             | larger than ifmap
            """)
    void brokenRules(String op, String inputs, String attributes, String reason) {
        String stated = attributes == null ? "" : attributes;
        OnnxBuilder graph = new OneNode(op, inputs == null ? "" : inputs, stated, 1).build();
        refused(graph, reason);
    }

    @Test
    void tensorsThatCannotBe() {
        OnnxBuilder negative = small();
        negative.weight("n", 3, -1);
        refused(negative, "initialiser 'n': a dim of -1");
        OnnxBuilder huge = small();
        huge.weight("h", Integer.MAX_VALUE, Integer.MAX_VALUE);
        refused(huge, "initialiser 'h'", "more than 2^48 elements");
        OnnxBuilder odd = small();
        odd.initializer(
                OnnxBuilder.tensor("t", ElementType.FLOAT, 1).setDataType(99).build());
        refused(odd, "initialiser 't': element type 99 is none of ONNX's");
    }

    @Test
    void graphsThatAreTooLarge() {
        OnnxBuilder graph = new OnnxBuilder("net");
        graph.output(graph.input("x", 1));
        for (int i = 0; i <= ModelScan.MAX_NODES; i++) {
            graph.node("Relu", "", List.of("x"));
        }
        refused(graph, "more than " + ModelScan.MAX_NODES + " nodes");
    }

    /** A model whose graph's node's attribute holds a graph, and so on, so many messages deep. */
    private static byte[] nested(int messages) throws IOException {
        byte[] inner = {};
        for (int depth = messages; depth > 0; depth--) {
            ByteArrayOutputStream outer = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(outer);
            // ModelProto.graph, then GraphProto.node, NodeProto.attribute, AttributeProto.g, over and over.
            out.writeByteArray(depth == 1 ? 7 : List.of(5, 6, 1).get(depth % 3), inner);
            out.flush();
            inner = outer.toByteArray();
        }
        return inner;
    }

    @Test
    void graphsInGraphsAreReadDownToADepth() throws IOException {
        assertThat(refusal(nested(65)))
                .isInstanceOf(OnnxException.class)
                .hasMessage("net.onnx: graphs are nested deeper than 64 messages");
        assertThat(String.valueOf(refusal(nested(64)))).doesNotContain("nested deeper", "cannot be read");
    }

    /** Two bytes of file, sixty of memory. */
    @Test
    void filesThatWouldFillTheMemory() {
        int messages = 4_000_000;
        byte[] bytes = new byte[2 * messages + 6];
        bytes[0] = 8;
        bytes[1] = 8;
        bytes[2] = 7 << 3 | 2;
        for (int i = 0, rest = 2 * messages; i < 4; i++, rest >>>= 7) {
            bytes[3 + i] = (byte) (rest & 0x7f | (i < 3 ? 0x80 : 0));
        }
        for (int i = 0; i < messages - 1; i++) {
            bytes[7 + 2 * i] = 13 << 3 | 2;
        }
        assertThat(refusal(bytes)).isInstanceOf(OnnxException.class).hasMessageContaining("would take more than");
    }
}
