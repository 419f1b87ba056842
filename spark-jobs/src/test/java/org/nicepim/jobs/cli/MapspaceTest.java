package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does {@code map} say how many mappings there are if it is asked, and only then? */
class MapspaceTest {
    private static Cli map(String... more) {
        List<String> args = new ArrayList<>(List.of("map", "--workload", "alexnet", "--hardware", "chip4x4"));
        args.addAll(List.of("--mapper", "replication", "--scheduler", "shortest", "--budget", "50"));
        args.addAll(List.of(more));
        return Cli.run(args.toArray(String[]::new));
    }

    @Test
    void textHasALineOfFactors() {
        Cli result = map("--mapspace");
        assertThat(result.code()).as(result.err()).isEqualTo(0);
        assertThat(result.out())
                .containsPattern(
                        "mapspace +10\\^[0-9.]+ mappings: regions 10\\^0\\.0, partition 10\\^[0-9.]+, replication"
                                + " 10\\^[0-9.]+, layout 10\\^0\\.0, loop nest 10\\^[0-9.]+");
        assertThat(map().out()).doesNotContain("mapspace");
    }

    @Test
    void factorsMultiplyToTheTotal(@TempDir Path folder) throws IOException {
        Cli result = map("--mapspace", "--json", "--out", folder.toString());
        JsonNode size = new ObjectMapper().readTree(result.out()).get("mapspace");
        double sum = 0;
        for (String choice : List.of("regions", "partition", "replication", "layout", "loop_nest")) {
            sum += size.get(choice + "_log10").asDouble();
        }
        assertThat(size.get("total_log10").asDouble()).isGreaterThan(50).isCloseTo(sum, within(1e-9));
        assertThat(size).hasSize(6);
        Cli again =
                Cli.run("simulate", "--mapping", folder.resolve("mapping.json").toString());
        assertThat(again.code()).as(again.err()).isEqualTo(0);
    }
}
