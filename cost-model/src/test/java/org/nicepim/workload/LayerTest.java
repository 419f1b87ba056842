package org.nicepim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which layers can exist, and do they count what papers count? */
class LayerTest {
    private static final LayerDims CHANNELWISE = new LayerDims(2, 8, 1, 1, 4, 4, 1, 1);

    private static Layer layer(LayerType type, LayerDims dims, List<String> inputs, long extra, int ops) {
        Window window = Window.identity(dims.p(), dims.q());
        return new Layer("l", type, dims, window, inputs(type, dims, inputs), extra, ops, Optional.empty());
    }

    /** Whole tensors: the second one of an attention product is its weight. */
    private static List<LayerInput> inputs(LayerType type, LayerDims dims, List<String> producers) {
        FeatureMap map = new FeatureMap(dims.n(), dims.g(), dims.p(), dims.q());
        List<LayerInput> inputs = new ArrayList<>();
        for (String producer : producers) {
            boolean weight = type.isAttention() && !inputs.isEmpty();
            Operand operand = weight ? Operand.WEIGHT : Operand.IFMAP;
            inputs.add(new LayerInput(producer, operand, Block.whole(map), Block.whole(map)));
        }
        return inputs;
    }

    @Test
    void convolutionCountsMacsAndParameters() {
        LayerDims grouped = new LayerDims(2, 2, 128, 48, 27, 27, 5, 5);
        Window window = new Window(27, 27, 1, 1, 2, 2, 1, 1);
        Layer conv = new Layer(
                "conv2",
                LayerType.CONVOLUTION,
                grouped,
                window,
                List.of(LayerInput.whole("x", new FeatureMap(2, 96, 27, 27))),
                256,
                1,
                Optional.empty());
        assertThat(conv.macs()).isEqualTo(2L * 256 * 48 * 25 * 27 * 27);
        assertThat(conv.vectorOps()).isZero();
        assertThat(conv.parameters()).isEqualTo(256 * 48 * 25 + 256);
        assertThat(conv.ifmap()).isEqualTo(new FeatureMap(2, 96, 27, 27));
        assertThat(conv.ofmap()).isEqualTo(new FeatureMap(2, 256, 27, 27));
        assertThat(conv.ifmapReads()).isEqualTo(1);
    }

    @Test
    void attentionHasAWeightButNoParameters() {
        LayerDims dims = new LayerDims(1, 12, 128, 64, 128, 1, 1, 1);
        Layer scores = layer(LayerType.ATTENTION_SCORES, dims, List.of("q", "k"), 0, 1);
        assertThat(scores.weightWords()).isEqualTo(12 * 128 * 64);
        assertThat(scores.parameters()).isZero();
    }

    @Test
    void layersWithoutMacsCountOperations() {
        assertThat(layer(LayerType.ELEMENTWISE, CHANNELWISE, List.of("a", "b", "c"), 0, 1)
                        .vectorOps())
                .isEqualTo(3 * 2 * 8 * 16);
        assertThat(layer(LayerType.REDUCTION, CHANNELWISE, List.of("a"), 16, 7).vectorOps())
                .isEqualTo(7 * 2 * 8 * 16);
        Layer table = layer(LayerType.EMBEDDING, new LayerDims(1, 8, 1, 1, 4, 1, 1, 1), List.of(), 80, 1);
        assertThat(table.vectorOps() + table.macs()).isZero();
        assertThat(table.parameters()).isEqualTo(80);
        assertThat(table.ifmapReads()).isEqualTo(1);
    }

    @Test
    void refusesLayersThatContradictThemselves() {
        List<String> one = List.of("a");
        LayerDims product = new LayerDims(1, 2, 4, 4, 4, 1, 1, 1);
        assertRefused(LayerType.POOLING, new LayerDims(1, 1, 8, 1, 4, 4, 1, 1), one, 0, 1, "channels on G");
        assertRefused(LayerType.ATTENTION_SCORES, product, one, 0, 1, "reads an ifmap and a weight");
        LayerDims batched = new LayerDims(2, 2, 4, 4, 4, 1, 1, 1);
        assertRefused(LayerType.ATTENTION_CONTEXT, batched, List.of("a", "b"), 0, 1, "N = Q = R = S = 1");
        assertRefused(LayerType.CONVOLUTION, product, List.of(), 0, 1, "unless it is an embedding");
        assertRefused(LayerType.EMBEDDING, product, one, 0, 1, "unless it is an embedding");
        assertRefused(LayerType.CONVOLUTION, product, one, -1, 1, "extra parameters");
        assertRefused(LayerType.REDUCTION, CHANNELWISE, one, 0, 0, "operations per point");
        assertRefused(LayerType.POOLING, CHANNELWISE, one, 0, 2, "only a REDUCTION");
    }

    private static void assertRefused(
            LayerType type, LayerDims dims, List<String> inputs, long extra, int ops, String rule) {
        assertThatThrownBy(() -> layer(type, dims, inputs, extra, ops))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("l: ")
                .hasMessageContaining(rule);
    }

    @Test
    void dimsAndMapsRefuseEmptyExtents() {
        assertThatThrownBy(() -> new LayerDims(1, 1, 1, 1, 0, 1, 1, 1)).hasMessageContaining("p=0");
        assertThatThrownBy(() -> new FeatureMap(1, 0, 1, 1)).hasMessageContaining("1×0×1×1");
        LayerDims dims = new LayerDims(1, 2, 3, 4, 5, 6, 7, 8);
        for (Dim dim : Dim.values()) {
            assertThat(dims.of(dim)).isEqualTo(dim.ordinal() + 1);
        }
        assertThat(dims.points()).isEqualTo(40320);
    }

    /** Each extent is an {@code int}; their products must be numbers that can be added up. */
    @Test
    void sizesThatOverflowAreRefused() {
        int most = Integer.MAX_VALUE;
        assertThatThrownBy(() -> new LayerDims(1, 1, most, most, 1, 1, 1, 1))
                .hasMessage("the loop points of a layer are more than the 2^56 that can be counted");
        assertThatThrownBy(() -> new FeatureMap(most, most, most, most)).hasMessageContaining("2^56");
        assertRefused(
                LayerType.CONVOLUTION,
                new LayerDims(1, 1 << 16, 1 << 16, 1, 1, 1, 1, 1),
                List.of("a"),
                0,
                1,
                "channels over all groups");
        List<String> one = List.of("a");
        assertRefused(LayerType.REDUCTION, CHANNELWISE, one, Long.MAX_VALUE, 1, "extra parameters");
        assertRefused(LayerType.REDUCTION, new LayerDims(1, 1 << 26, 1, 1, 1, 1, 1, 1), one, 0, most, "operations");
        assertThatThrownBy(() -> new Window(8, 8, most, 1, 0, 0, 1, 1)).hasMessageContaining("at most 536870912");
        Window wide = new Window(8, 8, Window.MOST, 1, 0, 0, 1, 1);
        LayerDims dims = new LayerDims(1, 1, 1, 1, 8, 8, 1, 1);
        List<LayerInput> inputs = List.of(LayerInput.whole("a", new FeatureMap(1, 1, 8, 8)));
        assertThatThrownBy(() -> new Layer("l", LayerType.CONVOLUTION, dims, wide, inputs, 0, 1, Optional.empty()))
                .hasMessageContaining("rows and columns under the window");
    }
}
