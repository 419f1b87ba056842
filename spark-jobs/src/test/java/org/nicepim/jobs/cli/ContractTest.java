package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.jobs.TestRun;
import org.nicepim.testkit.OnnxBuilder;
import picocli.CommandLine;

/** Do commands keep the contract of the command line: help, exit codes, one JSON document with its fields? */
class ContractTest {
    private static final String CHIP = """
            technology: default
            nodeRows: 2
            nodeCols: 2
            peRows: 16
            peCols: 16
            ifmapBufferBytes: 32KiB
            weightBufferBytes: 32KiB
            ofmapBufferBytes: 32KiB
            """;

    private final Path folder;

    ContractTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8)
                .toString();
    }

    /** The only document on standard output. */
    static JsonNode document(Cli result) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        try (JsonParser parser = mapper.createParser(result.out())) {
            JsonNode document = mapper.readTree(parser);
            assertThat(parser.nextToken()).as("nothing after the document").isNull();
            return document;
        }
    }

    private static void assertFields(JsonNode node, String... names) {
        List<String> fields = new ArrayList<>();
        node.fieldNames().forEachRemaining(fields::add);
        assertThat(fields).contains(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explore",
                "sweep",
                "map",
                "compare",
                "reproduce",
                "simulate",
                "report",
                "workloads",
                "schedule",
                "bench-scheduler",
                "bench-tuner",
                "bench-spark",
                "nest",
                "validate",
                "init",
                "config"
            })
    void helpNamesEveryOptionAndAnExample(String command) {
        Cli help = Cli.run(command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).contains("Example").contains("  nicepim " + command);
        CommandLine line = Objects.requireNonNull(
                new CommandLine(new Main()).getSubcommands().get(command));
        assertThat(line.getCommandSpec().optionsMap().keySet())
                .contains("--json", "--seed", "--help")
                .allSatisfy(option -> assertThat(help.out()).contains(option));
    }

    @Test
    void theTopNamesCommandsAndExitCodes() {
        Cli help = Cli.run("--help");
        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains(
                        "explore",
                        "map",
                        "compare",
                        "workloads",
                        "init",
                        "0 done",
                        "2 bad usage or input",
                        "3 infeasible");
        Cli version = Cli.run("--version");
        assertThat(version.out()).matches("(?s)nicepim \\d+\\.\\d+\\S*\\s+Java .*");
    }

    @Test
    void mapPrintsOneDocument() throws IOException {
        Cli result = Cli.run(
                "map", "--workload", "alexnet", "--hardware", file("chip.yaml", CHIP), "--budget", "500", "--json");
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode map = document(result);
        assertFields(map, "workload", "batch", "hardware", "objective", "feasible", "reason", "latency_cycles");
        assertFields(
                map, "latency_ms", "energy_pj", "energy_breakdown_pj", "edp_js", "area_mm2", "macs", "utilization");
        assertFields(map, "latency_lower_bound_cycles", "dram_capacity_used_bytes", "search_seconds", "evaluations");
        assertFields(map, "dram_capacity_used_max_node_bytes", "capacity_gap", "parallel_segments", "layers");
        assertFields(map.get("energy_breakdown_pj"), "mac", "pe_register", "buffer", "dram", "noc", "leakage");
        JsonNode layer = map.get("layers").get(0);
        assertFields(layer, "name", "type", "region", "partition", "weight_copies", "ifmap_layout", "ofmap_layout");
        assertFields(layer, "loop_nest", "latency_cycles", "compute_cycles", "dram_cycles", "noc_cycles", "bound_by");
        assertFields(layer, "energy_pj", "scheduler", "max_link_load_bytes", "schedule_gap");
        assertFields(layer.get("region"), "row", "col", "rows", "cols");
        assertFields(layer.get("partition"), "N", "G", "K", "C", "P", "Q");
        assertThat(map.get("layers")).hasSize(13);
        double energy = 0;
        for (JsonNode part : map.get("energy_breakdown_pj")) {
            energy += part.asDouble();
        }
        assertThat(energy / map.get("energy_pj").asDouble()).isBetween(1 - 1e-9, 1 + 1e-9);
    }

    @Test
    void mapWritesItsFileAndSaysInfeasibleWithThree() throws IOException {
        Path out = folder.resolve("out");
        Cli result = Cli.run(
                "map",
                "--workload",
                "bert_large",
                "--batch",
                "4096",
                "--hardware",
                file("chip.yaml", CHIP),
                "--budget",
                "1",
                "--out",
                out.toString(),
                "--json");
        assertThat(result.code()).as(result.err()).isEqualTo(3);
        JsonNode map = document(result);
        assertThat(map.get("feasible").asBoolean()).isFalse();
        assertThat(map.get("reason").asText())
                .contains("weights and feature maps need ")
                .contains(" GiB, the stack has 1.000 GiB");
        assertThat(new ObjectMapper().readTree(out.resolve("mapping.json").toFile()))
                .isEqualTo(map);
    }

    @Test
    void workloadsPrintsOneDocument() throws IOException {
        JsonNode one = document(Cli.run("workloads", "ResNet-50", "--batch", "2", "--json"));
        assertFields(one, "name", "layers", "macs", "parameters", "batch", "unsupported");
        assertThat(one.get("name").asText()).isEqualTo("resnet50");
        assertThat(one.get("batch").asInt()).isEqualTo(2);
        assertThat(document(Cli.run("workloads", "--json")).get("workloads")).hasSizeGreaterThan(10);
        assertThat(Cli.run("workloads").out()).contains("mobilenet_v2");
    }

    /** What the program writes it reads, and the file says the same as the name. */
    @Test
    void workloadsWritesAFileThatMapReads() throws IOException {
        String net = folder.resolve("net.yaml").toString();
        Cli written = Cli.run("workloads", "alexnet", "--batch", "2", "--weight-bits", "8", "--out", net, "--json");
        assertThat(written.code()).as(written.err()).isZero();
        assertThat(written.err().strip()).isEqualTo("wrote " + net);
        JsonNode ofName = document(written);
        JsonNode ofFile = document(Cli.run("workloads", net, "--json"));
        assertThat(ofFile.get("layer_rows")).isEqualTo(ofName.get("layer_rows"));
        assertThat(ofFile.get("layer_rows").get(0).get("weight_bits").asInt()).isEqualTo(8);
        assertThat(ofFile.get("source").asText()).isEqualTo(net);
        String chip = file("chip.yaml", CHIP);
        JsonNode mapped = document(Cli.run("map", "--workload", net, "--hardware", chip, "--budget", "300", "--json"));
        assertThat(mapped.get("workload").asText()).isEqualTo("alexnet");
        assertThat(mapped.get("batch").asInt()).isEqualTo(2);
        assertThat(mapped.get("macs")).isEqualTo(ofName.get("macs"));
    }

    /** A convolution, an operator that nobody knows, a product; the batch is open. */
    private String onnx() {
        OnnxBuilder net = new OnnxBuilder("net");
        String image = net.input("image", "N", 3, 8, 8);
        String conv = net.node(
                "Conv", "conv", List.of(image, net.weight("w", 4, 3, 3, 3)), OnnxBuilder.ints("pads", 1, 1, 1, 1));
        String odd = net.node("com.acme", "Odd", "odd", List.of(conv), List.of("odd_out"))
                .get(0);
        String flat = net.node("Flatten", "flat", List.of(odd));
        net.output(net.node("Gemm", "product", List.of(flat, net.weight("v", 4 * 64, 10))));
        return net.write(folder.resolve("net.onnx")).toString();
    }

    @Test
    void onnxFilesAreDescribedAndMapped() throws IOException {
        String net = onnx();
        Cli refused = Cli.run("workloads", net, "--dim", "N=2");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("net.onnx", "'odd'", "--skip-unsupported");
        Cli open = Cli.run("workloads", net, "--skip-unsupported");
        assertThat(open.code()).isEqualTo(2);
        assertThat(open.err()).contains("net.onnx", "N", "--dim");
        String yaml = folder.resolve("net.yaml").toString();
        Cli skipped = Cli.run(
                "workloads", net, "--dim", "N=2", "--batch", "2", "--skip-unsupported", "--json", "--out", yaml);
        assertThat(skipped.code()).as(skipped.err()).isZero();
        assertThat(skipped.err().strip()).isEqualTo("wrote " + yaml);
        JsonNode document = document(skipped);
        assertThat(document.get("batch").asInt()).isEqualTo(2);
        assertThat(document.get("layers").asInt()).isEqualTo(2);
        assertThat(document.get("macs").asLong()).isEqualTo(2 * (64 * 4 * 27 + 256 * 10));
        assertThat(document.get("unsupported")).hasSize(1);
        assertThat(document(Cli.run("workloads", yaml, "--json")).get("layer_rows"))
                .isEqualTo(document.get("layer_rows"));
        Cli map = Cli.run(
                "map",
                "--workload",
                net,
                "--dim",
                "N=2",
                "--skip-unsupported",
                "--hardware",
                file("c.yaml", CHIP),
                "--json");
        assertThat(map.code()).as(map.err()).isZero();
        assertThat(document(map).get("workload").asText()).isEqualTo("net");
        assertThat(map.err()).contains("net.onnx: passed through at no cost: ", "odd");
        assertThat(Cli.run("workloads", net, "--dim", "N=2", "--skip-unsupported")
                        .out())
                .contains("passed through at no cost: ");
    }

    /** One step of a decoder with 3 past tokens of 2 sequences: 2 · (3 + 1) · 16 words of keys, as many values. */
    private static final String DECODER = """
            name: decoder
            batch: 2
            inputs:
              keys: {channels: 16, rows: 3}
              values: {channels: 16, rows: 3}
            layers:
              - {name: tokens, type: embedding, dims: {G: 16}, extraParameters: 800}
              - {name: q, type: matrix_product, inputs: [tokens], dims: {K: 16}}
              - {name: k, type: matrix_product, inputs: [tokens], dims: {K: 16}}
              - {name: v, type: matrix_product, inputs: [tokens], dims: {K: 16}}
              - name: scores
                type: attention_scores
                dims: {G: 2, K: 4, C: 16}
                inputs:
                  - q
                  - {from: keys, part: {n: [0, 1]}, place: {}, operand: weight}
                  - {from: k, part: {n: [0, 1]}, place: {rows: [3, 4]}, operand: weight}
                  - {from: keys, part: {n: [1, 2]}, place: {n: [0, 1], channels: [16, 32]}, operand: weight}
                  - {from: k, part: {n: [1, 2]}, place: {n: [0, 1], channels: [16, 32], rows: [3, 4]}, operand: weight}
              - {name: softmax, type: reduction, inputs: [scores], opsPerPoint: 5}
              - name: context
                type: attention_context
                dims: {G: 2, K: 16, C: 4}
                inputs:
                  - softmax
                  - {from: values, part: {n: [0, 1]}, place: {}, operand: weight}
                  - {from: v, part: {n: [0, 1]}, place: {rows: [3, 4]}, operand: weight}
                  - {from: values, part: {n: [1, 2]}, place: {n: [0, 1], channels: [16, 32]}, operand: weight}
                  - {from: v, part: {n: [1, 2]}, place: {n: [0, 1], channels: [16, 32], rows: [3, 4]}, operand: weight}
              - {name: head, type: matrix_product, inputs: [{from: context, place: {n: [0, 2], channels: [0, 16]}}], dims: {N: 2, K: 50}}
            outputs: [keys, values, k, v]
            generation: {phase: decode, sequences: 2, newTokens: 1, pastTokens: 3}
            """;

    @Test
    void languageModelsAreToldInTokens() throws IOException {
        String net = file("decoder.yaml", DECODER);
        String chip = file("chip.yaml", CHIP);
        JsonNode map = document(Cli.run("map", "--workload", net, "--hardware", chip, "--json"));
        assertThat(map.get("phase").asText()).isEqualTo("decode");
        assertThat(map.get("tokens").asInt()).isEqualTo(2);
        double seconds = map.get("latency_ms").asDouble() * 1e-3;
        assertThat(map.get("tokens_per_second").asDouble()).isCloseTo(2 / seconds, Percentage.withPercentage(1e-9));
        assertThat(map.get("energy_per_token_pj").asDouble())
                .isEqualTo(map.get("energy_pj").asDouble() / 2);
        assertThat(map.get("kv_cache_bytes").asDouble()).isEqualTo(2 * 2 * 2 * 4 * 16);
        assertThat(map.has("time_to_first_token_ms")).isFalse();
        JsonNode half = document(Cli.run("map", "--workload", net, "--hardware", chip, "--word-bits", "8", "--json"));
        assertThat(half.get("kv_cache_bytes").asDouble()).isEqualTo(2 * 2 * 4 * 16);
        assertThat(half.get("hardware").get("word_bits").asInt()).isEqualTo(8);
        assertThat(half.get("area_mm2").asDouble())
                .isLessThan(map.get("area_mm2").asDouble());
        assertThat(Cli.run("map", "--workload", net, "--hardware", chip).out())
                .contains(
                        "decode       2 tokens (1 per sequence, after 3): ", " tokens/s, ", " mJ per token, KV cache");
        JsonNode described = document(Cli.run("workloads", net, "--json"));
        assertThat(described.get("kv_cache_words").asInt()).isEqualTo(2 * 2 * 4 * 16);
        assertThat(Cli.run("workloads", net).out()).contains("decode: 1 tokens of each of 2 sequences, after 3");
    }

    @Test
    void prefillSaysTheTimeToTheFirstToken() throws IOException {
        String net = file(
                "prefill.yaml",
                DECODER.replace("phase: decode, sequences: 2, newTokens: 1", "phase: prefill, sequences: 2"));
        String chip = file("chip.yaml", CHIP);
        JsonNode map = document(Cli.run("map", "--workload", net, "--hardware", chip, "--json"));
        assertThat(map.get("time_to_first_token_ms").asDouble())
                .isEqualTo(map.get("latency_ms").asDouble());
        assertThat(Cli.run("map", "--workload", net, "--hardware", chip).out()).contains("; time to first token ");
    }

    @Test
    void explorePrintsOneDocument() throws IOException {
        String out = folder.resolve("run").toString();
        String yaml = file("test.yaml", TestRun.YAML);
        String[] args = {
            "explore",
            yaml,
            "--set",
            "evaluations=4",
            "--set",
            "mapper.budget=300",
            "--out",
            out,
            "--json",
            "--master",
            "local[2]"
        };
        Cli result = Cli.run(args);
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode run = document(result);
        assertFields(run, "run_dir", "evaluated", "feasible", "failed", "seconds", "best");
        assertThat(run.get("evaluated").asInt()).isEqualTo(4);
        JsonNode best = run.get("best");
        assertFields(best, "parameters", "objective", "value", "area_mm2", "per_workload");
        assertFields(best.get("parameters"), "nodeRows", "peCols", "ofmapBufferBytes");
        assertFields(best.get("per_workload").get(1), "workload", "latency_cycles", "energy_pj");
        assertThat(result.err()).contains("4/4 designs").doesNotContain("\r", "\tat ", "WARN");
        Cli again = Cli.run(args);
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("holds a run already").doesNotContain("starting Spark");
        List<String> resume = new ArrayList<>(List.of(args));
        resume.add("--resume");
        JsonNode resumed = document(Cli.run(resume.toArray(String[]::new)));
        assertThat(resumed.get("best")).isEqualTo(best);
    }

    /** Every chip of the space has buffers that hold no tile, or more nodes than channels. */
    @Test
    void exploreSaysInfeasibleWithThree() throws IOException {
        String space = file("space.yaml", """
                nodeRows: [1, 2]
                nodeCols: 1
                peRows: 8
                peCols: 8
                ifmapBufferBytes: [64, 128]
                weightBufferBytes: 64
                ofmapBufferBytes: 64
                """);
        Cli result = Cli.run(
                "explore",
                file("test.yaml", TestRun.YAML),
                "--set",
                "evaluations=4",
                "--set",
                "workloads=[bert_large]",
                "--set",
                "batch=4096",
                "--set",
                "mapper.budget=1",
                "--set",
                "space=" + space,
                "--out",
                folder.resolve("run").toString(),
                "--json");
        assertThat(result.code()).as(result.err()).isEqualTo(3);
        JsonNode run = document(result);
        assertThat(run.get("best").isNull()).isTrue();
        assertThat(run.get("feasible").asInt()).isZero();
        assertThat(run.get("infeasible").asInt()).isEqualTo(4);
        assertThat(run.get("most_frequent_reason").asText()).startsWith("bert_large: ");
    }

    @Test
    void initWritesAConfigurationThatIsAccepted() {
        Path target = folder.resolve("mine");
        Cli result = Cli.run("init", target.toString());
        assertThat(result.code()).as(result.err()).isZero();
        Cli chip = Cli.run("map", "--workload", "alexnet", "--hardware", target + "/hardware.yaml", "--budget", "100");
        assertThat(chip.code()).as(chip.err()).isZero();
        Cli run = Cli.run("explore", target + "/explore.yaml", "--master", "spark://127.0.0.1:1");
        assertThat(run.err()).as("all but the master is accepted").contains("--master spark://127.0.0.1:1");
        Cli sweep = Cli.run("sweep", target + "/sweep.yaml", "--master", "spark://127.0.0.1:1");
        assertThat(sweep.err()).as("all but the master is accepted").contains("--master spark://127.0.0.1:1");
        assertThat(Cli.run("init", target.toString()).code()).isEqualTo(2);
    }
}
