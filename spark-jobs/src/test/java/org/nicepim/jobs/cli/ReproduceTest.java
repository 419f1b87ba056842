package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.jobs.report.Chromium;

/** Does {@code reproduce} say what {@code compare} says, beside the published figures, go on where it stopped, and draw it all? */
class ReproduceTest {
    private static final String TINY = """
            name: tiny
            inputs:
              image: {channels: 16, rows: 16, cols: 16}
            layers:
              - {name: a, type: convolution, inputs: [image], dims: {K: 32, R: 3, S: 3}, window: {pad: 1}}
              - {name: b, type: convolution, inputs: [a], dims: {K: 64}}
            """;

    private final Path folder;
    private final List<String> cases;

    ReproduceTest(@TempDir Path temporary) throws IOException {
        this.folder = temporary.resolve("run");
        Path tiny = Files.writeString(temporary.resolve("tiny.yaml"), TINY, StandardCharsets.UTF_8);
        this.cases = List.of("--workload", tiny.toString(), "--hardware", "chip4x4", "chip8x8");
    }

    private Cli reproduce(String... more) {
        return reproduce(50, more);
    }

    private Cli reproduce(int budget, String... more) {
        List<String> all = new ArrayList<>(List.of("reproduce", "--budget", String.valueOf(budget)));
        all.addAll(cases);
        all.addAll(List.of("--out", folder.toString()));
        all.addAll(List.of(more));
        return Cli.run(all.toArray(String[]::new));
    }

    private static JsonNode done(Cli result) throws IOException {
        assertThat(result.code()).as(result.err()).isZero();
        return ContractTest.document(result);
    }

    private static JsonNode withoutSeconds(JsonNode rows) {
        rows.forEach(row -> ((ObjectNode) row).remove("search_seconds"));
        return rows;
    }

    @Test
    void figuresAreThoseOfCompareAndAStoppedRunGoesOn() throws Exception {
        JsonNode document = done(reproduce("--designs", "0", "--json"));
        List<String> compare = new ArrayList<>(List.of("compare", "--budget", "50"));
        compare.addAll(cases);
        compare.addAll(List.of("--steps", "baseline,baseline-replicated,nicepim,ilp", "--json"));
        JsonNode same = done(Cli.run(compare.toArray(String[]::new)));
        assertThat(withoutSeconds(document.get("rows"))).hasSize(8).isEqualTo(withoutSeconds(same.get("rows")));
        assertThat(document.get("average")).isEqualTo(same.get("average"));
        assertThat(document.get("published").get("latency_reduction").asDouble())
                .isEqualTo(0.37);
        assertThat(document.get("published").get("energy_reduction").asDouble()).isEqualTo(0.28);
        assertThat(document.get("differences").findValuesAsText("what"))
                .contains("baseline", "networks", "hardware", "technology", "area model", "objective");
        assertThat(document.get("exploration").isNull()).isTrue();
        assertAverages(document);
        Files.delete(folder.resolve("cases/tiny-on-chip8x8.json"));
        refused();
        goesOn(document);
        drawn();
    }

    private void refused() {
        Cli again = reproduce("--designs", "0");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("Maybe --resume");
        Cli other = reproduce(51, "--designs", "0", "--resume");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("budget 50", "budget 51", "Maybe another --out?");
        Cli negative = reproduce("--designs", "-1");
        assertThat(negative.code()).isEqualTo(2);
        assertThat(negative.err()).contains("--designs -1", "Maybe 0");
    }

    /** With the case that is not there, and with an exploration now. */
    private void goesOn(JsonNode before) throws IOException {
        Path kept = folder.resolve("cases/tiny-on-chip4x4.json");
        FileTime written = Files.getLastModifiedTime(kept);
        Cli resumed = reproduce("--designs", "3", "--resume");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.out())
                .contains("Published: latency 37 % less, energy 28 % less", "Exploration: 3 designs", "best explored");
        assertThat(resumed.err()).contains("0/4 steps, tiny on chip8x8").doesNotContain("tiny on chip4x4");
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(written);
        JsonNode after =
                new ObjectMapper().readTree(folder.resolve("reproduce.json").toFile());
        assertThat(withoutSeconds(after.get("rows"))).isEqualTo(before.get("rows"));
        assertThat(after.get("exploration").get("evaluated").asInt()).isEqualTo(3);
        assertThat(folder.resolve("exploration/report.html")).exists();
    }

    /** Of the last step, over both chips and chip by chip. */
    private static void assertAverages(JsonNode document) {
        JsonNode last = document.get("by_step").get(3);
        assertThat(last.get("step").asText()).isEqualTo("ilp");
        assertThat(last.get("latency_reduction"))
                .isEqualTo(document.get("average").get("latency_reduction"));
        double sum = 0;
        for (JsonNode chip : document.get("by_hardware")) {
            sum += chip.get("by_step").get(3).get("latency_reduction").asDouble();
        }
        assertThat(sum / 2).isCloseTo(last.get("latency_reduction").asDouble(), within(1e-12));
        assertThat(document.get("by_step").get(0).get("latency_reduction").asDouble())
                .as("the baseline against itself")
                .isZero();
    }

    private void drawn() throws Exception {
        Optional<Path> program = Chromium.installed();
        assumeTrue(program.isPresent(), "no chromium, chromium-browser or google-chrome on the PATH");
        try (Chromium chromium = Chromium.start(program.orElseThrow(), folder.resolveSibling("profile"))) {
            chromium.open(folder.resolve("report.html"));
            assertThat(chromium.charts())
                    .isEqualTo("[\"chart-latency-chip4x4:1\",\"chart-energy-chip4x4:1\",\"chart-latency-chip8x8:1\","
                            + "\"chart-energy-chip8x8:1\",\"chart-convergence:1\"]");
            assertThat(chromium.evaluate("document.body.innerText").asText())
                    .contains("−37.0", "−28.0", "What differs from the paper", "CACTI");
            assertThat(chromium.evaluate("document.getElementById('table-ladder').csv()")
                            .asText()
                            .lines())
                    .hasSize(9);
            assertThat(chromium.complaints()).isEmpty();
        }
    }
}
