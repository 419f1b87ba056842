package org.nicepim.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.run.ParquetTable;
import org.nicepim.results.EvaluationRow;

/** Does the page's document say what the folder's rows say, and what is missing? */
class RunModelTest {
    private static final Percentage DIGITS = Percentage.withPercentage(1e-3);

    private final Path temporary;

    RunModelTest(@TempDir Path temporary) {
        this.temporary = temporary;
    }

    private static ObjectNode read(Path folder, String... against) throws IOException {
        return RunModel.read(folder.toString(), List.of(against), Look.NONE, text -> {}, new Configuration());
    }

    private void assertRefused(String folder, String... words) {
        assertThatThrownBy(() -> RunModel.read(folder, List.of(), Look.NONE, text -> {}, new Configuration()))
                .isInstanceOf(ConfigException.class)
                .satisfies(e -> assertThat(e.getMessage())
                        .contains(folder, "Maybe")
                        .contains(words)
                        .doesNotContain("\n"));
    }

    private static Map<Integer, List<EvaluationRow>> byDesign(List<EvaluationRow> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(row -> row.design().designId(), TreeMap::new, Collectors.toList()));
    }

    private static boolean feasible(List<EvaluationRow> design) {
        return design.stream().allMatch(row -> row.verdict().feasible());
    }

    private static double mean(double a, double b) {
        return Math.sqrt(a * b);
    }

    @Test
    void numbersAreThoseOfTheRows() throws IOException {
        ReportFolder run = ReportFolder.write(temporary.resolve("run"), 60, 8, 3);
        ObjectNode document = read(run.folder());
        JsonNode designs = document.get("designs");
        assertThat(document.get("rows").asInt()).isEqualTo(120);
        assertThat(designs.get("id")).hasSize(60);
        byDesign(run.rows()).forEach((id, rows) -> {
            assertThat(designs.get("id").get(id).asInt()).isEqualTo(id);
            assertThat(designs.get("peCols").get(id).asInt())
                    .isEqualTo(rows.get(0).design().peCols());
            assertThat(designs.get("area_mm2").get(id).asDouble())
                    .isCloseTo(rows.get(0).verdict().areaMm2(), DIGITS);
            assertThat(designs.get("value").get(id).isNull()).isEqualTo(!feasible(rows));
            if (feasible(rows)) {
                EvaluationRow.Figures a = rows.get(0).figures().orElseThrow();
                EvaluationRow.Figures b = rows.get(1).figures().orElseThrow();
                assertThat(designs.get("value").get(id).asDouble()).isCloseTo(mean(a.edpJs(), b.edpJs()), DIGITS);
                assertThat(designs.get("latency_ms").get(id).asDouble())
                        .isCloseTo(mean(a.latencyMs(), b.latencyMs()), DIGITS);
                assertThat(designs.get("each").get(1).get("energy_mj").get(id).asDouble())
                        .isCloseTo(b.energy().energyPj() * 1e-9, DIGITS);
            }
        });
        assertThat(document.get("counts").get("ok").asLong())
                .isEqualTo(byDesign(run.rows()).values().stream()
                        .filter(RunModelTest::feasible)
                        .count());
        assertThat(document.get("notes")).isEmpty();
    }

    @Test
    void detailsAreOfTheBestAndAddUp() throws IOException {
        ReportFolder run = ReportFolder.write(temporary.resolve("run"), 40, 8, 5);
        ObjectNode document = read(run.folder());
        JsonNode values = document.get("designs").get("value");
        JsonNode first = document.get("details").get(0);
        double best = Double.POSITIVE_INFINITY;
        for (JsonNode value : values) {
            best = value.isNull() ? best : Math.min(best, value.asDouble());
        }
        assertThat(values.get(first.get("design").asInt()).asDouble()).isEqualTo(best);
        assertThat(first.get("layers").get("name")).hasSize(5);
        double cycles = 0;
        for (JsonNode latency : first.get("layers").get("latency")) {
            cycles += latency.asDouble();
        }
        assertThat(cycles).isCloseTo(first.get("latency_cycles").asDouble(), DIGITS);
        assertThat(first.get("clock_mhz").asDouble()).isCloseTo(400, DIGITS);
    }

    @Test
    void theBestSoFarOnlyImproves() throws IOException {
        ReportFolder run = ReportFolder.write(temporary.resolve("run"), 40, 8, 1);
        ReportFolder.write(temporary.resolve("random"), 30, 8, 1, "tuner.kind=random");
        JsonNode curves =
                read(run.folder(), temporary.resolve("random").toString()).get("convergence");
        assertThat(curves).hasSize(2);
        assertThat(curves.get(1).get("name").asText()).startsWith("random");
        assertThat(curves.get(1).get("asked").asInt()).isEqualTo(30);
        for (JsonNode curve : curves) {
            for (int i = 1; i < curve.get("n").size(); i++) {
                assertThat(curve.get("n").get(i).asInt())
                        .isGreaterThan(curve.get("n").get(i - 1).asInt());
                assertThat(curve.get("value").get(i).asDouble())
                        .isLessThan(curve.get("value").get(i - 1).asDouble());
            }
        }
    }

    @Test
    void runsOfOtherProblemsAreNotCompared() throws IOException {
        ReportFolder run = ReportFolder.write(temporary.resolve("run"), 10, 8, 1);
        Path other = ReportFolder.write(temporary.resolve("other"), 10, 8, 1, "objective=latency")
                .folder();
        assertThatThrownBy(() -> read(run.folder(), other.toString()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("--against " + other, "objective is 'latency' there and 'edp'", "Maybe");
    }

    @Test
    void simulatedFiguresStandBesideTheClosedForms() throws IOException {
        ReportFolder run = ReportFolder.write(temporary.resolve("run"), 4, 8, 1);
        EvaluationRow row = run.rows().get(0);
        EvaluationRow simulated = new EvaluationRow(
                row.design(),
                row.workload(),
                row.batch(),
                row.verdict(),
                row.figures(),
                Optional.of(new EvaluationRow.Simulated(1e6, 2.5, 3e9, 7.5e-6, 12)),
                row.prediction(),
                row.effort());
        new ParquetTable<>(
                        new org.apache.hadoop.fs.Path(
                                run.folder().resolve("simulated").toUri()),
                        EvaluationRow.class,
                        new Configuration())
                .write(0, List.of(simulated));
        JsonNode columns = read(run.folder()).get("simulated");
        assertThat(columns.get("simulated_latency_ms").toString()).isEqualTo("[2.5]");
        assertThat(columns.get("latency_ms").get(0).asDouble())
                .isCloseTo(row.figures().orElseThrow().latencyMs(), DIGITS);
    }

    @Test
    void beliefsAreCounted() throws IOException {
        ObjectNode document =
                read(ReportFolder.write(temporary.resolve("run"), 200, 8, 1).folder());
        int designs = 0;
        for (JsonNode bin : document.get("area_classifier")) {
            designs += bin.get("n").asInt();
        }
        assertThat(designs).isEqualTo(200);
        assertThat(document.get("surrogate").get("within_95").asDouble()).isBetween(0.0, 1.0);
        assertThat(document.get("surrogate").get("rms_log").asDouble()).isCloseTo(0.3, within(0.3));
    }

    @Test
    void whatIsNoRunIsRefused() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("empty"));
        assertRefused(folder.toString(), "holds no manifest.json", "is empty");
        assertRefused(temporary.resolve("nowhere").toString(), "is not there");
        Path file = Files.writeString(temporary.resolve("file"), "x");
        assertRefused(file.toString(), "is a file");
        Path manifest = folder.resolve("manifest.json");
        Files.writeString(manifest, "{\"schema_version\" : ");
        assertRefused(folder.toString(), "is no JSON document");
        Files.writeString(manifest, "{\"name\": \"web app\"}");
        assertRefused(folder.toString(), "another program");
        assertRefused("foo://host/x", "No FileSystem for scheme");
    }

    @Test
    void aNewerSchemaIsRefused() throws IOException {
        ReportFolder run = ReportFolder.write(temporary.resolve("run"), 4, 8, 1);
        Path manifest = run.folder().resolve("manifest.json");
        String text = Files.readString(manifest, StandardCharsets.UTF_8);
        Files.writeString(manifest, text.replace("\"schema_version\" : 3", "\"schema_version\" : 4"));
        assertRefused(run.folder().toString(), "schema_version 4", "a newer version");
    }

    @Test
    void aHalfWrittenFolderIsShownAsFarAsItGoes() throws IOException {
        ReportFolder run = ReportFolder.write(temporary.resolve("run"), 40, 8, 2);
        Path evaluations = run.folder().resolve("evaluations");
        Files.delete(evaluations.resolve("batch-00004.parquet"));
        Files.writeString(evaluations.resolve("batch-00003.parquet"), "no Parquet");
        Files.writeString(run.folder().resolve("layers/batch-00000.parquet"), "");
        ObjectNode document = read(run.folder());
        assertThat(document.get("designs").get("id")).hasSize(24);
        assertThat(document.get("notes").toString())
                .contains("evaluations/batch-00003.parquet cannot be read")
                .contains("layers/batch-00000.parquet cannot be read")
                .contains("24 of 40 designs are whole");
    }

    @Test
    void aFolderWithoutRowsIsRefused() throws IOException {
        ReportFolder run = ReportFolder.write(temporary.resolve("run"), 4, 8, 1);
        Files.delete(run.folder().resolve("evaluations/batch-00000.parquet"));
        assertRefused(run.folder().toString(), "holds no evaluation that can be read. Maybe", "--resume");
    }

    @Test
    void sweepsAreGroupedByObjective() throws IOException {
        ReportFolder.writeSweep(temporary.resolve("sweep"));
        ObjectNode document = read(temporary.resolve("sweep"));
        assertThat(document.get("kind").asText()).isEqualTo("sweep");
        assertThat(document.get("groups")).hasSize(2);
        assertThat(document.get("workloads").toString()).isEqualTo("[\"alexnet\",\"zfnet\"]");
        assertThat(document.get("designs").get("id")).hasSize(10);
        assertThat(document.get("designs").get("group").toString()).isEqualTo("[0,0,0,0,0,1,1,1,1,1]");
        assertThat(document.get("details").get(0).get("layers").get("name")).isNotEmpty();
        assertThat(document.has("convergence")).isFalse();
        assertThat(document.get("technologies").get("default").get("clock_mhz").asDouble())
                .isPositive();
    }
}
