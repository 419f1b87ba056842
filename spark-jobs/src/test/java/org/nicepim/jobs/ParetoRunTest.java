package org.nicepim.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.mapper.Objective;
import org.nicepim.results.EvaluationRow;
import org.nicepim.tuner.ParetoFront;

/** Does a run that seeks the Pareto front report it, and does any run say why designs fail and who proposed them? */
class ParetoRunTest {
    private static final double MOST_NATS = 3;

    private final TestRun run = TestRun.quick("tuner.goal=pareto");
    private final Path temporary;

    ParetoRunTest(@TempDir Path temporary) {
        this.temporary = temporary;
    }

    @Test
    void theFrontIsWhatNoOtherDesignBeats() throws IOException {
        ExploreSummary summary = run.run(temporary.resolve("run"), false, run.inThread());
        List<EvaluationRow> rows = run.rows(temporary.resolve("run"));
        List<double[]> feasible = new ArrayList<>();
        for (int i = 0; i < rows.size(); i += 2) {
            List<EvaluationRow> design = rows.subList(i, i + 2);
            Optional<Double> latency = DesignEvaluator.objective(design, Objective.LATENCY);
            if (latency.isPresent()) {
                double energy =
                        DesignEvaluator.objective(design, Objective.ENERGY).orElseThrow();
                feasible.add(new double[] {
                    latency.get(), energy, rows.get(i).verdict().areaMm2()
                });
            }
        }
        List<List<Double>> expected = ParetoFront.of(feasible).stream()
                .map(feasible::get)
                .map(o -> List.of(o[0], o[1], o[2]))
                .toList();
        assertThat(summary.front().designs().stream().map(Front.Design::objectives))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(summary.front().hypervolume()).isPositive();
        assertBeliefsAreAboutTheObjective(rows);
        assertThat(summary.models()).hasSize(4);
        assertThat(summary.models().get(0)).isEqualTo("iteration 0: no surrogate");
        assertThat(summary.models().get(3)).matches("iteration 3: (.* on [0-9]+ / ){2}.* on [0-9]+; measured [0-9]+");
    }

    /** Told latencies and energies; the rows say what was believed of energy times delay, in its unit. */
    private static void assertBeliefsAreAboutTheObjective(List<EvaluationRow> rows) {
        int believed = 0;
        for (int i = 0; i < rows.size(); i += 2) {
            Optional<Double> value = DesignEvaluator.objective(rows.subList(i, i + 2), Objective.EDP);
            if (value.isPresent() && rows.get(i).prediction().predictedMean().isPresent()) {
                double mean = rows.get(i).prediction().predictedMean().getAsDouble();
                assertThat(Math.abs(mean - Math.log(value.get()))).isLessThan(MOST_NATS);
                assertThat(rows.get(i).prediction().predictedDeviation().orElseThrow())
                        .isPositive();
                believed++;
            }
        }
        assertThat(believed).isPositive();
    }

    /** An evaluator that answers with no number: the design has failed, the run goes on, and it is never the best. */
    @Test
    void anObjectiveThatIsNoNumberIsAFailure() throws IOException {
        TestRun asked = TestRun.quick("tuner.kind=gp");
        ExploreJob.BatchRunner healthy = asked.inThread();
        ExploreSummary summary = asked.run(temporary.resolve("nan"), false, tasks -> healthy.run(tasks).stream()
                .map(result -> result.evaluation().design().designId() % 3 == 0
                        ? new TaskResult(withoutNumber(result.evaluation()), result.layers())
                        : result)
                .toList());
        assertThat(summary.evaluated()).isEqualTo(12);
        assertThat(summary.counts().failed()).isBetween(1, 4);
        assertThat(summary.best()).isNotEmpty().allMatch(best -> best.value() > 0 && Double.isFinite(best.value()));
        assertThat(summary.front().designs()).allMatch(design -> Double.isFinite(design.latencyMs()));
    }

    private static EvaluationRow withoutNumber(EvaluationRow row) {
        return new EvaluationRow(
                row.design(),
                row.workload(),
                row.batch(),
                row.verdict(),
                row.figures()
                        .map(f -> new EvaluationRow.Figures(
                                Double.NaN,
                                Double.NaN,
                                f.energy(),
                                Double.NaN,
                                f.utilization(),
                                f.latencyLowerBoundCycles(),
                                f.dramCapacityUsedBytes(),
                                f.dramCapacityUsedMaxNodeBytes(),
                                f.dramBytes(),
                                f.dramActivations())),
                row.simulated(),
                row.prediction(),
                row.effort());
    }

    @Test
    void theGoalIsPartOfTheRunsIdentity() {
        assertThat(run.identity().text()).contains("tuner.kind: dkl, pareto");
        assertThat(TestRun.quick().identity().text()).contains("tuner.kind: dkl\n");
    }

    @Test
    void reasonsThatDifferInNumbersAreOne() {
        Reasons reasons = Reasons.none()
                .with(List.of(row(EvaluationRow.INFEASIBLE, "weights need 12.5 MiB, have 8")))
                .with(List.of(row(EvaluationRow.AREA_EXCEEDED, "logic die needs 50.1 mm2")))
                .with(List.of(row(EvaluationRow.INFEASIBLE, "weights need 7 MiB, have 4")));
        assertThat(reasons.most()).hasValue("net: weights need 12.5 MiB, have 8");
        assertThat(reasons.ofMost()).isEqualTo(2);
        assertThat(reasons.designs()).hasSize(2);
        assertThat(Reasons.none().most()).isEmpty();
    }

    private static EvaluationRow row(String status, String reason) {
        return new EvaluationRow(
                new EvaluationRow.Design(0, 0, 1, 1, 1, 1, 64, 64, 64),
                "net",
                1,
                new EvaluationRow.Verdict(status, false, reason, 1),
                Optional.empty(),
                Optional.empty(),
                new EvaluationRow.Prediction(1, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
                new EvaluationRow.Effort(0, 0, 0, 0, false, "", 0, 0));
    }
}
