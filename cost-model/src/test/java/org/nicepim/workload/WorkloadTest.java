package org.nicepim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which graphs are refused? */
class WorkloadTest {
    private static final Map<String, FeatureMap> IMAGE = Map.of("image", new FeatureMap(1, 4, 8, 8));

    /** An element-wise layer over 4 channels of 8×8. */
    private static Layer sum(String name, String... inputs) {
        LayerDims dims = new LayerDims(1, 4, 1, 1, 8, 8, 1, 1);
        return layer(
                name,
                LayerType.ELEMENTWISE,
                dims,
                Arrays.stream(inputs).map(input -> whole(input, 4)).toList());
    }

    private static LayerInput whole(String producer, int channels) {
        return LayerInput.whole(producer, new FeatureMap(1, channels, 8, 8));
    }

    private static LayerInput at(int channel, LayerInput input) {
        Corner corner = new Corner(0, channel, 0, 0);
        Block place = new Block(corner, input.place().extents());
        return new LayerInput(input.producer(), input.operand(), input.part(), place);
    }

    private static Layer layer(String name, LayerType type, LayerDims dims, List<LayerInput> inputs) {
        return new Layer(name, type, dims, Window.identity(8, 8), inputs, 0, 1, Optional.empty());
    }

    /** A 1×1 convolution over 8×8. */
    private static Layer conv(String name, int inputs, int outputs, LayerInput... read) {
        return layer(name, LayerType.CONVOLUTION, new LayerDims(1, 1, outputs, inputs, 8, 8, 1, 1), List.of(read));
    }

    private static Layer conv(String name, int inputs, int outputs, String producer) {
        return conv(name, inputs, outputs, whole(producer, inputs));
    }

    private static Workload workload(Layer... layers) {
        return new Workload("w", 1, IMAGE, List.of(layers), List.of(), Optional.empty());
    }

    private static void assertRefused(String rule, Layer... layers) {
        assertThatThrownBy(() -> workload(layers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule);
    }

    @Test
    void findsTensorsByProducer() {
        Workload workload =
                workload(conv("a", 4, 6, "image"), conv("b", 10, 2, whole("image", 4), at(4, whole("a", 6))));
        assertThat(workload.tensor("image").channels()).isEqualTo(4);
        assertThat(workload.tensor("a").channels()).isEqualTo(6);
        assertThat(workload.macs()).isEqualTo(64 * (24 + 20));
        assertThat(workload.parameters()).isEqualTo(44);
        assertThatThrownBy(() -> workload.layer("c")).hasMessage("w has no layer c");
    }

    @Test
    void refusesADanglingInput() {
        assertRefused("b: its input c is no earlier layer and no workload input", conv("b", 4, 4, "c"));
    }

    @Test
    void refusesAProducerBehindItsConsumer() {
        assertRefused("a: its input b is no earlier layer", conv("a", 4, 4, "b"), conv("b", 4, 4, "image"));
    }

    @Test
    void refusesALayerThatReadsItself() {
        assertRefused("a: its input a is no earlier layer", conv("a", 4, 4, "a"));
    }

    @Test
    void refusesANameThatStandsTwice() {
        assertRefused("the name a stands twice", conv("a", 4, 4, "image"), conv("a", 4, 4, "image"));
        assertRefused("the name image stands twice", conv("image", 4, 4, "image"));
    }

    @Test
    void refusesWhatProducersDoNotWrite() {
        assertRefused("b: it reads", conv("a", 4, 3, "image"), conv("b", 4, 4, "a"));
        assertRefused("fills", conv("a", 4, 4, at(1, whole("image", 4))));
        assertRefused(
                "b: its producers write 640 words, it reads 768",
                conv("a", 4, 6, "image"),
                conv("b", 12, 4, whole("a", 6), at(6, whole("image", 4))));
        assertRefused(
                "b: its inputs image and a fill the same words of its IFMAP",
                conv("a", 4, 6, "image"),
                conv("b", 10, 4, whole("image", 4), at(3, whole("a", 6))));
        assertRefused("reads", conv("a", 4, 3, "image"), sum("b", "image", "a"));
    }

    @Test
    void readsSlicesOfItsProducers() {
        Block half = new Block(new Corner(0, 2, 0, 0), new FeatureMap(1, 2, 8, 8));
        LayerInput upper = new LayerInput("image", Operand.IFMAP, half, Block.whole(half.extents()));
        assertThat(workload(conv("a", 2, 6, upper)).macs()).isEqualTo(64 * 12);
    }

    @Test
    void layersThatNobodyReadsAndGivenTensorsStay() {
        List<Layer> layers = List.of(conv("a", 4, 4, "image"), conv("b", 4, 4, "a"), conv("c", 4, 4, "image"));
        assertThat(new Workload("w", 1, IMAGE, layers, List.of(), Optional.empty()).outputs())
                .containsExactly("b", "c");
        Workload kept = new Workload("w", 1, IMAGE, layers, List.of("a", "image"), Optional.empty());
        assertThat(kept.outputs()).containsExactly("image", "a", "b", "c");
        assertThat(kept.cacheWords()).isEqualTo(4 * 64);
        assertThatThrownBy(() -> new Workload("w", 1, IMAGE, layers, List.of("d"), Optional.empty()))
                .hasMessage("w: its output d is no layer and no input");
    }

    @Test
    void refusesAttentionWhoseSecondInputIsNotItsWeight() {
        FeatureMap queries = new FeatureMap(1, 8, 4, 1);
        FeatureMap keys = new FeatureMap(1, 8, 5, 1);
        LayerDims dims = new LayerDims(1, 2, 6, 4, 4, 1, 1, 1);
        List<LayerInput> both = List.of(
                LayerInput.whole("q", queries),
                new LayerInput("k", Operand.WEIGHT, Block.whole(keys), Block.whole(keys)));
        Layer scores =
                new Layer("s", LayerType.ATTENTION_SCORES, dims, Window.identity(4, 1), both, 0, 1, Optional.empty());
        assertThatThrownBy(() -> new Workload(
                        "w", 1, Map.of("q", queries, "k", keys), List.of(scores), List.of(), Optional.empty()))
                .hasMessage("s: its producers write 40 words, it reads 48");
    }

    @Test
    void refusesAnEmptyWorkload() {
        assertThatThrownBy(() -> workload()).hasMessageContaining("at least one layer");
        assertThatThrownBy(() ->
                        new Workload("w", 0, IMAGE, List.of(conv("a", 4, 4, "image")), List.of(), Optional.empty()))
                .hasMessageContaining("batch");
    }

    @Test
    void cannotBeChanged() {
        Workload workload = workload(conv("a", 4, 4, "image"));
        assertThatThrownBy(() -> workload.layers().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> workload.inputs().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    /** 2^56 loop points each: 64 of them are as many as can be added up. */
    @Test
    void refusesWhatCannotBeAddedUp() {
        LayerDims most = new LayerDims(1, 1, 1 << 28, 1 << 28, 1, 1, 1, 1);
        Map<String, FeatureMap> wide = Map.of("image", new FeatureMap(1, 1 << 28, 1, 1));
        LayerInput image = LayerInput.whole("image", new FeatureMap(1, 1 << 28, 1, 1));
        List<Layer> layers = IntStream.range(0, 64)
                .mapToObj(i -> new Layer(
                        "l" + i,
                        LayerType.MATRIX_PRODUCT,
                        most,
                        Window.identity(1, 1),
                        List.of(image),
                        0,
                        1,
                        Optional.empty()))
                .toList();
        assertThatThrownBy(() -> new Workload("w", 1, wide, layers, List.of(), Optional.empty()))
                .hasMessageContaining("more than the 2^62");
        assertThat(new Workload("w", 1, wide, layers.subList(0, 31), List.of(), Optional.empty()).macs())
                .isEqualTo(31L << 56);
    }

    @Test
    void takesAnotherNameAndOtherWeights() {
        Workload workload = workload(conv("a", 4, 4, "image"), sum("b", "a"));
        assertThat(workload.named("v").name()).isEqualTo("v");
        assertThat(workload.named("v").named("w")).isEqualTo(workload);
        Workload quantised = workload.withWeightBits(4);
        assertThat(quantised.layer("a").weightBits()).contains(4);
        assertThat(quantised.layer("b")).isEqualTo(workload.layer("b"));
        assertThat(quantised.withWeightBits(8))
                .as("what says its bits keeps them")
                .isEqualTo(quantised);
    }
}
