package org.nicepim.workload.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Generation;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Workload;

/** What may a person leave out, and is each mistake named in one line? */
class WorkloadReaderTest {
    private static final String NET = """
            name: net
            inputs:
              image: {channels: 4, rows: 8, cols: 8}
            layers:
              - {name: a, type: convolution, inputs: [image], dims: {K: 6, R: 3, S: 3}, window: {pad: 1}}
              - {name: b, type: pooling, inputs: [a], dims: {R: 2, S: 2}, window: {stride: 2}}
            """;

    private static Workload read(String text) {
        return WorkloadReader.read(YamlNode.parse(text, "w.yaml"));
    }

    private static Workload with(String layer) {
        return read(NET + "  - {" + layer + "}\n");
    }

    @Test
    void whatIsLeftOutFollows() {
        Workload net = read(NET);
        assertThat(net.batch()).isEqualTo(1);
        assertThat(net.layer("a").dims()).isEqualTo(new LayerDims(1, 1, 6, 4, 8, 8, 3, 3));
        assertThat(net.layer("b").dims()).isEqualTo(new LayerDims(1, 6, 1, 1, 4, 4, 2, 2));
        assertThat(net.outputs()).containsExactly("b");
    }

    @Test
    void inputsStandSideBySideOrOverEachOther() {
        assertThat(with("name: c, type: convolution, inputs: [a, image], dims: {K: 2}")
                        .layer("c")
                        .dims()
                        .c())
                .isEqualTo(10);
        assertThat(with("name: c, type: elementwise, inputs: [a, a]").layer("c").vectorOps())
                .isEqualTo(2 * 6 * 64);
        String gate = "  - {name: g, type: pooling, inputs: [a], dims: {R: 8, S: 8}}\n";
        assertThat(read(NET + gate + "  - {name: c, type: elementwise, inputs: [a, g]}\n")
                        .layer("c")
                        .ifmapReads())
                .isEqualTo(1 + 1 / 64.0);
        assertThat(with("name: c, type: matrix_product, inputs: [b], dims: {K: 5}")
                        .layer("c")
                        .dims())
                .isEqualTo(new LayerDims(1, 1, 5, 96, 1, 1, 1, 1));
    }

    @Test
    void rangesSlice() {
        Workload net = with(
                "name: c, type: reduction, opsPerPoint: 3, inputs: [{from: a, part: {channels: [2, 6], rows: [0, 4]}}]");
        assertThat(net.layer("c").ofmap()).isEqualTo(new FeatureMap(1, 4, 4, 8));
    }

    @Test
    void languageModelsSayWhatARunMeans() {
        Workload net =
                read(NET + "outputs: [a]\ngeneration: {phase: decode, sequences: 4, newTokens: 1, pastTokens: 9}\n");
        assertThat(net.generation()).contains(new Generation(Generation.Phase.DECODE, 4, 1, 9));
        assertThat(net.outputs()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: c, type: pooling, inputs: [d]                                  | w.yaml:7: layers[2].inputs: c reads 'd', which is no layer and no input of the workload.
            name: c, type: pooling, inputs: [imgae]                              | Maybe 'image'?
            name: c, type: pooling, inputs: [c]                                  | which is no earlier layer: a layer stands behind all that it reads
            name: a, type: pooling, inputs: [b]                                  | w.yaml:7: layers[2]: net: a: the name stands twice.
            name: c, type: poolign, inputs: [a]                                  | layers[2].type: 'poolign' must be one of
            name: c, type: poolign, inputs: [a]                                  | Maybe 'pooling'?
            name: c, type: pooling                                               | c: a layer has inputs, unless it is an embedding
            name: c, type: pooling, inputs: a                                    | layers[2].inputs: must be a list
            type: pooling, inputs: [a]                                           | key 'name' is missing
            name: c, type: pooling, inputs: [a], dmis: {R: 2}                    | layers[2].dmis: unknown key
            name: c, type: pooling, inputs: [a], dims: {T: 2}                    | layers[2].dims.T: unknown key; known here: N, G, K, C, P, Q, R, S.
            name: c, type: pooling, inputs: [a], dims: {R: 0}                    | layers[2].dims.R: '0' must lie between 1 and 2147483647.
            name: c, type: pooling, inputs: [a], dims: {R: two}                  | layers[2].dims.R: 'two' must be a whole number
            name: c, type: pooling, inputs: [a], dims: {R: 3000000000}           | layers[2].dims.R: '3000000000' must
            name: c, type: pooling, inputs: [a], dims: {R: 9}                    | c: a window over 9 elements is larger than the input of 8
            name: c, type: pooling, inputs: [a], dims: {P: 9}                    | c: P = 9 outputs are more than the 8 that a window over 8 inputs gives. Maybe its pad is missing?
            name: c, type: pooling, inputs: [a], window: {stride: [1, 2, 3]}     | layers[2].window.stride: must be a list of at most 2 numbers
            name: c, type: pooling, inputs: [a], window: {pad: [1, 2, 3]}        | layers[2].window.pad: must be one number, [rows, cols], or
            name: c, type: pooling, inputs: [a], window: {stride: 0}             | layers[2].window.stride: '0' must lie between 1
            name: c, type: convolution, inputs: [a]                              | c: dims need K, the output channels
            name: c, type: convolution, inputs: [a], dims: {G: 4}                | c: G = 4 groups must divide the 6 channels that it reads
            name: c, type: convolution, inputs: [a], dims: {K: 2, C: 5}          | c: its producer a writes 384 words where it reads 320
            name: c, type: convolution, inputs: [a, b], dims: {K: 2}             | c: its producers write 480 words, it reads 768
            name: c, type: elementwise, inputs: [a, b]                           | c: its producer b writes 96 words where it reads 384
            name: c, type: convolution, inputs: [a], dims: {K: 2147483647, P: 8} | c: channels over all groups
            name: c, type: convolution, inputs: [a], dims: {K: 1073741824, R: 1, C: 1073741824} | the loop points of a layer are more than the 2^56
            name: c, type: pooling, inputs: [a], extraParameters: 9999999999999999999999 | layers[2].extraParameters: '9999999999999999999999' must be
            name: c, type: pooling, inputs: [a], extraParameters: 999999999999999999     | c: extra parameters are more than the 2^56
            name: c, type: pooling, inputs: [a], weightBits: 4                   | c: only stored weights have bits of their own
            name: c, type: pooling, inputs: [{from: a, part: {channels: [4, 8]}}] | c: it reads
            name: c, type: pooling, inputs: [{from: a, part: {channels: [4, 4]}}] | part.channels: must be [first, end) with first < end
            name: c, type: pooling, inputs: [{from: a, part: {chanels: [0, 4]}}] | part.chanels: unknown key
            name: c, type: pooling, inputs: [{part: {channels: [0, 4]}}]         | layers[2].inputs[0]: key 'from' is missing
            name: c, type: pooling, inputs: [{from: a, operand: weight}]         | only attention products read an activation as their weight
            name: c, type: attention_scores, inputs: [a, a], dims: {G: 2, K: 8, C: 3, P: 4} | c: its producer a writes 384 words where it reads
            """)
    void aWrongLayerIsNamed(String layer, String message) {
        assertThatThrownBy(() -> with(layer))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("w.yaml:")
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: net                       | name: ' '                        | w.yaml:1: name: ' ' must not be blank
            name: net                       | nmae: net                        | key 'name' is missing. Maybe 'nmae'?
            name: net                       | {name: net, batch: 0}            | not valid YAML
            image: {channels                | image: {chanels                  | inputs.image: key 'channels' is missing. Maybe 'chanels'?
            channels: 4                     | channels: 99999999999            | inputs.image.channels: '99999999999' must
            channels: 4, rows: 8            | channels: 400000000, rows: 400000000 | w.yaml:3: inputs.image: the words of a feature map are more than the 2^56
            layers:                         | layer:                           | key 'layers' is missing. Maybe 'layer'?
            name: b                         | name: a                          | layers[1]: net: a: the name stands twice
            name: b                         | name: image                      | layers[1]: net: image: the name stands twice
            inputs: [image]                 | inputs: [b]                      | a reads 'b', which is no earlier layer
            """)
    void aWrongFileIsNamed(String from, String to, String message) {
        assertThatThrownBy(() -> read(NET.replace(from, to)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("w.yaml")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            outputs: [c]                    | w.yaml:7: outputs[0]: 'c' is no layer and no input of the workload.
            outputs: []                     | outputs: must not be an empty list
            generation: {phase: decode}     | generation: key 'sequences' is missing
            generation: {phase: decoding, sequences: 1} | Maybe 'decode'?
            generation: {phase: decode, sequences: 1, tokens: 2} | generation.tokens: unknown key
            outptus: [a]                    | w.yaml:7: outptus: unknown key; known here: batch, name, inputs, layers, outputs, generation. Maybe 'outputs'?
            """)
    void wrongEndsAreNamed(String line, String message) {
        assertThatThrownBy(() -> read(NET + line + "\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> WorkloadReader.read(folder.resolve("net.yaml")))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("net.yaml: no such file.");
    }

    /** Numbers that no computer can hold end in a message, whatever their key. */
    @Test
    void hugeNumbersAreRefusedEverywhere() {
        for (String dim : List.of("N", "G", "K", "C", "P", "Q", "R", "S")) {
            String dims = "dims: {" + dim + ": 2000000000" + (dim.equals("K") ? "" : ", K: 2000000000") + "}";
            Stream.of("convolution", "matrix_product", "pooling", "attention_scores")
                    .forEach(type -> assertThatThrownBy(
                                    () -> with("name: c, inputs: [a, a], type: " + type + ", " + dims))
                            .isInstanceOf(ConfigException.class)
                            .hasMessageStartingWith("w.yaml:7: layers[2]: "));
        }
        for (String window : List.of("stride", "pad", "dilation", "rows")) {
            assertThatThrownBy(
                            () -> with("name: c, type: convolution, inputs: [a], dims: {K: 2000000000, R: 500000000},"
                                    + " window: {" + window + ": 500000000}"))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("w.yaml:7: layers[2]: ");
        }
    }
}
