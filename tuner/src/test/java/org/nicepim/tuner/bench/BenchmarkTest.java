package org.nicepim.tuner.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.tuner.TunerOptions;
import org.nicepim.tuner.surrogate.ArdGp;

class BenchmarkTest {
    private final DesignTable table = DesignTable.parse(Tables.text(), "t.csv");
    private final Benchmark benchmark = new Benchmark(table, "net");

    private static TunerOptions options(long seed) {
        return new TunerOptions(seed, 6, 40, 0.5, 300, 300);
    }

    private double[] ascending() {
        return LongStream.range(0, 216)
                .boxed()
                .flatMap(i -> benchmark.energyDelay(table.space().point(i)).stream())
                .mapToDouble(v -> v)
                .sorted()
                .toArray();
    }

    private Trial trial(String kind, long seed) {
        return Trial.run(kind, benchmark, options(seed), new Trial.Setting(40, 4, false));
    }

    @Test
    void knowsItsBestDesigns() {
        double[] ascending = ascending();
        assertThat(benchmark.feasible()).isEqualTo(ascending.length);
        assertThat(benchmark.optimum()).isEqualTo(ascending[0]);
        assertThat(benchmark.topValue()).as("0.5 %% of less than 400 is one").isEqualTo(ascending[0]);
        assertThat(benchmark.within(0.05)).isEqualTo((int)
                Arrays.stream(ascending).filter(v -> v <= 1.05 * ascending[0]).count());
    }

    @Test
    void allDesignsTogetherDominateTheWholeHypervolume() {
        List<double[]> all = LongStream.range(0, 216)
                .boxed()
                .flatMap(i -> benchmark.objectives(table.space().point(i)).stream())
                .toList();
        assertThat(benchmark.hypervolumeShare(all)).isCloseTo(1, within(1e-12));
        assertThat(benchmark.hypervolumeShare(all.subList(0, 20))).isBetween(0.01, 0.99);
        assertThat(benchmark.hypervolumeShare(List.of())).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gp", "annealing", "nsga2", "random"})
    void aTrialsFiguresAgreeWithEachOther(String kind) {
        Trial trial = trial(kind, 3);
        double before = Double.POSITIVE_INFINITY;
        for (int n = 1; n <= 40; n++) {
            OptionalDouble regret = trial.regretAt(n);
            assertThat(regret.orElse(Double.POSITIVE_INFINITY)).isBetween(0.0, before);
            before = regret.orElse(before);
            assertThat(trial.hypervolumeAt(n)).isBetween(n == 1 ? 0 : trial.hypervolumeAt(n - 1), 1 + 1e-9);
        }
        double reached = benchmark.optimum() * (1 + before) * (1 + 1e-12);
        int evaluations = trial.evaluationsTo(reached).orElseThrow();
        assertThat(trial.regretAt(evaluations).orElseThrow()).isEqualTo(before);
        assertThat(evaluations == 1 ? 1 : trial.regretAt(evaluations - 1).orElse(1))
                .isGreaterThan(before);
        assertThat(trial.evaluationsTo(benchmark.optimum() / 2)).isEmpty();
    }

    @Test
    void theSameSeedGivesTheSameTrial() {
        assertThat(curve(trial("gp", 3))).isEqualTo(curve(trial("gp", 3))).isNotEqualTo(curve(trial("gp", 4)));
    }

    private static List<OptionalDouble> curve(Trial trial) {
        return IntStream.rangeClosed(1, 40).mapToObj(trial::regretAt).toList();
    }

    @Test
    void aSpaceThatIsAskedToItsEndHoldsNoRegret() {
        Trial trial = Trial.run("sobol", benchmark, options(1), new Trial.Setting(300, 50, false));
        assertThat(trial.regretAt(300)).hasValue(0);
        assertThat(trial.hypervolumeAt(300)).isCloseTo(1, within(1e-12));
    }

    @Test
    void mediansAreOfTheTrials() {
        List<Trial> trials =
                LongStream.range(0, 5).mapToObj(seed -> trial("random", seed)).toList();
        Score score = new Score(benchmark, trials);
        double[] regrets = trials.stream()
                .mapToDouble(t -> t.regretAt(20).orElseThrow())
                .sorted()
                .toArray();
        Score.Interval interval = score.regretAt(20);
        assertThat(interval.median()).isEqualTo(regrets[2]).isEqualTo(score.medianRegretAt(20));
        assertThat(interval.low()).isBetween(regrets[0], regrets[2]);
        assertThat(interval.high()).isBetween(regrets[2], regrets[4]);
        assertThat(score.seeds()).isEqualTo(5);
        assertThat(score.shareOf("deep-kernel")).isZero();
        assertThat(new Score(benchmark, List.of(trial("gp", 1))).shareOf("ard-gp"))
                .isEqualTo(1);
    }

    @Test
    void calibrationIsOfDesignsNotSeen() {
        Calibration few = Calibration.of(benchmark, new ArdGp(), 20, 100, 2);
        Calibration many = Calibration.of(benchmark, new ArdGp(), 80, 100, 2);
        assertThat(many.error()).isLessThan(few.error());
        assertThat(many.logDensity()).isGreaterThan(few.logDensity());
        assertThat(many.coverage()).isBetween(0.7, 1.0);
        assertThatThrownBy(() -> Calibration.of(benchmark, new ArdGp(), 200, 100, 1))
                .hasMessageContaining("points + heldOut = 300");
    }

    @Test
    void noTrialsHaveNoScore() {
        assertThatThrownBy(() -> new Score(benchmark, List.of())).hasMessageContaining("at least one");
    }
}
