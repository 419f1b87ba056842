package org.nicepim.tuner.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nicepim.tuner.surrogate.DeepKernelGp.Options;

class DeepKernelGpTest {
    private final double[][] features = Differences.features(15, 3, 2);
    private final double[] targets =
            TargetScale.of(Differences.targets(features)).standardised(Differences.targets(features));

    @Test
    void gradientByEveryWeightAndHyperParameter() {
        DeepKernelGp surrogate = new DeepKernelGp(new Options(6, 5, 2, 1, 0.05));
        FeatureNetwork network = surrogate.network(3);
        double[] theta = surrogate.start(network, new SplittableRandom(4));
        assertThat(theta).hasSize(6 * 4 + 5 * 7 + 2 * 6 + (2 + 3) + 2);
        Differences.assertGradient(surrogate.objective(network, features, targets), theta);
    }

    /** Without decay all of this gradient comes through the kernel and every layer: training is joint. */
    @Test
    void likelihoodReachesTheFirstWeightThroughTheKernel() {
        DeepKernelGp surrogate = new DeepKernelGp(new Options(6, 5, 2, 1, 0));
        FeatureNetwork network = surrogate.network(3);
        double[] theta = surrogate.start(network, new SplittableRandom(4));
        Objective objective = surrogate.objective(network, features, targets);
        double[] gradient = new double[theta.length];
        objective.evaluate(theta, gradient);
        double expected = Differences.derivative(t -> objective.evaluate(t, new double[theta.length]), theta, 0);
        assertThat(Math.abs(gradient[0])).isGreaterThan(1e-3);
        assertThat(gradient[0]).isCloseTo(expected, within(1e-5 * Math.abs(expected)));
    }

    @Test
    void trainingMovesTheFirstLayerAndLowersTheObjective() {
        DeepKernelGp surrogate = new DeepKernelGp(new Options(6, 5, 2, 100, 0.05));
        FeatureNetwork network = surrogate.network(3);
        double[] start = surrogate.start(network, new SplittableRandom(4));
        Objective objective = surrogate.objective(network, features, targets);
        double[] end = new Adam(100, 0.03).minimise(objective, start);
        double[] unused = new double[start.length];
        assertThat(objective.evaluate(end, unused)).isLessThan(objective.evaluate(start, unused) - 1);
        assertThat(end[0]).isNotCloseTo(start[0], within(1e-3));
    }

    @Test
    void optionsOutOfRangeAreRejected() {
        assertThatThrownBy(() -> new Options(0, 5, 2, 100, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Options(6, 5, 2, 100, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
