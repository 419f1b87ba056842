package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.jobs.LadderStep;

/** Does the ladder hold all steps, are its ratios and averages those of its figures, and is what cannot run left out and said? */
class CompareTest {
    private static final String TINY = """
            name: tiny
            inputs:
              image: {channels: 16, rows: 16, cols: 16}
            layers:
              - {name: a, type: convolution, inputs: [image], dims: {K: 32, R: 3, S: 3}, window: {pad: 1}}
              - {name: b, type: convolution, inputs: [a], dims: {K: 64}}
            """;

    /** 3.2 GB of weights: more than the stack holds. */
    private static final String HUGE = """
            name: huge
            inputs:
              features: {channels: 40000}
            layers:
              - {name: a, type: matrix_product, inputs: [features], dims: {K: 40000}}
            """;

    private final String tiny;
    private final String huge;

    CompareTest(@TempDir Path folder) throws IOException {
        tiny = Files.writeString(folder.resolve("tiny.yaml"), TINY, StandardCharsets.UTF_8)
                .toString();
        huge = Files.writeString(folder.resolve("huge.yaml"), HUGE, StandardCharsets.UTF_8)
                .toString();
    }

    private static Cli compare(String... args) {
        List<String> all = new ArrayList<>(List.of("compare"));
        all.addAll(Arrays.asList(args));
        return Cli.run(all.toArray(String[]::new));
    }

    private static JsonNode rows(Cli result) throws IOException {
        assertThat(result.code()).as(result.err()).isZero();
        return ContractTest.document(result).get("rows");
    }

    private static JsonNode row(JsonNode rows, String workload, String step) {
        for (JsonNode row : rows) {
            if (row.get("workload").asText().equals(workload)
                    && row.get("step").asText().equals(step)) {
                return row;
            }
        }
        throw new AssertionError(workload + " has no row " + step);
    }

    private static void assertReduction(JsonNode document, String field, String ratio, String... workloads) {
        double sum = 0;
        for (String workload : workloads) {
            JsonNode last = row(document.get("rows"), workload, "ilp");
            String base = ratio.endsWith("baseline") ? "baseline" : "baseline-replicated";
            String figure =
                    ratio.replaceFirst("latency_vs_.*", "latency_cycles").replaceFirst("energy_vs_.*", "energy_pj");
            double recomputed = last.get(figure).asDouble()
                    / row(document.get("rows"), workload, base).get(figure).asDouble();
            assertThat(last.get(ratio).asDouble()).as(workload + " " + ratio).isCloseTo(recomputed, within(1e-12));
            sum += 1 - recomputed;
        }
        assertThat(document.get("average").get(field).asDouble())
                .as(field)
                .isCloseTo(sum / workloads.length, within(1e-12));
    }

    @Test
    void averagesAreMeansOfWhatTheRowsSave() throws IOException {
        Cli result = compare(
                "--workload", "alexnet", tiny, "--hardware", "chip4x4", "--budget", "50", "--simulate", "--json");
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode document = ContractTest.document(result);
        assertThat(document.get("rows")).hasSize(14).allSatisfy(row -> {
            assertThat(row.get("hardware").asText()).isEqualTo("chip4x4");
            assertThat(row.get("objective").asText()).isEqualTo("edp");
            assertThat(row.get("evaluations").asLong()).isPositive();
            assertThat(row.get("search_seconds").asDouble()).isPositive();
            assertThat(row.get("latency_cycles").asDouble())
                    .isGreaterThanOrEqualTo(
                            row.get("latency_lower_bound_cycles").asDouble());
        });
        assertThat(document.get("rows").findValuesAsText("step").subList(0, 7)).isEqualTo(LadderStep.words());
        for (String view : List.of("", "simulated_")) {
            for (String figure : List.of("latency", "energy")) {
                String field = view + figure + "_reduction";
                assertReduction(document, field, view + figure + "_vs_baseline", "alexnet", "tiny");
                assertReduction(
                        document, field + "_vs_replicated", view + figure + "_vs_replicated", "alexnet", "tiny");
            }
        }
        assertThat(result.err())
                .contains("0/14 steps, alexnet on chip4x4: baseline", "13/14 steps, tiny on chip4x4: ilp");
    }

    /** The last step's search prices sharing as the step before: the mapping is the same, its schedule is no worse. */
    @Test
    void theLastStepIsWhatMapFinds() throws IOException {
        JsonNode rows = rows(compare("--workload", tiny, "--hardware", "chip4x4", "--budget", "50", "--json"));
        JsonNode map = ContractTest.document(
                Cli.run("map", "--workload", tiny, "--hardware", "chip4x4", "--budget", "50", "--json"));
        JsonNode ilp = row(rows, "tiny", "ilp");
        assertThat(ilp.get("latency_cycles")).isEqualTo(map.get("latency_cycles"));
        assertThat(ilp.get("energy_pj")).isEqualTo(map.get("energy_pj"));
        JsonNode baseline = ContractTest.document(Cli.run(
                "map",
                "--workload",
                tiny,
                "--hardware",
                "chip4x4",
                "--mapper",
                "baseline-replicated",
                "--scheduler",
                "shortest",
                "--budget",
                "50",
                "--json"));
        assertThat(row(rows, "tiny", "baseline-replicated").get("energy_pj")).isEqualTo(baseline.get("energy_pj"));
    }

    @Test
    void whatCannotRunIsARowAndNoPartOfAverages() throws IOException {
        String[] args = {"--workload", huge, tiny, "--hardware", "chip4x4", "--steps", "ilp,baseline", "--budget", "50"
        };
        List<String> json = new ArrayList<>(List.of(args));
        json.add("--json");
        JsonNode document = ContractTest.document(compare(json.toArray(String[]::new)));
        JsonNode refused = row(document.get("rows"), "huge", "ilp");
        assertThat(refused.get("feasible").asBoolean()).isFalse();
        assertThat(refused.get("reason").asText()).contains("the stack has");
        assertThat(refused.get("latency_cycles").isNull()).isTrue();
        assertThat(document.get("cases").asInt()).isEqualTo(2);
        assertThat(document.get("infeasible_cases").asInt()).isEqualTo(1);
        assertReduction(document, "energy_reduction", "energy_vs_baseline", "tiny");
        assertThat(document.get("average").get("energy_reduction_vs_replicated").isNull())
                .as("the step was not taken")
                .isTrue();
        Cli text = compare(args);
        assertThat(text.out())
                .contains("infeasible (baseline, ilp): weights and feature maps need")
                .contains("Average of ilp over 1 of 2 cases")
                .contains("1 infeasible and left out");
        assertThat(compare("--workload", huge, "--hardware", "chip4x4").code()).isEqualTo(3);
    }

    @Test
    void theTableSaysWhatTheDocumentSays() throws IOException {
        String[] args = {
            "--workload", tiny, "--hardware", "chip4x4", "--link-bits", "64", "--objective", "latency", "--budget", "50"
        };
        List<String> json = new ArrayList<>(List.of(args));
        json.add("--json");
        JsonNode rows = rows(compare(json.toArray(String[]::new)));
        String text = compare(args).out();
        assertThat(text).contains("tiny, batch 1, on chip4x4", "links of 64 bits", "objective latency");
        for (String step : LadderStep.words()) {
            Matcher line = Pattern.compile("(?m)^" + step + "(?: \\*)? +\\S+ +\\S+ +\\S+ +(\\S+) +(\\S+)")
                    .matcher(text);
            assertThat(line.find()).as(step).isTrue();
            double latency = row(rows, "tiny", step).get("latency_vs_baseline").asDouble();
            assertThat(Double.parseDouble(line.group(1))).isCloseTo(100 * (latency - 1), within(0.051));
        }
        JsonNode wide = rows(compare(
                "--workload", tiny, "--hardware", "chip4x4", "--link-bits", "256", "--steps", "baseline", "--json"));
        assertThat(row(wide, "tiny", "baseline").get("energy_pj"))
                .isNotEqualTo(row(rows, "tiny", "baseline").get("energy_pj"));
    }
}
