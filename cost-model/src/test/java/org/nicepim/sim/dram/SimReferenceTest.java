package org.nicepim.sim.dram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.cost.dram.ReferenceDram;

/** How far is the burst-level simulator from DRAMsim3 and Ramulator 2.1 on every row of the reference? */
class SimReferenceTest {
    private record Deviation(double cycles, double activations) {}

    private static Map<String, List<Deviation>> errors(String config) {
        ChannelSimulator simulator = new ChannelSimulator(ReferenceDram.configured(config));
        Map<String, List<Deviation>> errors = new TreeMap<>();
        for (Map<String, String> row : ReferenceDram.rows()) {
            if (config.equals(row.get("config"))) {
                ChannelRun run = simulator.run(ReferenceTraces.of(row));
                assertThat(run.reads()).as("reads of %s", row).isEqualTo((long) figure(row, "read_bursts"));
                assertThat(run.writes()).as("writes of %s", row).isEqualTo((long) figure(row, "write_bursts"));
                String activations = row.getOrDefault("activations", "");
                errors.computeIfAbsent(row.getOrDefault("pattern", ""), p -> new ArrayList<>())
                        .add(new Deviation(
                                run.clocks() / figure(row, "cycles") - 1,
                                activations.isEmpty() ? 0 : run.activations() / figure(row, "activations") - 1));
            }
        }
        return errors;
    }

    private static double figure(Map<String, String> row, String column) {
        return Double.parseDouble(row.getOrDefault(column, ""));
    }

    private static double mean(List<Deviation> errors) {
        return errors.stream().mapToDouble(e -> Math.abs(e.cycles)).average().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "SEDRAM_A-RoBaCo-open, 0.02",
        "SEDRAM_A-RoBaCo-open-noref, 0.02",
        "SEDRAM_A-RoBaCo-close, 0.02",
        "SEDRAM_A-RoCoBa-open, 0.02",
        "SEDRAM_A-BaRoCo-open, 0.02",
        "SEDRAM_B-RoBaCo-open, 0.02",
        "SEDRAM_B-BaRoCo-open, 0.02",
        "HBM2-RoBaCo-open, 0.02",
        "SEDRAM_A-RoBaCo-open-FRFCFS, 0.05",
        "SEDRAM_A-BaRoCo-open-FRFCFS, 0.05",
    })
    void meanErrorOfCycles(String config, double bound) {
        Map<String, List<Deviation>> errors = errors(config);
        errors.forEach((pattern, list) -> System.out.printf(
                Locale.ROOT,
                "burst-level %-28s %-38s %3d cases  cycles mean %5.2f %% worst %5.2f %%  activations mean %5.2f %%%n",
                config,
                pattern,
                list.size(),
                100 * mean(list),
                100 * list.stream().mapToDouble(e -> Math.abs(e.cycles)).max().orElseThrow(),
                100
                        * list.stream()
                                .mapToDouble(e -> Math.abs(e.activations))
                                .average()
                                .orElseThrow()));
        List<Deviation> all = errors.values().stream().flatMap(List::stream).toList();
        System.out.printf(Locale.ROOT, "burst-level %-28s all: mean %.2f %%%n", config, 100 * mean(all));
        assertThat(all).hasSize(140);
        assertThat(mean(all)).isLessThan(bound);
    }
}
