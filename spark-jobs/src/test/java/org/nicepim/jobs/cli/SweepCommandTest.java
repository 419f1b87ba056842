package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.jobs.TestRun;
import org.nicepim.jobs.run.SweepTables;
import org.nicepim.jobs.sweep.SweepRow;
import org.nicepim.jobs.sweep.TestSweep;

/** Does {@code nicepim sweep} write what a reader expects, say how it went, and go on where it stopped? */
class SweepCommandTest {
    private final Path folder;
    private final Path out;

    SweepCommandTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.out = folder.resolve("run");
        Files.writeString(folder.resolve("sweep.yaml"), TestSweep.YAML);
    }

    private Cli sweep(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("sweep", folder.resolve("sweep.yaml").toString()));
        arguments.addAll(List.of("--out", out.toString(), "--master", "local[2]"));
        arguments.addAll(List.of(more));
        return Cli.run(arguments.toArray(String[]::new));
    }

    private List<SweepRow> rows() throws IOException {
        return TestSweep.timeless(new SweepTables(new org.apache.hadoop.fs.Path(out.toUri()), new Configuration()));
    }

    private static JsonNode timeless(Cli run) throws IOException {
        return ((ObjectNode) ContractTest.document(run)).without(List.of("seconds", "effort"));
    }

    private static List<String> csv(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    /** One sweep for all questions: Spark takes seconds to start. */
    @Test
    void rowsReportAndResumeAgree() throws IOException {
        Path csv = folder.resolve("designs.csv.gz");
        Cli whole = sweep("--json");
        assertThat(whole.code()).as(whole.err()).isZero();
        assertThat(whole.err()).contains("4 are over the area limit and not mapped", "20/20 rows, 16 ok");
        JsonNode document = ContractTest.document(whole);
        List<SweepRow> rows = rows();
        TestSweep sweep = TestSweep.with();
        var here = sweep.open(folder.resolve("here").toString(), false);
        sweep.run(here);
        assertThat(rows).as("two threads write what one writes").isEqualTo(TestSweep.timeless(here.tables()));
        assertDocument(document, rows);
        assertSqlReadsThem(rows);

        Files.delete(out.resolve("evaluations/batch-00004.parquet"));
        assertThat(sweep("--json").err()).contains("holds a run already", "Maybe --resume");
        assertThat(sweep("--resume", "--set", "batch=1").err())
                .contains("--resume with another configuration", "now it is 'workloads: ");
        Cli resumed = sweep("--json", "--resume", "--csv", csv.toString());
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(timeless(resumed)).as("nothing lost, nothing twice").isEqualTo(timeless(whole));
        assertThat(rows()).isEqualTo(rows);
        assertTable(csv(csv), rows);

        Files.copy(
                out.resolve("evaluations/batch-00000.parquet"),
                out.resolve("evaluations/batch-00003.parquet"),
                StandardCopyOption.REPLACE_EXISTING);
        Cli refused = sweep("--resume");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("nicepim: --out", "batch 3 holds other rows", "Maybe delete its file");
    }

    /** Buffers that hold no tile: every design was judged, and none is any good. */
    @Test
    void nothingOkIsSaidWithItsReasonAndThree() {
        String chip =
                "{nodeRows: 1, nodeCols: [1, 2], peRows: 8, peCols: 8, ifmapBufferBytes: 64, weightBufferBytes: 64,"
                        + " ofmapBufferBytes: 64}";
        Cli result = sweep(
                "--set",
                "hardware=[" + chip + "]",
                "--set",
                "workloads=[bert_large]",
                "--set",
                "batch=4096",
                "--set",
                "mapper.budget=1");
        assertThat(result.code()).as(result.err()).isEqualTo(3);
        assertThat(result.out())
                .contains("2 rows of 2 designs", "0 ok, 0 over the area limit, 2 infeasible, 0 failed")
                .contains("bert_large, batch 4096, design 0 infeasible: ", "No row is ok");
    }

    private static void assertDocument(JsonNode document, List<SweepRow> rows) {
        assertThat(document.get("designs").asInt()).isEqualTo(5);
        assertThat(document.get("rows").asInt()).isEqualTo(TestSweep.ROWS);
        assertThat(document.get("ok").asInt()).isEqualTo(16);
        assertThat(document.get("area_exceeded").asInt()).isEqualTo(4);
        assertThat(document.get("groups")).hasSize(4);
        JsonNode group = document.get("groups").get(0);
        assertThat(group.get("workload").asText()).isEqualTo("decoder");
        assertThat(group.get("rows").asInt()).isEqualTo(5);
        assertThat(group.get("ok").asInt()).isEqualTo(4);
        assertThat(group.get("pareto_size").asInt()).isBetween(1, 4);
        double least = rows.stream()
                .filter(row -> row.workload().equals("decoder") && row.batch() == 1)
                .flatMap(row -> row.figures().stream())
                .mapToDouble(figures -> figures.edpJs())
                .min()
                .orElseThrow();
        assertThat(group.get("best").get("value").asDouble()).isEqualTo(least);
        assertThat(group.get("best").get("parameters").get("peRows").asInt()).isEqualTo(16);
    }

    private void assertSqlReadsThem(List<SweepRow> rows) throws IOException {
        try (SparkSession session = TestRun.session("local[2]")) {
            session.read().parquet(out + "/evaluations").createOrReplaceTempView("sweep");
            Row row = session.sql("""
                    SELECT count(*), count(DISTINCT design_id, technology, objective, workload, batch), count(edp_js),
                    sum(latency_cycles) FROM sweep""").first();
            assertThat(row.getLong(0)).isEqualTo(TestSweep.ROWS);
            assertThat(row.getLong(1)).isEqualTo(TestSweep.ROWS);
            assertThat(row.getLong(2)).isEqualTo(16);
            assertThat(row.getDouble(3))
                    .isCloseTo(
                            rows.stream()
                                    .flatMap(one -> one.figures().stream())
                                    .mapToDouble(figures -> figures.latencyCycles())
                                    .sum(),
                            org.assertj.core.data.Percentage.withPercentage(1e-9));
            assertThat(session.read()
                            .parquet(out + "/layers")
                            .selectExpr("sum(energy_pj) / (SELECT sum(energy_pj) FROM sweep)")
                            .first()
                            .getDouble(0))
                    .isCloseTo(1, org.assertj.core.data.Percentage.withPercentage(1e-6));
        }
    }

    private static void assertTable(List<String> lines, List<SweepRow> rows) {
        assertThat(lines.get(0))
                .isEqualTo(
                        "nodeRows,nodeCols,peRows,peCols,ifmapBufferBytes,weightBufferBytes,ofmapBufferBytes,area_mm2,"
                                + "feasible,encoder_b1_latency_cycles,encoder_b1_energy_pj,decoder_b1_latency_cycles,decoder_b1_energy_pj,"
                                + "encoder_b2_latency_cycles,encoder_b2_energy_pj,decoder_b2_latency_cycles,decoder_b2_energy_pj");
        assertThat(lines).hasSize(6);
        for (int design = 0; design < 5; design++) {
            String[] cells = lines.get(design + 1).split(",", -1);
            List<SweepRow> line = rows.subList(4 * design, 4 * design + 4);
            assertThat(cells).hasSize(17);
            assertThat(cells[0]).isEqualTo(String.valueOf(line.get(0).design().nodeRows()));
            assertThat(cells[8]).isEqualTo(String.valueOf(line.get(0).verdict().feasible()));
            for (int i = 0; i < 4; i++) {
                var figures = line.get(i).figures();
                assertThat(cells[9 + 2 * i])
                        .isEqualTo(figures.map(f -> String.valueOf(f.latencyCycles()))
                                .orElse(""));
                assertThat(cells[10 + 2 * i])
                        .isEqualTo(figures.map(f -> String.valueOf(f.energy().energyPj()))
                                .orElse(""));
            }
        }
    }
}
