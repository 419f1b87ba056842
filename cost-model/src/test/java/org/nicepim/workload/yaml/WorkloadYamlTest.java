package org.nicepim.workload.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nicepim.config.YamlNode;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Heads;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;
import org.nicepim.workload.zoo.Zoo;

/** Does a workload come back from its file, and is the file one that a person would write? */
class WorkloadYamlTest {
    private static Workload read(String text) {
        return WorkloadReader.read(YamlNode.parse(text, "w.yaml"));
    }

    private static List<String> layerLines(String text) {
        return text.lines().filter(line -> line.startsWith("  - {name")).toList();
    }

    @ParameterizedTest
    @MethodSource("org.nicepim.workload.zoo.Zoo#names")
    void theZooComesBack(String name) {
        Workload workload = Zoo.create(name, 2);
        String text = WorkloadWriter.text(workload);
        assertThat(read(text)).isEqualTo(workload);
        assertThat(read(text).toString()).as("in the same order").isEqualTo(workload.toString());
    }

    @Test
    void randomWorkloadsComeBack() {
        int shortened = 0;
        for (int seed = 0; seed < 3000; seed++) {
            Workload workload = RandomWorkloads.workload(new Gen(seed));
            String text = WorkloadWriter.text(workload);
            assertThat(read(text)).as("seed %d%n%s", seed, text).isEqualTo(workload);
            shortened += layerLines(text).size();
        }
        assertThat(shortened).as("layers of one line").isGreaterThan(15_000);
    }

    /** What five layers look like: nothing that follows from something else. */
    @Test
    void whatFollowsIsLeftOut() {
        WorkloadBuilder net = new WorkloadBuilder("tiny", 4);
        Tensor image = net.input("image", 3, 32, 32);
        Tensor a = net.conv("conv1", image, 16, Kernel.square(3).pad(1), Affine.BIAS);
        Tensor b = net.depthwise("conv2", a, Kernel.square(3).stride(2).same(a.shape()), Affine.NONE);
        Tensor c = net.pool("pool", a, Kernel.square(2).stride(2));
        Tensor sum = net.add("sum", b, c);
        net.fullyConnected("classifier", Tensor.concat(sum, c), 10, Affine.BIAS);
        assertThat(WorkloadWriter.text(net.build()).lines().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "name: tiny",
                        "batch: 4",
                        "inputs:",
                        "  image: {channels: 3, rows: 32, cols: 32}",
                        "layers:",
                        "  - {name: conv1, type: convolution, inputs: [image], dims: {K: 16, R: 3, S: 3},"
                                + " window: {pad: 1}, extraParameters: 16}",
                        "  - {name: conv2, type: convolution, inputs: [conv1], dims: {G: 16, R: 3, S: 3},"
                                + " window: {stride: 2, pad: [0, 0, 1, 1]}}",
                        "  - {name: pool, type: pooling, inputs: [conv1], dims: {R: 2, S: 2}, window: {stride: 2}}",
                        "  - {name: sum, type: elementwise, inputs: [conv2, pool]}",
                        "  - {name: classifier, type: matrix_product, inputs: [sum, pool], dims: {K: 10},"
                                + " extraParameters: 10}");
    }

    @Test
    void blocksAreWrittenAsRanges() {
        WorkloadBuilder net = new WorkloadBuilder("heads", 1);
        Tensor x = net.input("x", 8, 4, 1);
        Tensor qkv = net.sequenceProduct("qkv", x, 24, Affine.NONE);
        Tensor past = net.cache("past", 8, 3);
        Tensor keys = Tensor.concat(MapAxis.ROW, List.of(past, qkv.slice(MapAxis.CHANNEL, 8, 8)));
        net.attentionScores("scores", qkv.slice(MapAxis.CHANNEL, 0, 8), keys, Heads.multi(2));
        assertThat(WorkloadWriter.text(net.build()).lines().skip(10))
                .containsExactly(
                        "  - name: scores",
                        "    type: attention_scores",
                        "    dims: {G: 2, K: 7, C: 4, P: 4}",
                        "    inputs:",
                        "      - {from: qkv, part: {channels: [0, 8]}}",
                        "      - {from: past, operand: weight}",
                        "      - {from: qkv, part: {channels: [8, 16]}, place: {rows: [3, 7]}," + " operand: weight}",
                        "outputs: # stay in DRAM, besides the layers that nobody reads",
                        "  - past");
    }
}
