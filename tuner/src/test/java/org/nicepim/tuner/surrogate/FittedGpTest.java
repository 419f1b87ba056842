package org.nicepim.tuner.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Closed forms against refits with the hyper-parameters fixed. */
class FittedGpTest {
    private static final int N = 18;

    private final double[][] features = Differences.features(N, 3, 11);
    private final double[] targets = Differences.targets(features);

    private GpModel model() {
        GpParameters parameters = GpParameters.read(new double[] {0.2, 0.5, 0.9, 0.1, -3}, 0, 3, 0.01);
        return new GpModel("test", x -> new double[] {Math.tanh(x[0]), x[1] + x[2], x[2]}, parameters, scale());
    }

    private TargetScale scale() {
        return TargetScale.of(targets);
    }

    @Test
    void leaveOneOutEqualsRefitsWithoutThePoint() {
        GpModel model = model();
        FittedGp fitted = new FittedGp(model, features, targets);
        List<Posterior> closed = fitted.leaveOneOut();
        double noise = model.parameters().noise() * Math.pow(scale().deviation(), 2);
        double density = 0;
        for (int i = 0; i < N; i++) {
            Posterior refit = new FittedGp(model, without(features, i), without(targets, i)).predict(features[i]);
            double variance = refit.deviation() * refit.deviation() + noise;
            assertThat(closed.get(i).mean()).isCloseTo(refit.mean(), within(1e-8));
            assertThat(closed.get(i).deviation()).isCloseTo(Math.sqrt(variance), within(1e-8));
            density -= 0.5 * Math.pow(targets[i] - refit.mean(), 2) / variance + 0.5 * Math.log(2 * Math.PI * variance);
        }
        assertThat(fitted.leaveOneOutLogDensity()).isCloseTo(density, within(1e-7));
    }

    @Test
    void believingEqualsConditioningOnTheMean() {
        GpModel model = model();
        PoolPosterior pool = new FittedGp(model, features, targets).predictPool(Differences.features(10, 3, 12));
        double[][] places = Differences.features(10, 3, 12);
        double[][] grown = features;
        double[] told = targets;
        for (int believed : new int[] {4, 7, 4}) {
            grown = Arrays.copyOf(grown, grown.length + 1);
            told = Arrays.copyOf(told, told.length + 1);
            grown[grown.length - 1] = places[believed];
            told[told.length - 1] = pool.at(believed).mean();
            pool.believe(believed);
            FittedGp refit = new FittedGp(model, grown, told);
            for (int i = 0; i < 10; i++) {
                assertThat(pool.at(i).mean()).isCloseTo(refit.predict(places[i]).mean(), within(1e-8));
                assertThat(pool.at(i).deviation())
                        .isCloseTo(refit.predict(places[i]).deviation(), within(1e-7));
            }
        }
    }

    /** Of a process that is far too sure, deviations double and means stay; of one that is not sure enough, nothing changes. */
    @Test
    void deviationsAreWidenedWhereLeftOutTargetsSayThatTheyAreTooSmall() {
        double[] place = Differences.features(1, 3, 13)[0];
        FittedGp sure = new FittedGp(model(-7, -30), features, targets);
        Posterior before = sure.predict(place);
        Posterior after = sure.calibrated().predict(place);
        assertThat(after.mean()).isEqualTo(before.mean());
        assertThat(after.deviation()).isBetween(1.5 * before.deviation(), 2 * before.deviation());
        FittedGp unsure = new FittedGp(model(0, 1), features, targets);
        assertThat(unsure.calibrated().predict(place)).isEqualTo(unsure.predict(place));
    }

    /** Of these logarithms of the signal's and the noise's variance. */
    private GpModel model(double logSignal, double logNoise) {
        GpParameters parameters = GpParameters.read(new double[] {2, 2, 2, logSignal, logNoise}, 0, 3, 1e-6);
        return new GpModel("test", x -> x, parameters, scale());
    }

    private static double[][] without(double[][] rows, int dropped) {
        double[][] kept = Arrays.copyOf(rows, rows.length - 1);
        System.arraycopy(rows, dropped + 1, kept, dropped, kept.length - dropped);
        return kept;
    }

    private static double[] without(double[] values, int dropped) {
        double[] kept = Arrays.copyOf(values, values.length - 1);
        System.arraycopy(values, dropped + 1, kept, dropped, kept.length - dropped);
        return kept;
    }
}
