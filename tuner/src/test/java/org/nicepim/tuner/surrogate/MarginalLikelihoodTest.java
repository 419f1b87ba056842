package org.nicepim.tuner.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MarginalLikelihoodTest {
    private static final double FLOOR = 0.01;
    private static final double[] THETA = {0.3, -0.4, 0.8, 0.2, -2.5};

    private final double[][] inputs = Differences.features(14, 3, 5);
    private final double[] targets =
            TargetScale.of(Differences.targets(inputs)).standardised(Differences.targets(inputs));

    @Test
    void slopeIsTheDerivativeOfTheKernel() {
        for (double r2 : new double[] {0.01, 0.3, 1, 4, 30}) {
            double difference = (Matern52.value(r2 + 1e-5) - Matern52.value(r2 - 1e-5)) / 2e-5;
            assertThat(Matern52.slope(r2)).isCloseTo(difference, within(1e-8));
        }
        assertThat(Matern52.value(0)).isEqualTo(1);
        assertThat(Matern52.slope(0)).isFinite();
        assertThat(Matern52.value(1e4)).isLessThan(1e-60);
    }

    @Test
    void gradientByEveryHyperParameter() {
        MarginalLikelihood likelihood = new MarginalLikelihood(FLOOR, inputs, targets);
        double[][] unused = new double[inputs.length][3];
        Differences.assertGradient(
                (theta, gradient) -> {
                    Arrays.fill(gradient, 0);
                    return likelihood.evaluate(inputs, theta, 0, gradient, unused);
                },
                THETA);
    }

    @Test
    void gradientByEveryInput() {
        MarginalLikelihood likelihood = new MarginalLikelihood(FLOOR, inputs, targets);
        double[] flat = Arrays.stream(inputs).flatMapToDouble(Arrays::stream).toArray();
        Differences.assertGradient(
                (theta, gradient) -> {
                    double[][] rows = new double[inputs.length][];
                    for (int i = 0; i < rows.length; i++) {
                        rows[i] = Arrays.copyOfRange(theta, 3 * i, 3 * i + 3);
                    }
                    double[][] byInput = new double[inputs.length][3];
                    double value = likelihood.evaluate(rows, THETA, 0, new double[5], byInput);
                    for (int i = 0; i < theta.length; i++) {
                        gradient[i] = byInput[i / 3][i % 3];
                    }
                    return value;
                },
                flat);
    }

    /** The density of a chain of conditionals, each by the posterior of the points before: another way to the same number. */
    @Test
    void valueIsTheProductOfTheConditionalDensities() {
        GpParameters parameters = GpParameters.read(THETA, 0, 3, FLOOR);
        GpModel model = new GpModel("test", x -> x, parameters, new TargetScale(0, 1));
        double variance = parameters.signal() + parameters.noise() + LinearTrend.covariance(inputs[0], inputs[0]);
        double sum = logDensity(targets[0], 0, variance);
        for (int n = 1; n < targets.length; n++) {
            Posterior belief =
                    new FittedGp(model, Arrays.copyOf(inputs, n), Arrays.copyOf(targets, n)).predict(inputs[n]);
            sum += logDensity(targets[n], belief.mean(), belief.deviation() * belief.deviation() + parameters.noise());
        }
        double value = new MarginalLikelihood(FLOOR, inputs, targets)
                .evaluate(inputs, THETA, 0, new double[5], new double[inputs.length][3]);
        assertThat(value).isCloseTo(-sum, within(1e-8));
    }

    @Test
    void priorsOfThePlainProcessAreInItsGradient() {
        double[][] features = Differences.features(12, 3, 8);
        double[] told = Differences.targets(features);
        Differences.assertGradient(ArdGp.objective(features, told, TargetScale.of(told)), THETA);
    }

    private static double logDensity(double y, double mean, double variance) {
        return -0.5 * (y - mean) * (y - mean) / variance - 0.5 * Math.log(2 * Math.PI * variance);
    }
}
