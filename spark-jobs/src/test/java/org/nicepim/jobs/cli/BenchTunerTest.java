package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does {@code bench-tuner} print what its scripts rely on, and refuse what it cannot use? */
class BenchTunerTest {
    private final Path folder;

    BenchTunerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** 96 designs; energy and delay fall with PEs and rise with buffers. */
    private static String table() {
        StringBuilder text = new StringBuilder("nodeRows,nodeCols,peRows,peCols,ifmapBufferBytes,weightBufferBytes,"
                + "ofmapBufferBytes,area_mm2,feasible,net_latency_cycles,net_energy_pj\n");
        for (int rows : List.of(1, 2, 4)) {
            for (int pes : List.of(8, 16, 32, 64)) {
                for (int ifmap : List.of(1024, 2048, 4096, 8192)) {
                    for (int weight : List.of(1024, 8192)) {
                        double area = rows * (1 + pes / 8.0);
                        boolean fits = area < 24;
                        text.append(String.join(
                                        ",",
                                        String.valueOf(rows),
                                        "2",
                                        String.valueOf(pes),
                                        "8",
                                        String.valueOf(ifmap),
                                        String.valueOf(weight),
                                        "1024",
                                        String.valueOf(area),
                                        String.valueOf(fits),
                                        fits ? String.valueOf(1e6 / rows / pes + ifmap) : "",
                                        fits ? String.valueOf(1e6 + 10.0 * weight + 1e9 / ifmap) : "")
                                + "\n");
                    }
                }
            }
        }
        return text.toString();
    }

    private String plain() throws IOException {
        return Files.writeString(folder.resolve("t.csv"), table(), StandardCharsets.UTF_8)
                .toString();
    }

    private String compressed() throws IOException {
        Path file = folder.resolve("t.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(table().getBytes(StandardCharsets.UTF_8));
        }
        return file.toString();
    }

    private static Cli quick(String table, String... more) {
        String[] args = {"bench-tuner", "--table", table, "--seeds", "2", "--evaluations", "30", "--tuners", "gp,random"
        };
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return Cli.run(all);
    }

    private static JsonNode rows(Cli result) throws IOException {
        assertThat(result.code()).as(result.err()).isZero();
        return new ObjectMapper().readTree(result.out());
    }

    @Test
    void rowsHaveTheFieldsThatScriptsRelyOn() throws IOException {
        JsonNode document = rows(quick(compressed(), "--json"));
        JsonNode problem = document.get("benchmarks").get(0);
        assertThat(problem.get("designs").asInt()).isEqualTo(96);
        assertThat(problem.get("within_5pct").asInt())
                .isGreaterThanOrEqualTo(problem.get("within_1pct").asInt());
        assertThat(document.get("rows")).hasSize(2);
        for (JsonNode row : document.get("rows")) {
            for (String field : List.of(
                    "tuner",
                    "benchmark",
                    "seeds",
                    "evaluations_to_top_0_5pct",
                    "evaluations_to_within_1pct",
                    "regret_at_50",
                    "regret_at_100",
                    "seconds_per_ask")) {
                assertThat(row.has(field)).as(field).isTrue();
            }
            assertThat(row.get("benchmark").asText()).isEqualTo("net");
            assertThat(row.get("seeds").asInt()).isEqualTo(2);
            assertThat(row.get("regret_at_50").isNull())
                    .as("30 evaluations have no 50th")
                    .isTrue();
            assertThat(row.get("regret_curve")).hasSize(30);
        }
    }

    @Test
    void theSameSeedGivesTheSameRowsButForTime() throws IOException {
        String table = plain();
        String first = rows(quick(table, "--json")).toString().replaceAll("\"seconds_per_ask\":[^,]*", "");
        String second = rows(quick(compressed(), "--json")).toString().replaceAll("\"seconds_per_ask\":[^,]*", "");
        assertThat(second).isEqualTo(first);
        assertThat(rows(quick(table, "--json", "--seed", "7")).toString().replaceAll("\"seconds_per_ask\":[^,]*", ""))
                .isNotEqualTo(first);
    }

    @Test
    void textHasTableAndCurves() throws IOException {
        Cli result = quick(plain(), "--goal", "pareto");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "96 designs of a grid of 96",
                        "designs within 1 % of the best",
                        "hypervolume at 50",
                        "Regret in per cent");
    }

    @Test
    void wrongInputIsRefused() throws IOException {
        String table = plain();
        assertRefused(quick("nowhere.csv"), "--table nowhere.csv: no such file");
        assertRefused(quick(table, "--networks", "nett"), "--networks nett", "holds net.", "Maybe 'net'?");
        assertRefused(Cli.run("bench-tuner", "--table", table, "--tuners", "gpp"), "--tuners gpp", "Maybe 'gp'?");
        assertRefused(Cli.run("bench-tuner", "--table", table, "--seeds", "0"), "--seeds 0: must lie between 1");
        assertRefused(Cli.run("bench-tuner", "--table", table, "--batch", "0"), "--batch 0");
        assertRefused(
                Cli.run("bench-tuner", "--table", table, "--goal", "area"), "--goal area: must be one of edp, pareto");
    }

    private static void assertRefused(Cli result, String... words) {
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(words);
        assertThat(result.out()).isEmpty();
    }
}
