package org.nicepim.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nicepim.mapper.Objective;

/** Are averages means over what could run, and is a step named that did better with no more choice? */
class LadderTest {
    private static LadderRow row(String workload, LadderStep step, double cycles, double pj) {
        LadderRow.Figures figures =
                new LadderRow.Figures(new LadderRow.Price(cycles, pj), Optional.empty(), cycles / 2, 1);
        return new LadderRow(new LadderRow.Case(workload, "chip"), step, Optional.of(figures), "", 1);
    }

    private static LadderRow stuck(String workload, LadderStep step) {
        return new LadderRow(new LadderRow.Case(workload, "chip"), step, Optional.empty(), "too large", 1);
    }

    @Test
    void aCaseWithOneInfeasibleStepIsLeftOut() {
        Comparison comparison = new Comparison(
                List.of(
                        row("a", LadderStep.BASELINE, 100, 10),
                        row("a", LadderStep.ILP, 50, 8),
                        row("b", LadderStep.BASELINE, 100, 10),
                        row("b", LadderStep.ILP, 90, 12),
                        row("c", LadderStep.BASELINE, 100, 10),
                        stuck("c", LadderStep.ILP)),
                LadderStep.ILP);
        assertThat(comparison.cases()).hasSize(3);
        assertThat(comparison.feasibleCases()).hasSize(2);
        Comparison.Reduction reduction = comparison
                .reduction(LadderStep.BASELINE, LadderRow.View.CLOSED_FORM)
                .orElseThrow();
        assertThat(reduction.latency()).isCloseTo((0.5 + 0.1) / 2, within(1e-12));
        assertThat(reduction.energy()).isCloseTo((0.2 - 0.2) / 2, within(1e-12));
        assertThat(reduction.product()).isCloseTo((1 - 0.4 + 1 - 1.08) / 2, within(1e-12));
        assertThat(comparison.reduction(LadderStep.BASELINE_REPLICATED, LadderRow.View.CLOSED_FORM))
                .isEmpty();
        assertThat(comparison.reduction(LadderStep.BASELINE, LadderRow.View.SIMULATED))
                .isEmpty();
    }

    @Test
    void aStepIsOnlyWorseThanOneThatItCouldHaveChosen() {
        LadderRow partition = row("a", LadderStep.PARTITION, 80, 10);
        LadderRow replication = row("a", LadderStep.REPLICATION, 75, 10);
        LadderRow nicepim = row("a", LadderStep.NICEPIM, 70, 10);
        Comparison comparison = new Comparison(
                List.of(
                        row("a", LadderStep.BASELINE, 100, 9),
                        row("a", LadderStep.BASELINE_REPLICATED, 70, 10),
                        partition,
                        replication,
                        nicepim),
                LadderStep.NICEPIM);
        assertThat(comparison.worseThan(partition, Objective.LATENCY))
                .as("one copy of the weights: the replicated baseline is no choice of its")
                .isEmpty();
        assertThat(comparison.worseThan(replication, Objective.LATENCY)).contains(LadderStep.BASELINE_REPLICATED);
        assertThat(comparison.worseThan(nicepim, Objective.LATENCY)).isEmpty();
        assertThat(comparison.worseThan(nicepim, Objective.ENERGY)).contains(LadderStep.BASELINE);
    }
}
