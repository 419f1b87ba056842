package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.scheduler.milp.SolverChain;
import org.nicepim.sharing.PatternTable.Met;
import org.nicepim.sharing.SharingPattern;
import org.nicepim.workload.zoo.Zoo;

class BenchSchedulerTest {
    /** Two sets of a square, a line, and eight strided sets of two columns of four, where shortest cycles collide. */
    private static final String TABLE = """
            rows,cols,count,example,sets
            2,2,3,square,4096=0-3
            1,4,1,line,2048=0-3
            4,8,2,strided,65536=0 4 8 12 16 20 24 28/1 5 9 13 17 21 25 29/2 6 10 14 18 22 26 30/3 7 11 15 19 23 27 31
            """;

    private final Path folder;

    BenchSchedulerTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        write("patterns.csv", TABLE);
        write("broken.csv", TABLE.replace("4096=0-3", "4096=0-4"));
        write("empty.csv", "rows,cols,count,example,sets\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }

    private JsonNode json(String... args) throws IOException {
        Cli cli = run("patterns.csv", args);
        assertThat(cli.code()).as(cli.err()).isZero();
        return new ObjectMapper().readTree(cli.out());
    }

    private Cli run(String table, String... args) {
        List<String> all = new ArrayList<>(
                List.of("bench-scheduler", "--patterns", folder.resolve(table).toString()));
        all.addAll(List.of(args));
        return Cli.run(all.toArray(String[]::new));
    }

    @Test
    void qualityAndSpeedAreOfAllPatterns() throws IOException {
        JsonNode document = json("--solver", "cbc", "--solver", "cp-sat", "--json");
        JsonNode all = document.get("quality").get(document.get("quality").size() - 1);
        assertThat(all.get("nodes").asText()).isEqualTo("all");
        assertThat(all.get("patterns").asInt()).isEqualTo(3);
        assertThat(all.get("met").asInt()).isEqualTo(6);
        assertThat(all.get("worst_ratio_to_better").asDouble()).isLessThanOrEqualTo(1 + 1e-9);
        assertThat(all.get("ilp_phase_cycles").asDouble())
                .isLessThan(all.get("tsp_phase_cycles").asDouble());
        assertThat(document.get("speed")).hasSize(4);
        int asked = 0;
        for (JsonNode speed : document.get("speed")) {
            assertThat(speed.get("median_millis").asDouble())
                    .isBetween(0.0, speed.get("max_millis").asDouble());
            asked += speed.get("asked").asInt();
        }
        assertThat(asked).isPositive();
    }

    @Test
    void aMappingIsPricedWithEachScheduler() throws IOException {
        JsonNode document =
                json("--layers", "--workload", "alexnet", "--hardware", "chip4x4", "--solver", "cbc", "--json");
        JsonNode one = document.get("cases").get(0);
        assertThat(one.get("network").asText()).isEqualTo("alexnet");
        assertThat(one.get("network_ilp_cycles").asDouble())
                .isPositive()
                .isLessThanOrEqualTo(one.get("network_unicast_cycles").asDouble());
        assertThat(one.get("bound_unicast_cycles").asDouble())
                .isLessThanOrEqualTo(one.get("network_unicast_cycles").asDouble());
        assertThat(one.get("bound_layers").asInt())
                .isLessThanOrEqualTo(one.get("layers").asInt());
    }

    @Test
    void aSoakSolvesAsManyProgramsAsItIsTold() throws IOException {
        JsonNode points = json("--solver", "cbc", "--soak", "4", "--json").get("points");
        JsonNode last = points.get(points.size() - 1);
        assertThat(last.get("solves").asInt()).isGreaterThanOrEqualTo(4);
        assertThat(last.get("heap_mib").asDouble()).isPositive();
    }

    @Test
    void collectedPatternsAreTheirOwnPatternAndStandThereOnce() {
        PatternCollector collector = new PatternCollector();
        assertThat(collector.add(Zoo.create("alexnet", 1), HardwareReader.read("chip4x4")))
                .isGreaterThan(3)
                .isEqualTo(collector.patterns().size());
        for (Met met : collector.patterns()) {
            assertThat(met.example()).startsWith("alexnet ").endsWith(" 4x4");
            assertThat(met.count()).isPositive();
            assertThat(SharingPattern.of(met.problem()).problem().mesh())
                    .isEqualTo(met.problem().mesh());
        }
    }

    @Test
    void solversAreNamedAsForSchedule() {
        assertThat(run("patterns.csv", "--solver", "CBC", "--soak", "1").code()).isEqualTo(Main.DONE);
        assumeFalse(SolverChain.names().contains("gurobi"), "the build has the profile gurobi");
        refused(run("patterns.csv", "--solver", "gurobi"), "Maybe build with -Pgurobi?");
    }

    @Test
    void wrongInputIsOneLineAndCodeTwo() {
        refused(run("none.csv"), "no such file");
        refused(run("."), "is a folder, a file is needed. Maybe");
        refused(run("broken.csv"), "node 4 lies outside the 2x2 region");
        refused(run("empty.csv"), "has no patterns");
        refused(run("patterns.csv", "--solver", "highs"), "must be one of");
        refused(run("patterns.csv", "--soak", "0"), "must be at least 1");
        refused(run("patterns.csv", "--collect"), "needs --out");
    }

    private static void refused(Cli cli, String part) {
        assertThat(cli.code()).isEqualTo(Main.BAD_INPUT);
        assertThat(cli.err().lines()).hasSize(1);
        assertThat(cli.err()).contains(part);
    }
}
