package org.nicepim.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.config.ConfigException;
import org.nicepim.results.EvaluationRow;

/** Which designs are simulated, and who ranks by that? */
class FidelityTest {
    private static TestRun run(String fidelity) {
        return TestRun.quick("workloads=[alexnet]", "evaluations=6", "fidelity=" + fidelity);
    }

    @Test
    void everyDesignThatCanBeMappedIsSimulated(@TempDir Path folder) throws IOException {
        TestRun run = run("simulate");
        ExploreSummary summary = run.run(folder, false, run.inThread());
        List<EvaluationRow> rows = run.rows(folder);
        assertThat(rows).hasSize(6).anyMatch(row -> row.simulated().isPresent());
        for (EvaluationRow row : rows) {
            assertThat(row.simulated().isPresent()).isEqualTo(row.figures().isPresent());
            row.simulated().ifPresent(simulated -> assertThat(simulated.simulatedLatencyCycles())
                    .isBetween(
                            row.figures().orElseThrow().latencyLowerBoundCycles(),
                            3 * row.figures().orElseThrow().latencyCycles()));
        }
        double best = rows.stream()
                .flatMap(row -> row.simulated().stream())
                .mapToDouble(EvaluationRow.Simulated::simulatedEdpJs)
                .min()
                .orElseThrow();
        assertThat(summary.best().get(0).value())
                .isCloseTo(best, org.assertj.core.data.Percentage.withPercentage(1e-9));
    }

    @Test
    void theBestAreSimulatedInTheEndAndRankedByThat(@TempDir Path folder) throws IOException {
        TestRun run = run("{simulate-best: 2}");
        ExploreSummary summary = run.run(folder, false, run.inThread());
        assertThat(run.rows(folder)).allMatch(row -> row.simulated().isEmpty());
        assertThat(summary.best()).hasSize(2);
        assertThat(summary.best())
                .allMatch(best -> best.rows().get(0).simulated().isPresent());
        assertThat(summary.best().get(0).value())
                .isLessThanOrEqualTo(summary.best().get(1).value());
        ExploreSummary resumed = run.run(folder, true, tasks -> {
            throw new AssertionError("evaluates " + tasks);
        });
        assertThat(resumed.best().stream().map(ExploreSummary.Best::value).toList())
                .isEqualTo(
                        summary.best().stream().map(ExploreSummary.Best::value).toList());
    }

    @Test
    void whatIsNoFidelityIsRefused() {
        assertThatThrownBy(() -> run("simulated"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Maybe 'simulate'?");
        assertThatThrownBy(() -> run("simulate-best"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Maybe 'fidelity: {simulate-best: 5}'?");
        assertThatThrownBy(() -> run("{simulate-best: 0}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("must lie between 1 and 10000");
    }
}
