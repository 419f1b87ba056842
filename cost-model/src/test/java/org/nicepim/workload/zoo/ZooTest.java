package org.nicepim.workload.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nicepim.config.ConfigException;
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
