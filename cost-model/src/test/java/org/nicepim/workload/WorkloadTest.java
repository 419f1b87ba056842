package org.nicepim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which graphs are refused? */
class WorkloadTest {
    private static final Map<String, FeatureMap> IMAGE = Map.of("image", new FeatureMap(1, 4, 8, 8));

    /** An element-wise layer over 4 channels of 8×8. */
    private static Layer sum(String name, String... inputs) {
        LayerDims dims = new LayerDims(1, 4, 1, 1, 8, 8, 1, 1);
        return new Layer(name, LayerType.ELEMENTWISE, dims, Window.identity(8, 8), List.of(inputs), 0, 1);
    }

    /** A 1×1 convolution over 8×8. */
    private static Layer conv(String name, int inputs, int outputs, String... producers) {
        LayerDims dims = new LayerDims(1, 1, outputs, inputs, 8, 8, 1, 1);
        return new Layer(name, LayerType.CONVOLUTION, dims, Window.identity(8, 8), List.of(producers), 0, 1);
    }

    private static Workload workload(Layer... layers) {
        return new Workload("w", 1, IMAGE, List.of(layers));
    }

    private static void assertRefused(String rule, Layer... layers) {
        assertThatThrownBy(() -> workload(layers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule);
    }

    @Test
    void findsTensorsByProducer() {
        Workload workload = workload(conv("a", 4, 6, "image"), conv("b", 10, 2, "image", "a"));
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
    void refusesWrongWordCounts() {
        assertRefused("b: its producers write 384 words, it reads 256", conv("a", 4, 6, "image"), conv("b", 4, 4, "a"));
        assertRefused(
                "b: its producers write 640 words, it reads 384",
                conv("a", 4, 6, "image"),
                conv("b", 6, 4, "image", "a"));
        assertRefused(
                "b: its producers write 384 words, it reads 256", conv("a", 4, 6, "image"), sum("b", "image", "a"));
    }

    @Test
    void refusesAttentionWhoseSecondInputIsNotItsWeight() {
        Map<String, FeatureMap> inputs = Map.of("q", new FeatureMap(1, 8, 4, 1), "k", new FeatureMap(1, 8, 5, 1));
        LayerDims dims = new LayerDims(1, 2, 6, 4, 4, 1, 1, 1);
        Layer scores = new Layer("s", LayerType.ATTENTION_SCORES, dims, Window.identity(4, 1), List.of("q", "k"), 0, 1);
        assertThatThrownBy(() -> new Workload("w", 1, inputs, List.of(scores)))
                .hasMessage("s: its producers write 40 words, it reads 48");
    }

    @Test
    void refusesAnEmptyWorkload() {
        assertThatThrownBy(() -> workload()).hasMessageContaining("at least one layer");
        assertThatThrownBy(() -> new Workload("w", 0, IMAGE, List.of(conv("a", 4, 4, "image"))))
                .hasMessageContaining("batch");
    }

    @Test
    void cannotBeChanged() {
        Workload workload = workload(conv("a", 4, 4, "image"));
        assertThatThrownBy(() -> workload.layers().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> workload.inputs().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
