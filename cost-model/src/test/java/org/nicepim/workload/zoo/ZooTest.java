package org.nicepim.workload.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nicepim.config.ConfigException;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadStatistics;

/** Are networks found by name, and do they scale with the batch? */
class ZooTest {
    @ParameterizedTest
    @CsvSource({
        "ResNet-50, resnet50",
        "resnet_50, resnet50",
        "MobileNet-v2, mobilenet_v2",
        "mobilenetv2, mobilenet_v2",
        "VGG 16, vgg16",
        "BERT-base, bert_base",
        "GoogLeNet, googlenet",
        "ViT-B/16, vit_b16",
        "GPT-2, gpt2_prefill",
        "gpt2, gpt2_prefill",
        "GPT-2 decode, gpt2_decode",
        "LLaMA-7B, llama_7b_prefill",
        "llama_7b, llama_7b_prefill",
        "Llama 3 8B, llama3_8b_prefill",
        "NASNet-A, nasnet_a_large",
        "Inception.v3, inception_v3",
    })
    void spellingDoesNotMatter(String written, String name) {
        assertThat(Zoo.create(written, 1).name()).isEqualTo(name);
    }

    @Test
    void anUnknownNameGetsASuggestion() {
        assertThatThrownBy(() -> Zoo.create("resnet51", 1))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("workload 'resnet51' is not in the zoo; known: alexnet, vgg16, ")
                .hasMessageEndingWith("Maybe 'resnet50'?");
        assertThatThrownBy(() -> Zoo.create("resnet50", 0)).isInstanceOf(ConfigException.class);
    }

    @Test
    void sourcesAreOneLine() {
        assertThat(Zoo.source("ResNet-50")).isEqualTo("He et al., CVPR 2016");
        assertThat(Zoo.names()).allSatisfy(name -> assertThat(Zoo.source(name)).matches(".+, .+ [0-9.]+"));
        assertThatThrownBy(() -> Zoo.source("lenet")).isInstanceOf(ConfigException.class);
    }

    @Test
    void aKnobThatANetworkDoesNotHaveIsAnError() {
        assertRefused(
                "ResNet-50",
                options(64, 0),
                "resnet50 has no 'sequence'; networks with one: bert_base, bert_large,"
                        + " gpt2_prefill, gpt2_decode, llama_7b_prefill, llama_7b_decode, llama3_8b_prefill, llama3_8b_decode.");
        assertRefused("vit_b16", options(64, 0), "vit_b16 has no 'sequence'; networks with one: bert_base, ");
        assertRefused(
                "vgg16", options(0, 2), "vgg16 has no 'blocks'; networks with one: bert_base, bert_large, vit_b16, ");
    }

    @Test
    void aKnobBeyondItsLimitIsAnError() {
        assertRefused("bert_base", options(513, 0), "sequence: '513' must be at most 512 for bert_base.");
        assertRefused("gpt2_decode", options(1025, 0), "sequence: '1025' must be at most 1024 for gpt2_decode.");
        assertRefused("bert_large", options(0, 25), "blocks: '25' must be at most 24 for bert_large.");
        assertRefused("vit_b16", options(0, 13), "blocks: '13' must be at most 12 for vit_b16.");
        assertThat(Zoo.create("llama_7b_decode", options(100_000, 1)).layers()).isNotEmpty();
    }

    /** A length or number of blocks that is not given is 0. */
    private static ZooOptions options(int sequence, int blocks) {
        return new ZooOptions(1, given(sequence), given(blocks), Optional.empty());
    }

    private static Optional<Integer> given(int value) {
        return value == 0 ? Optional.empty() : Optional.of(value);
    }

    private static void assertRefused(String name, ZooOptions options, String rule) {
        assertThatThrownBy(() -> Zoo.create(name, options))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(rule);
    }

    @ParameterizedTest
    @CsvSource({"bert_base", "vit_b16", "gpt2_prefill", "gpt2_decode", "llama_7b_prefill", "llama3_8b_decode"})
    void blocksTakeTheFirstOnesAndLeaveEmbeddingAndHead(String name) {
        Workload all = Zoo.create(name, 1);
        Workload two = Zoo.create(name, options(0, 2));
        Workload one = Zoo.create(name, options(0, 1));
        int published = name.startsWith("llama") ? 32 : 12;
        assertThat(all.macs() - two.macs()).isEqualTo((published - 2) * (two.macs() - one.macs()));
        assertThat(all.parameters() - two.parameters())
                .isEqualTo((published - 2) * (two.parameters() - one.parameters()));
        assertThat(last(one).dims()).isEqualTo(last(all).dims());
        assertThat(one.layers().get(0)).isEqualTo(all.layers().get(0));
    }

    private static Layer last(Workload workload) {
        return workload.layers().get(workload.layers().size() - 1);
    }

    @ParameterizedTest
    @MethodSource("org.nicepim.workload.zoo.Zoo#names")
    void everyNetworkCanBeQuantised(String name) {
        Workload plain = Zoo.create(name, 1);
        Workload quantised = Zoo.create(name, new ZooOptions(1, Optional.empty(), Optional.empty(), Optional.of(4)));
        assertThat(plain.layers())
                .allSatisfy(layer -> assertThat(layer.weightBits()).isEmpty());
        assertThat(quantised.layers()).allSatisfy(layer -> assertThat(layer.weightBits())
                .isEqualTo(layer.type().hasStoredWeights() ? Optional.of(4) : Optional.empty()));
        assertThat(quantised.parameters()).isEqualTo(plain.parameters());
    }

    @ParameterizedTest
    @MethodSource("org.nicepim.workload.zoo.Zoo#names")
    void batchScalesWorkAndLeavesParameters(String name) {
        WorkloadStatistics one = WorkloadStatistics.of(Zoo.create(name, 1));
        WorkloadStatistics many = WorkloadStatistics.of(Zoo.create(name, 16));
        assertThat(many.macs()).isEqualTo(16 * one.macs());
        assertThat(many.vectorOps()).isEqualTo(16 * one.vectorOps());
        assertThat(many.peakLiveWords()).isEqualTo(16 * one.peakLiveWords());
        assertThat(many.parameters()).isEqualTo(one.parameters());
        assertThat(many.batch()).isEqualTo(16);
    }

    @ParameterizedTest
    @MethodSource("org.nicepim.workload.zoo.Zoo#names")
    void theNameIsItsOwnAndTheOnlyOutputIsTheLastLayer(String name) {
        Workload workload = Zoo.create(name, 2);
        assertThat(workload.name()).isEqualTo(name);
        assertThat(workload.layers().stream().map(layer -> layer.name()).filter(layer -> workload.layers().stream()
                        .noneMatch(other -> other.producers().contains(layer))))
                .containsExactly(
                        workload.layers().get(workload.layers().size() - 1).name());
    }
}
