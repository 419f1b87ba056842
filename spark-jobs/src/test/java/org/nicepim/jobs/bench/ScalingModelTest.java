package org.nicepim.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Does the model say what can be reckoned by hand, and name the cost that was made large? */
class ScalingModelTest {
    private static final List<Double> EQUAL = List.of(1.0);

    private static ScalingModel with(double task, double job, double ask, double asked, double row, double file) {
        return new ScalingModel(new ScalingModel.Costs(EQUAL, task, job, ask, asked, row, file));
    }

    private static void is(ScalingModel.Forecast forecast, double efficiency, ScalingModel.Limit limit) {
        assertThat(forecast.efficiency()).isCloseTo(efficiency, within(0.01));
        assertThat(forecast.limit()).isEqualTo(limit);
    }

    @Test
    void equalTasksWithoutCostsUseAllCoresIfTheyAreEnough() {
        ScalingModel free = with(0, 0, 0, 0, 0, 0);
        is(free.synchronous(64, 32, 2), 1, ScalingModel.Limit.NONE);
        is(free.asynchronous(64, 64, 2), 1, ScalingModel.Limit.NONE);
        is(free.sweep(64, 640, 3), 1, ScalingModel.Limit.NONE);
        is(free.synchronous(64, 16, 2), 0.5, ScalingModel.Limit.TASKS);
        is(free.synchronous(64, 33, 2), 66 / 128.0, ScalingModel.Limit.TASKS);
        is(free.sweep(64, 32, 10), 0.5, ScalingModel.Limit.TASKS);
    }

    /** A driver that launches 100 tasks of a second per second feeds 100 cores. */
    @Test
    void theDriverFeedsSoManyCores() {
        ScalingModel slow = with(0.01, 0, 0, 0, 0, 0);
        is(slow.sweep(1000, 20_000, 1), 0.1, ScalingModel.Limit.LAUNCH);
        is(slow.asynchronous(1000, 1000, 1), 0.1, ScalingModel.Limit.LAUNCH);
        is(slow.sweep(50, 20_000, 1), 1, ScalingModel.Limit.NONE);
        is(slow.sweep(1000, 20_000, 20), 400 / 410.0, ScalingModel.Limit.NONE);
    }

    /** One batch: 2 s of asking, 1 s of evaluating. */
    @Test
    void nothingRunsWhileASynchronousTunerIsAsked() {
        is(with(0, 0, 1, 0.1, 0, 0).synchronous(10, 10, 1), 1 / 3.0, ScalingModel.Limit.TUNER);
        is(with(0, 0, 0, 0, 0.2, 0).synchronous(10, 10, 1), 1 / 3.0, ScalingModel.Limit.RESULTS);
    }

    /** Four groups of a quarter each: while one is asked for in a quarter of a second, the other three run. */
    @Test
    void anAsynchronousTunerIsAskedMeanwhile() {
        assertThat(with(0, 0, 0.25, 0, 0, 0).asynchronous(8, 16, 1).efficiency())
                .isGreaterThan(0.9);
        is(with(0, 0, 4, 0, 0, 0).asynchronous(8, 8, 1), 8 / (8 * 5.0), ScalingModel.Limit.TUNER);
    }

    @Test
    void aFileOfFewRowsTakesAsLongAsTheyDo() {
        is(with(0, 0, 0, 0, 0, 1).sweep(8, 80, 1), 0.5, ScalingModel.Limit.RESULTS);
        is(with(0, 0, 0, 0, 0, 1).sweep(8, 80, 99), 0.99, ScalingModel.Limit.NONE);
    }

    /** The longest task of a batch keeps all cores waiting. */
    @Test
    void stragglersCostWhatTheyMust() {
        ScalingModel uneven = new ScalingModel(new ScalingModel.Costs(List.of(1.0, 1.0, 1.0, 9.0), 0, 0, 0, 0, 0, 0));
        is(uneven.synchronous(1000, 1000, 1), 3 / 9.0, ScalingModel.Limit.TASKS);
        assertThat(uneven.synchronous(100, 1000, 1).efficiency()).isBetween(0.7, 0.95);
        assertThat(uneven.asynchronous(100, 400, 1).efficiency()).isGreaterThan(0.85);
    }
}
