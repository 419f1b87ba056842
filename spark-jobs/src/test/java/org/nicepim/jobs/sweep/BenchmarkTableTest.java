package org.nicepim.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.nicepim.config.YamlNode;
import org.nicepim.jobs.run.SweepConfig;

/** Is the public table what its page says: every point of its space once, mapped if it is within the area limit? */
class BenchmarkTableTest {
    private static final Path TABLE = Path.of("../datasets/benchmarks/designs.csv.gz");
    private static final int KNOBS = 7;

    private static List<String[]> lines() throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(TABLE)), StandardCharsets.UTF_8))) {
            return reader.lines().map(line -> line.split(",", -1)).toList();
        }
    }

    private static SweepContext sweep() {
        YamlNode top = YamlNode.read(Path.of("../conf/sweep/benchmark.yaml"));
        top.set("hardware={space: ../conf/space/benchmark.yaml}");
        return SweepConfig.read(top).context();
    }

    @Test
    void everyPointOfTheSpaceIsALine() throws IOException {
        List<String[]> lines = lines();
        Designs designs = sweep().designs();
        assertThat(lines.get(0)).startsWith("nodeRows").endsWith("bert_base_latency_cycles", "bert_base_energy_pj");
        assertThat(lines).hasSize(1 + 4608);
        for (int i = 0; i < designs.size(); i++) {
            String[] cells = lines.get(i + 1);
            assertThat(Stream.of(cells).limit(KNOBS).map(Integer::valueOf))
                    .containsExactlyElementsOf(designs.point(i).values());
        }
    }

    @Test
    void fourThousandAreMappedAndTheOthersTooLarge() throws IOException {
        double limitMm2 = sweep().technologies().get(0).logic().areaLimitMm2();
        List<String[]> rows = lines().subList(1, 4609);
        assertThat(rows)
                .filteredOn(cells -> cells[8].equals("true"))
                .hasSize(4126)
                .allSatisfy(cells -> {
                    assertThat(Double.parseDouble(cells[7])).isLessThanOrEqualTo(limitMm2);
                    IntStream.range(9, 15).forEach(i -> assertThat(Double.parseDouble(cells[i]))
                            .isPositive()
                            .isFinite());
                });
        assertThat(rows)
                .filteredOn(cells -> cells[8].equals("false"))
                .hasSize(482)
                .allSatisfy(cells -> {
                    assertThat(Double.parseDouble(cells[7])).isGreaterThan(limitMm2);
                    IntStream.range(9, 15).forEach(i -> assertThat(cells[i]).isEmpty());
                });
    }
}
