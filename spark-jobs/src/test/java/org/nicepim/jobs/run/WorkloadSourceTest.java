package org.nicepim.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.config.ConfigException;
import org.nicepim.config.Section;
import org.nicepim.config.YamlNode;
import org.nicepim.jobs.TestRun;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.Workload;
import org.nicepim.workload.zoo.Zoo;

/** What does the name of a workload stand for, and which knobs does it have? */
class WorkloadSourceTest {
    private static final String NET = """
            name: net
            batch: 2
            inputs:
              x: {channels: 8}
            layers:
              - {name: a, type: matrix_product, inputs: [x], dims: {K: 4}}
              - {name: b, type: matrix_product, inputs: [a], dims: {K: 4}, weightBits: 2}
            """;

    private final Path folder;

    WorkloadSourceTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        write("net.yaml", NET);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }

    private List<Workload> read(String workloads, String batch) {
        String file = folder.resolve("explore.yaml").toString();
        YamlNode top = YamlNode.parse("workloads: " + workloads + "\n", file).as(Section.of(RunKeys.WORKLOADS));
        Optional<Integer> common = batch.isEmpty() ? Optional.empty() : Optional.of(Integer.parseInt(batch));
        return WorkloadList.read(top.get("workloads"), common).stream()
                .map(ResolvedWorkload::workload)
                .toList();
    }

    private List<String> names(String workloads) {
        return read(workloads, "").stream().map(Workload::name).toList();
    }

    @Test
    void namesOfTheZooAndPaths() {
        List<Workload> workloads = read("[ResNet-18, net.yaml]", "");
        assertThat(workloads.get(0)).isEqualTo(Zoo.create("resnet18", 1));
        assertThat(workloads.get(1).name()).isEqualTo("net");
        assertThat(workloads.get(1).batch()).isEqualTo(2);
    }

    @Test
    void theBatchOfAllIsTheDefault() {
        List<Workload> workloads = read("[alexnet, {workload: zfnet, batch: 8}]", "4");
        assertThat(workloads).extracting(Workload::batch).containsExactly(4, 8);
        assertThat(workloads).extracting(Workload::name).containsExactly("alexnet", "zfnet");
    }

    @Test
    void theSameWorkloadTwiceIsToldApartByItsKnobs() {
        assertThat(names("[alexnet, {workload: alexnet, batch: 16}, {workload: alexnet, batch: 16, weightBits: 8}]"))
                .containsExactly("alexnet", "alexnet_b16", "alexnet_b16_w8");
        assertThat(names("[{workload: bert_base, blocks: 2, batch: 1}, {workload: bert_base, blocks: 2, batch: 8}]"))
                .containsExactly("bert_base_b1", "bert_base_b8");
        assertThat(names("[{workload: bert_base, sequence: 64, blocks: 2}, {workload: bert_base, name: whole}]"))
                .containsExactly("bert_base", "whole");
        assertThat(names("[net.yaml, {workload: net.yaml, weightBits: 8}]")).containsExactly("net", "net_w8");
    }

    @Test
    void weightsOfAFileMayBeQuantised() {
        Workload net = read("[{workload: net.yaml, weightBits: 8}]", "").get(0);
        assertThat(net.layer("a").weightBits()).contains(8);
        assertThat(net.layer("b").weightBits()).as("what the file says stays").contains(2);
    }

    @Test
    void dimsOfAnOnnxFileAreKnobs() {
        OnnxBuilder onnx = new OnnxBuilder("net");
        String x = onnx.input("x", "N", 8);
        onnx.output(onnx.node("MatMul", "product", List.of(x, onnx.weight("w", 8, 4))));
        onnx.write(folder.resolve("open.onnx"));
        List<Workload> workloads = read(
                "[{workload: open.onnx, dims: {N: 2}}, {workload: open.onnx, dims: {N: 4}, batch: 4, weightBits: 4}]",
                "");
        assertThat(workloads).extracting(Workload::batch).containsExactly(2, 4);
        assertThat(workloads).extracting(Workload::name).containsExactly("open_N2", "open_b4_w4_N4");
        assertThat(workloads.get(1).layers().get(0).weightBits()).contains(4);
        assertThatThrownBy(() -> read("[{workload: open.onnx, dims: {N: 4}, batch: 3}]", ""))
                .hasMessageContaining("the file fixes a batch of 4. Maybe its batch is a symbolic dim");
        assertThatThrownBy(() -> read("[open.onnx]", "")).hasMessageContaining("workloads[0]: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [alexnet, AlexNet]                              | | explore.yaml:1: workloads: a workload stands twice: [alexnet, alexnet]. Maybe give one a name
            [alexnet, {workload: zfnet, name: alexnet}]     | | stands twice
            [alexnte]                                       | | workloads[0]: workload 'alexnte' is not in the zoo
            [{wrkload: alexnet}]                            | | workloads[0]: key 'workload' is missing. Maybe 'wrkload'?
            [{workload: alexnet, bacth: 2}]                 | | workloads[0].bacth: unknown key
            [{workload: alexnet, batch: 0}]                 | | workloads[0].batch: '0' must lie between 1 and 4096.
            [{workload: alexnet, sequence: 8}]              | | workloads[0]: alexnet has no 'sequence'
            [{workload: alexnet, weightBits: 33}]           | | workloads[0].weightBits: '33' must
            [{workload: alexnet, dims: {n: 3}}]             | | workload 'alexnet' is a network of the zoo and has no knob dims (--dim).
            [{workload: alexnet, skipUnsupported: true}]    | | has no knob skipUnsupported
            [{workload: alexnet, skipUnsupported: 1}]       | | workloads[0].skipUnsupported: '1' must be true or false
            [{workload: net.yaml, sequence: 8}]             | | is a workload file and has no knob sequence (--sequence).
            [{workload: net.yaml, blocks: 8}]               | | is a workload file and has no knob blocks
            [{workload: net.yaml, batch: 4}]                | | batch 4 cannot be had, the file fixes a batch of 2
            [net.yaml]                                      | 4 | batch 4 cannot be had, the file fixes a batch of 2
            [ent.yaml]                                      | | ent.yaml: no such file
            [{workload: net.onnx, sequence: 4}]             | | is an ONNX file and has no knob sequence
            [{workload: bert_base, blocks: 99}]             | | at most 12
            """)
    void wrongEntriesAreNamed(String workloads, String batch, String message) {
        assertThatThrownBy(() -> read(workloads, batch == null ? "" : batch))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("explore.yaml:1: workloads")
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    /** The name of a file is not its contents. */
    @Test
    void aWorkloadFileThatChangedIsAnotherRun() throws IOException {
        Path net = folder.resolve("net.yaml");
        Path out = folder.resolve("run");
        TestRun.with("workloads=[" + net + "]").open(out, false);
        write("net.yaml", NET.replace("K: 4}", "K: 5}"));
        TestRun changed = TestRun.with("workloads=[" + net + "]");
        assertThatThrownBy(() -> RunFolder.open(out.toString(), changed.identity(), true, new Configuration()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("--resume with another configuration: the run has 'workloads: [" + net);
        write("net.yaml", "# as before\n" + NET);
        assertThat(TestRun.with("workloads=[" + net + "]").open(out, true).has(0))
                .isFalse();
    }

    @Test
    void theWordIsPartOfTheRun() {
        assertThat(TestRun.with("wordBits=8").context().technology().logic().wordBits())
                .isEqualTo(8);
        assertThat(TestRun.with("wordBits=8").identity())
                .isNotEqualTo(TestRun.with().identity());
        assertThat(TestRun.with("wordBits=16").identity())
                .isEqualTo(TestRun.with().identity());
        assertThatThrownBy(() -> TestRun.with("wordBits=12")).hasMessageContaining("wordBits: '12' must be 8, 16, 24");
    }

    @Test
    void aPartOfANetworkSaysSo() {
        WorkloadRequest part = new WorkloadRequest(
                "gpt2_decode",
                Optional.empty(),
                Optional.empty(),
                Optional.of(1),
                Optional.empty(),
                Map.of(),
                false,
                Optional.empty());
        assertThat(WorkloadSource.resolve(part).notes())
                .singleElement()
                .asString()
                .contains("first 1 transformer");
    }
}
