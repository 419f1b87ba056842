package org.nicepim.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.mapper.Objective;
import org.nicepim.results.EvaluationRow;

/** In which units does the tuner see an objective? */
class ObjectiveOfRowsTest {
    private static EvaluationRow row() {
        TestRun run = TestRun.with("workloads=[alexnet]");
        EvaluationRow.Prediction none =
                new EvaluationRow.Prediction(1, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
        DesignTask task =
                new DesignTask(0, 0, new DesignPoint(List.of(2, 2, 16, 16, 32768, 32768, 32768)), 0, none, false);
        return new DesignEvaluator(run.context(), run.context().scheduler().create())
                .evaluate(task, "here", 0)
                .evaluation();
    }

    @Test
    void namedOnesAsInRowsAndOthersInJoulesAndSeconds() {
        EvaluationRow row = row();
        EvaluationRow.Figures figures = row.figures().orElseThrow();
        double joules = figures.energy().energyPj() * 1e-12;
        double seconds = figures.latencyMs() * 1e-3;
        assertValue(row, Objective.LATENCY, figures.latencyMs());
        assertValue(row, Objective.ENERGY, figures.energy().energyPj());
        assertValue(row, Objective.EDP, figures.edpJs());
        assertValue(row, Objective.ED2P, joules * seconds * seconds);
        assertValue(row, new Objective(0.5, 1), Math.sqrt(joules) * seconds);
    }

    private static void assertValue(EvaluationRow row, Objective objective, double expected) {
        Optional<Double> value = DesignEvaluator.objective(List.of(row), objective);
        assertThat(value.orElseThrow()).as(objective.word()).isCloseTo(expected, Percentage.withPercentage(1e-9));
    }
}
