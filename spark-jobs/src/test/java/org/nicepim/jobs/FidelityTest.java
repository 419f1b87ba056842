package org.nicepim.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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

    /** Closed forms and simulation need not agree: who wins is the simulator's word, whatever the closed form's order was. */
    @Test
    void theRankingIsThatOfTheSimulation(@TempDir Path folder) throws IOException {
        TestRun run = run("{simulate-best: 3}");
        ExploreSummary closed = run.run(folder.resolve("closed"), false, run.inThread());
        List<Integer> before = designs(closed);
        ExploreSummary turned = run.run(folder.resolve("turned"), false, changed(run, row -> {
            int place = before.indexOf(row.design().designId());
            return row(row, row.verdict(), row.figures(), Optional.of(simulated(3 - place)));
        }));
        assertThat(designs(turned)).containsExactly(before.get(2), before.get(1), before.get(0));
        assertThat(turned.best().get(0).value()).isEqualTo(1);
    }

    @Test
    void aDesignThatBreaksDownInTheSimulatorIsNotAmongTheBest(@TempDir Path folder) throws IOException {
        TestRun run = run("{simulate-best: 2}");
        List<Integer> before = designs(run.run(folder.resolve("whole"), false, run.inThread()));
        EvaluationRow.Verdict failed = new EvaluationRow.Verdict(EvaluationRow.FAILED, false, "it broke", 1);
        ExploreSummary one = run.run(
                folder.resolve("one"),
                false,
                changed(
                        run,
                        row -> row.design().designId() == before.get(0)
                                ? row(row, failed, Optional.empty(), Optional.empty())
                                : row));
        assertThat(designs(one)).containsExactly(before.get(1));
        assertThat(one.counts().failed()).isEqualTo(1);
        assertThat(one.reasons().most())
                .hasValueSatisfying(reason -> assertThat(reason).contains("it broke"));
    }

    @Test
    void simulatedRowsOfOtherDesignsAreReplaced(@TempDir Path folder) throws IOException {
        TestRun run = run("{simulate-best: 2}");
        ExploreSummary whole = run.run(folder, false, run.inThread());
        Files.copy(
                folder.resolve("evaluations/batch-00000.parquet"),
                folder.resolve("simulated/batch-00000.parquet"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(designs(run.run(folder, true, run.inThread()))).isEqualTo(designs(whole));
        assertThat(run.open(folder, true).readSimulated())
                .hasSize(2 * run.context().workloads().size());
    }

    private static List<Integer> designs(ExploreSummary summary) {
        return summary.best().stream()
                .map(best -> best.rows().get(0).design().designId())
                .toList();
    }

    /** Evaluates in this thread; rows of simulated tasks are changed. */
    private static ExploreJob.BatchRunner changed(TestRun run, UnaryOperator<EvaluationRow> change) {
        ExploreJob.BatchRunner real = run.inThread();
        return tasks -> real.run(tasks).stream()
                .map(result -> tasks.get(0).simulate()
                        ? new TaskResult(change.apply(result.evaluation()), result.layers())
                        : result)
                .toList();
    }

    private static EvaluationRow.Simulated simulated(double value) {
        return new EvaluationRow.Simulated(value, value, value, value, 1);
    }

    private static EvaluationRow row(
            EvaluationRow row,
            EvaluationRow.Verdict verdict,
            Optional<EvaluationRow.Figures> figures,
            Optional<EvaluationRow.Simulated> simulated) {
        return new EvaluationRow(
                row.design(), row.workload(), row.batch(), verdict, figures, simulated, row.prediction(), row.effort());
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
