package org.nicepim.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.run.StopRules;
import org.nicepim.mapper.Objective;
import org.nicepim.results.EvaluationRow;

/** Do the rules that end a run early end it where they say, and does the rest follow when it goes on? */
class StopTest {
    private final TestRun whole = TestRun.quick();
    private final Path expected;
    private final Path folder;

    StopTest(@TempDir Path temporary) {
        expected = temporary.resolve("whole");
        folder = temporary.resolve("stopped");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 11, 12, 100})
    void aStoppedRunIsTheBeginningOfTheWhole(int most) throws IOException {
        ExploreSummary all = whole.run(expected, false, whole.remembered());
        TestRun stopped = TestRun.quick("stop={maxEvaluations: " + most + "}");
        ExploreSummary first = stopped.run(folder, false, stopped.remembered());
        int designs = Math.min(12, most);
        assertThat(first.evaluated()).isEqualTo(designs);
        assertThat(first.stopped().isPresent()).isEqualTo(designs < 12);
        List<EvaluationRow> rows = whole.timelessRows(expected);
        assertThat(stopped.timelessRows(folder)).isEqualTo(rows.subList(0, 2 * designs));
        assertThat(stopped.run(folder, true, tasks -> {
                    throw new IllegalStateException("nothing is left to evaluate");
                }))
                .isEqualTo(first);
        ExploreSummary rest = whole.run(folder, true, whole.remembered());
        assertThat(whole.timelessRows(folder)).isEqualTo(rows);
        assertThat(rest.counts()).isEqualTo(all.counts());
    }

    private static ExploreSummary best(int evaluated, double value) {
        return new ExploreSummary(
                Objective.EDP,
                evaluated,
                new ExploreSummary.Counts(evaluated, 0, 0, 0, 0),
                ExploreSummary.BEST,
                value < Double.POSITIVE_INFINITY ? List.of(new ExploreSummary.Best(value, List.of())) : List.of(),
                Front.empty(),
                Reasons.none(),
                List.of(),
                Optional.empty());
    }

    @Test
    void theGainIsThatOverSoManyDesigns() {
        StopCheck stop =
                new StopCheck(new StopRules(Optional.empty(), Optional.empty(), Optional.of(0.1), 6), System::nanoTime);
        double[] bests = {Double.POSITIVE_INFINITY, 100, 80, 79, 74, 73, 73};
        boolean[] ends = {false, false, false, false, true, true, true};
        for (int i = 0; i < bests.length; i++) {
            ExploreSummary summary = best(3 * (i + 1), bests[i]);
            stop.told(summary);
            // 74 is 7.5 % below 80, the best of 6 designs before; 79 is 21 % below 100.
            assertThat(stop.reason(summary).isPresent())
                    .as("%d designs", 3 * (i + 1))
                    .isEqualTo(ends[i]);
        }
    }

    @Test
    void theClockStopsWhatHasNotBegun() {
        AtomicLong clock = new AtomicLong(5);
        StopCheck stop =
                new StopCheck(new StopRules(Optional.empty(), Optional.of(60), Optional.empty(), 1), clock::get);
        assertThat(stop.reason(best(3, 1))).isEmpty();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(60));
        assertThat(stop.reason(best(3, 1))).contains(ExploreSummary.Stop.MAX_SECONDS);
    }

    @Test
    void wrongRulesAreRefused() {
        assertThatThrownBy(() -> TestRun.quick("stop={maxEvaluation: 7}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Maybe 'maxEvaluations'?");
        assertThatThrownBy(() -> TestRun.quick("stop={gainBelow: 2}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("gainBelow");
        assertThatThrownBy(() -> TestRun.quick("stop={gainBelow: 0.1}", "tuner.goal=pareto"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Maybe stop.maxEvaluations?");
        assertThatThrownBy(() -> TestRun.quick("tuner.mode=asynchronos"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Maybe 'asynchronous'?");
        assertThatThrownBy(() -> TestRun.quick("tuner.mode=asynchronous", "tuner.designsPerIteration=5001"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Maybe mode: synchronous?");
    }
}
