package org.nicepim.workload.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerInput;

/** What folds into convolutions, and what becomes of the pieces of convolutional networks? */
class LowerConvNetsTest {
    private static final String CONV = "CONVOLUTION K8 C8 P16 Q16 R3 S3, ";

    private final OnnxBuilder graph = new OnnxBuilder("net");

    private String conv(String name, String x, int outputs, int inputs) {
        String weight = graph.weight(name + ".w", outputs, inputs, 3, 3);
        return graph.node("Conv", name, List.of(x, weight), ints("pads", 1, 1, 1, 1));
    }

    private String batchNorm(String name, String x, int channels) {
        List<String> inputs = List.of(
                x,
                graph.weight(name + ".scale", channels),
                graph.weight(name + ".shift", channels),
                graph.weight(name + ".mean", channels),
                graph.weight(name + ".variance", channels));
        return graph.node("BatchNormalization", name, inputs);
    }

    private String relu(String name, String x) {
        return graph.node("Relu", name, List.of(x));
    }

    private List<String> layers(String output) {
        return LayerLines.of(graph.output(output));
    }

    @Test
    void biasAndBatchNormalisationFoldIntoTheConvolutionBefore() {
        String x = graph.input("x", 1, 8, 16, 16);
        List<String> inputs = List.of(x, graph.weight("w", 8, 8, 3, 3), graph.weight("b", 8));
        String c = graph.node("Conv", "c", inputs, ints("pads", 1, 1, 1, 1));
        // 576 weights, 8 biases, 8 scales and 8 shifts.
        assertThat(layers(relu("r", batchNorm("bn", c, 8)))).containsExactly("c: " + CONV + "600 parameters < x");
    }

    @Test
    void batchNormalisationInFrontFoldsIntoItsOnlyReader() {
        String x = graph.input("x", 1, 4, 16, 16);
        String both = graph.node("Concat", "both", List.of(conv("a", x, 4, 4), conv("b", x, 4, 4)), integer("axis", 1));
        String c = conv("c", relu("r", batchNorm("bn", both, 8)), 8, 8);
        assertThat(layers(c))
                .containsExactly(
                        "a: CONVOLUTION K4 C4 P16 Q16 R3 S3, 144 parameters < x",
                        "b: CONVOLUTION K4 C4 P16 Q16 R3 S3, 144 parameters < x",
                        "c: " + CONV + "592 parameters < a b");
    }

    @Test
    void batchNormalisationOfTwoReadersIsALayer() {
        String x = graph.input("x", 1, 8, 16, 16);
        String sum = graph.node("Add", "sum", List.of(conv("a", x, 8, 8), x));
        String norm = relu("r", batchNorm("bn", sum, 8));
        String out = graph.node("Add", "out", List.of(conv("b", norm, 8, 8), norm));
        assertThat(layers(out))
                .containsExactly(
                        "a: " + CONV + "576 parameters < x",
                        "sum: ELEMENTWISE G8 P16 Q16 < a x",
                        "bn: REDUCTION G8 P16 Q16 x2, 16 parameters < sum",
                        "b: " + CONV + "576 parameters < bn",
                        "out: ELEMENTWISE G8 P16 Q16 < b bn");
    }

    @Test
    void batchNormalisationOfAResultThatItsReaderReadsTooDoesNotFold() {
        String x = graph.input("x", 1, 8, 16, 16);
        String c = conv("c", x, 8, 8);
        String out = graph.node("Add", "out", List.of(batchNorm("bn", c, 8), c));
        assertThat(layers(out))
                .containsExactly(
                        "c: " + CONV + "576 parameters < x", "out: REDUCTION G8 P16 Q16 x3, 16 parameters < c");
    }

    @Test
    void paddingFoldsIntoWindows() {
        String x = graph.input("x", 1, 3, 10, 10);
        String pads = graph.constant("pads", 0, 0, 2, 1, 0, 0, 3, 4);
        String padded = graph.node("Pad", "pad", List.of(x, pads));
        String c = graph.node("Conv", "c", List.of(padded, graph.weight("w", 4, 3, 3, 3)), ints("strides", 2, 2));
        Layer conv = LayerLines.lower(graph.output(c)).workload().layer("c");
        assertThat(LayerLines.brief(conv)).isEqualTo("CONVOLUTION K4 C3 P7 Q7 R3 S3, 108 parameters");
        assertThat(conv.window().ifmapRows()).isEqualTo(10);
        assertThat(conv.window().padTop()).isEqualTo(2);
        assertThat(conv.window().padLeft()).isEqualTo(1);
    }

    @Test
    void squeezeAndExciteGatesChannels() {
        String x = graph.input("x", 2, 8, 16, 16);
        String c = conv("c", x, 8, 8);
        String pooled = graph.node("ReduceMean", "mean", List.of(c), ints("axes", 2, 3));
        String less = graph.node("Conv", "less", List.of(pooled, graph.weight("w1", 2, 8, 1, 1)));
        String more = graph.node("Conv", "more", List.of(relu("r", less), graph.weight("w2", 8, 2, 1, 1)));
        String gate = graph.node("Sigmoid", "gate", List.of(more));
        assertThat(layers(graph.node("Mul", "gated", List.of(c, gate))))
                .containsExactly(
                        "c: CONVOLUTION N2 K8 C8 P16 Q16 R3 S3, 576 parameters < x",
                        "mean: POOLING N2 G8 R16 S16 < c",
                        "less: CONVOLUTION N2 K2 C8, 16 parameters < mean",
                        "more: CONVOLUTION N2 K8 C2, 16 parameters < less",
                        "gated: ELEMENTWISE N2 G8 P16 Q16 < c more");
    }

    @Test
    void aShuffledSplitReadsHalfOfBothBranches() {
        String x = graph.input("x", 1, 8, 4, 4);
        String both = graph.node("Concat", "both", List.of(conv("a", x, 4, 8), conv("b", x, 4, 8)), integer("axis", 1));
        String apart = graph.node("Reshape", "apart", List.of(both, graph.constant("s1", 1, 2, 4, 4, 4)));
        String swapped = graph.node("Transpose", "swapped", List.of(apart), ints("perm", 0, 2, 1, 3, 4));
        String shuffled = graph.node("Reshape", "shuffled", List.of(swapped, graph.constant("s2", 1, 8, 4, 4)));
        List<String> halves = graph.nodes("Split", "halves", List.of(shuffled), 2, integer("axis", 1));
        ImportedWorkload imported = LayerLines.lower(graph.output(conv("c", halves.get(1), 8, 4)));
        // Shuffled channels are a0 b0 a1 b1 a2 b2 a3 b3: the second half is a2 b2 a3 b3.
        assertThat(imported.notes()).isEmpty();
        assertThat(imported.workload().layer("c").inputs())
                .extracting(LayerInput::producer, input -> input.part().from().channel(), input -> input.part()
                        .extents()
                        .channels())
                .containsExactly(tuple("a", 2, 2), tuple("b", 2, 2));
    }

    @Test
    void upsamplingAndConcatenationMakeAnHourglass() {
        String x = graph.input("x", 1, 8, 16, 16);
        String top = conv("top", x, 8, 8);
        String down = graph.node("MaxPool", "down", List.of(top), ints("kernel_shape", 2, 2), ints("strides", 2, 2));
        String scales = graph.constantReals("scales", 1, 1, 2, 2);
        String up = graph.node("Resize", "up", List.of(conv("deep", down, 8, 8), "", scales));
        String joined = graph.node("Concat", "joined", List.of(top, up), integer("axis", 1));
        assertThat(layers(conv("last", joined, 8, 16)))
                .containsExactly(
                        "top: " + CONV + "576 parameters < x",
                        "down: POOLING G8 P8 Q8 R2 S2 < top",
                        "deep: CONVOLUTION K8 C8 P8 Q8 R3 S3, 576 parameters < down",
                        "up: REDUCTION G8 P16 Q16 < deep",
                        "last: CONVOLUTION K8 C16 P16 Q16 R3 S3, 1152 parameters < top up");
    }

    @Test
    void aClassifierFlattensWhatItReads() {
        String x = graph.input("x", 2, 8, 4, 4);
        String flat = graph.node("Flatten", "flat", List.of(conv("c", x, 8, 8)));
        String fc = graph.node("Gemm", "fc", List.of(flat, graph.weight("w", 128, 10), graph.weight("b", 10)));
        assertThat(layers(graph.node("Softmax", "soft", List.of(fc))))
                .containsExactly(
                        "c: CONVOLUTION N2 K8 C8 P4 Q4 R3 S3, 576 parameters < x",
                        "fc: MATRIX_PRODUCT N2 K10 C128, 1290 parameters < c",
                        "soft: REDUCTION N2 G10 x5 < fc");
    }

    @Test
    void picturesInLastChannelsOrderAreReadAsTheyAre() {
        String x = graph.input("x", 1, 16, 12, 3);
        String turned = graph.node("Transpose", "turned", List.of(x), ints("perm", 0, 3, 1, 2));
        ImportedWorkload imported = LayerLines.lower(graph.output(conv("c", turned, 8, 3)));
        assertThat(imported.workload().inputs().values())
                .hasToString("[FeatureMap[n=1, channels=3, rows=16, cols=12]]");
        assertThat(imported.notes()).isEmpty();
    }

    @Test
    void spaceBecomesDepthAndBack() {
        String x = graph.input("x", 1, 8, 16, 16);
        String deep = graph.node("SpaceToDepth", "deep", List.of(conv("a", x, 8, 8)), integer("blocksize", 2));
        String wide = graph.node("DepthToSpace", "wide", List.of(conv("b", deep, 32, 32)), integer("blocksize", 2));
        assertThat(layers(conv("c", wide, 8, 8)).stream()
                        .map(line -> line.substring(0, line.indexOf(',')))
                        .collect(Collectors.toList()))
                .containsExactly(
                        "a: CONVOLUTION K8 C8 P16 Q16 R3 S3",
                        "b: CONVOLUTION K32 C32 P8 Q8 R3 S3",
                        "c: CONVOLUTION K8 C8 P16 Q16 R3 S3");
    }
}
