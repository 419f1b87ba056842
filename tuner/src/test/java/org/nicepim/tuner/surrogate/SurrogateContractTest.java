package org.nicepim.tuner.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every surrogate keeps. */
class SurrogateContractTest {
    static Stream<Surrogate> surrogates() {
        return Stream.of(new ArdGp(), new DeepKernelGp(), new SurrogateChoice());
    }

    private static FittedSurrogate fit(Surrogate surrogate, double[][] features, double[] targets) {
        return surrogate.fit(features, targets, new SplittableRandom(1));
    }

    private static double meanSquare(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]) / a.length;
        }
        return sum;
    }

    private static double[] means(FittedSurrogate fitted, double[][] features) {
        return Arrays.stream(features)
                .mapToDouble(x -> fitted.predict(x).mean())
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("surrogates")
    void interpolatesItsData(Surrogate surrogate) {
        double[][] features = Differences.features(40, 3, 3);
        double[] targets = Differences.targets(features);
        FittedSurrogate fitted = fit(surrogate, features, targets);
        double deviation = TargetScale.of(targets).deviation();
        for (int i = 0; i < targets.length; i++) {
            Posterior belief = fitted.predict(features[i]);
            assertThat(belief.mean()).isCloseTo(targets[i], within(0.5 * deviation));
            assertThat(belief.deviation()).isLessThan(0.3 * deviation);
        }
        assertThat(meanSquare(means(fitted, features), targets)).isLessThan(0.02 * deviation * deviation);
    }

    @ParameterizedTest
    @MethodSource("surrogates")
    void beatsTheMeanOnPointsNotSeen(Surrogate surrogate) {
        double[][] features = Differences.features(60, 5, 4);
        FittedSurrogate fitted = fit(surrogate, features, Differences.targets(features));
        double[][] fresh = Differences.features(300, 5, 5);
        double[] truth = Differences.targets(fresh);
        double variance = Math.pow(TargetScale.of(truth).deviation(), 2);
        assertThat(meanSquare(means(fitted, fresh), truth)).isLessThan(0.2 * variance);
    }

    @ParameterizedTest
    @MethodSource("surrogates")
    void intervalsCoverMostOfTheTruth(Surrogate surrogate) {
        double[][] features = Differences.features(60, 5, 4);
        FittedSurrogate fitted = fit(surrogate, features, Differences.targets(features));
        double[][] fresh = Differences.features(300, 5, 5);
        double[] truth = Differences.targets(fresh);
        int covered = 0;
        for (int i = 0; i < truth.length; i++) {
            Posterior belief = fitted.predict(fresh[i]);
            covered += Math.abs(truth[i] - belief.mean()) <= 2 * belief.deviation() ? 1 : 0;
        }
        assertThat(covered).isGreaterThan(300 * 3 / 4);
    }

    @ParameterizedTest
    @MethodSource("surrogates")
    void duplicatedPointsGiveFiniteBeliefs(Surrogate surrogate) {
        double[][] features = Differences.features(12, 3, 6);
        for (int i = 6; i < 12; i++) {
            features[i] = features[i - 6].clone();
        }
        double[] targets = Differences.targets(features);
        targets[7] += 0.5;
        FittedSurrogate fitted = fit(surrogate, features, targets);
        PoolPosterior pool = fitted.predictPool(features);
        for (int i = 0; i < 12; i++) {
            pool.believe(i % 3);
        }
        for (int i = 0; i < 12; i++) {
            for (Posterior belief : List.of(fitted.predict(features[i]), pool.at(i))) {
                assertThat(belief.mean()).isFinite();
                assertThat(belief.deviation()).isFinite().isPositive();
            }
        }
        assertThat(fitted.leaveOneOutLogDensity()).isFinite();
    }

    @ParameterizedTest
    @MethodSource("surrogates")
    void equalTargetsAndSinglePointsAreNoProblem(Surrogate surrogate) {
        double[][] features = Differences.features(11, 2, 7);
        double[] equal = new double[11];
        Arrays.fill(equal, 1e12);
        assertThat(fit(surrogate, features, equal).predict(features[0]).mean()).isCloseTo(1e12, within(1.0));
        Posterior alone =
                fit(surrogate, Arrays.copyOf(features, 1), new double[] {-3}).predict(features[5]);
        assertThat(alone.mean()).isCloseTo(-3, within(1e-9));
        assertThat(alone.deviation()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("surrogates")
    void poolAgreesWithSinglePredictions(Surrogate surrogate) {
        double[][] features = Differences.features(20, 3, 8);
        FittedSurrogate fitted = fit(surrogate, features, Differences.targets(features));
        double[][] pool = Differences.features(15, 3, 9);
        PoolPosterior beliefs = fitted.predictPool(pool);
        assertThat(beliefs.size()).isEqualTo(15);
        for (int i = 0; i < 15; i++) {
            assertThat(beliefs.at(i)).isEqualTo(fitted.predict(pool[i]));
        }
    }

    @ParameterizedTest
    @MethodSource("surrogates")
    void theSameSeedGivesTheSameFit(Surrogate surrogate) {
        double[][] features = Differences.features(20, 3, 8);
        double[] targets = Differences.targets(features);
        assertThat(fit(surrogate, features, targets).predict(features[3]))
                .isEqualTo(fit(surrogate, features, targets).predict(features[3]));
    }

    @ParameterizedTest
    @MethodSource("surrogates")
    void wrongDataAreRejected(Surrogate surrogate) {
        assertThatThrownBy(() -> fit(surrogate, new double[0][], new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fit(surrogate, new double[2][1], new double[1]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fit(surrogate, new double[1][1], new double[] {Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }
}
