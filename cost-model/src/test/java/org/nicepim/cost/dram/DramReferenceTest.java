package org.nicepim.cost.dram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.testkit.RankCorrelation;

/** How far is the closed form from DRAMsim3 and Ramulator 2.1 on one channel? */
class DramReferenceTest {
    private static final List<Map<String, String>> ROWS = ReferenceDram.rows();

    private record Errors(List<Double> cycles, List<Double> activations) {
        double meanCycles() {
            return mean(cycles);
        }

        static double mean(List<Double> errors) {
            return errors.stream().mapToDouble(Math::abs).average().orElseThrow();
        }

        static double p95(List<Double> errors) {
            double[] sorted = errors.stream().mapToDouble(Math::abs).sorted().toArray();
            return sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
        }

        DoubleStream figures() {
            return DoubleStream.of(mean(cycles), p95(cycles), mean(activations), p95(activations));
        }
    }

    private static Errors errors(String device, String config, String pattern) {
        DramModel model = ReferenceDram.model(device + config);
        Errors errors = new Errors(new ArrayList<>(), new ArrayList<>());
        for (Map<String, String> row : ROWS) {
            if (ReferenceDram.text(row, "config").equals(device + config)
                    && ReferenceDram.text(row, "pattern").equals(pattern)) {
                DramCost cost = model.alone(ReferenceDram.patterns(row), ReferenceDram.turnBytes(row));
                errors.cycles().add(cost.cycles() / ReferenceDram.number(row, "cycles") - 1);
                if (!ReferenceDram.text(row, "activations").isEmpty()) {
                    errors.activations().add(cost.activations() / ReferenceDram.number(row, "activations") - 1);
                }
                assertThat(cost.bursts())
                        .as("bursts of %s", row)
                        .isEqualTo(
                                ReferenceDram.number(row, "read_bursts") + ReferenceDram.number(row, "write_bursts"));
            }
        }
        return errors;
    }

    @ParameterizedTest
    @CsvSource({
        "SEDRAM_A, seq_read, 0.01, 0.04",
        "SEDRAM_A, seq_write, 0.02, 0.04",
        "SEDRAM_A, stride_read, 0.03, 0.06",
        "SEDRAM_A, tile_read, 0.02, 0.04",
        "SEDRAM_A, tile_write, 0.02, 0.04",
        "SEDRAM_A, conv_mix, 0.04, 0.10",
        "SEDRAM_A, two_stream, 0.05, 0.25",
        "SEDRAM_B, seq_read, 0.01, 0.04",
        "SEDRAM_B, seq_write, 0.01, 0.04",
        "SEDRAM_B, stride_read, 0.01, 0.06",
        "SEDRAM_B, tile_read, 0.01, 0.04",
        "SEDRAM_B, tile_write, 0.01, 0.04",
        "SEDRAM_B, conv_mix, 0.04, 0.12",
        "SEDRAM_B, two_stream, 0.05, 0.25",
        "HBM2, seq_read, 0.01, 0.06",
        "HBM2, seq_write, 0.01, 0.06",
        "HBM2, stride_read, 0.03, 0.08",
        "HBM2, tile_read, 0.02, 0.04",
        "HBM2, tile_write, 0.02, 0.04",
        "HBM2, conv_mix, 0.04, 0.15",
        "HBM2, two_stream, 0.10, 0.25",
    })
    void meanErrorOfCyclesAndActivations(String device, String pattern, double cycles, double activations) {
        Errors errors = errors(device, "-RoBaCo-open", pattern);
        double[] percent = errors.figures().map(e -> 100 * e).toArray();
        System.out.printf(
                Locale.ROOT,
                "DRAM %-8s %-11s %3d cases  cycles mean %5.1f %% p95 %5.1f %%  activations mean %5.1f %% p95 %5.1f %%%n",
                device,
                pattern,
                errors.cycles().size(),
                percent[0],
                percent[1],
                percent[2],
                percent[3]);
        assertThat(errors.meanCycles()).isLessThan(cycles);
        assertThat(Errors.mean(errors.activations())).isLessThan(activations);
    }

    /**
     * All address orders and page policies, one stream or tile at a time. With closed pages, whose rows follow from queues more
     * than from banks, one case in twenty is off by a fifth.
     */
    @ParameterizedTest
    @CsvSource({
        "SEDRAM_A-RoBaCo-open, 0.02, 0.06",
        "SEDRAM_A-RoBaCo-open-noref, 0.02, 0.06",
        "SEDRAM_A-RoBaCo-open-FRFCFS, 0.02, 0.06",
        "SEDRAM_B-RoBaCo-open, 0.01, 0.03",
        "HBM2-RoBaCo-open, 0.02, 0.06",
        "SEDRAM_A-BaRoCo-open, 0.02, 0.06",
        "SEDRAM_A-BaRoCo-open-FRFCFS, 0.02, 0.06",
        "SEDRAM_B-BaRoCo-open, 0.02, 0.06",
        "SEDRAM_A-RoCoBa-open, 0.05, 0.12",
        "SEDRAM_A-RoBaCo-close, 0.05, 0.25",
    })
    void singleStreamsOfEveryConfiguration(String config, double mean, double p95) {
        List<Double> deviations = new ArrayList<>();
        List<double[]> pairs = new ArrayList<>();
        for (Map<String, String> row : ROWS) {
            String pattern = ReferenceDram.text(row, "pattern");
            boolean single = List.of("seq_read", "seq_write", "stride_read", "tile_read", "tile_write")
                    .contains(pattern);
            if (single && ReferenceDram.text(row, "config").equals(config)) {
                double ours = ReferenceDram.model(config)
                        .alone(ReferenceDram.patterns(row), 1024)
                        .cycles();
                double theirs = ReferenceDram.number(row, "cycles");
                deviations.add(ours / theirs - 1);
                pairs.add(new double[] {ours, theirs});
            }
        }
        double rank = RankCorrelation.spearman(pairs);
        System.out.printf(
                Locale.ROOT,
                "DRAM %-28s single streams %3d cases  cycles mean %4.2f %% p95 %5.2f %%  rank correlation %.4f%n",
                config,
                deviations.size(),
                100 * Errors.mean(deviations),
                100 * Errors.p95(deviations),
                rank);
        assertThat(Errors.mean(deviations)).isLessThan(mean);
        assertThat(Errors.p95(deviations)).isLessThan(p95);
        assertThat(rank).isGreaterThan(0.98);
    }

    /** Ramulator 2.1 took no part in choosing the model's constants. */
    @ParameterizedTest
    @CsvSource({
        "seq_read, 0.05",
        "seq_write, 0.05",
        "stride_read, 0.05",
        "tile_read, 0.05",
        "tile_write, 0.05",
        "conv_mix, 0.10",
        "two_stream, 0.10",
    })
    void cyclesOfASimulatorThatTheModelWasNotFittedTo(String pattern, double bound) {
        Errors errors = errors("SEDRAM_A", "-RoBaCo-open-FRFCFS", pattern);
        System.out.printf(
                Locale.ROOT,
                "DRAM Ramulator 2.1 SEDRAM_A %-11s %3d cases  cycles mean %5.1f %% p95 %5.1f %%%n",
                pattern,
                errors.cycles().size(),
                100 * errors.meanCycles(),
                100 * Errors.p95(errors.cycles()));
        assertThat(errors.meanCycles()).isLessThan(bound);
    }
}
