package org.nicepim.tuner.surrogate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Central differences, and small regression problems. */
final class Differences {
    private Differences() {}

    /** Derivative by one coordinate, by a fourth-order central difference. */
    static double derivative(ToDoubleFunction<double[]> f, double[] theta, int coordinate) {
        double h = 1e-3;
        return (8 * (at(f, theta, coordinate, h) - at(f, theta, coordinate, -h))
                        - at(f, theta, coordinate, 2 * h)
                        + at(f, theta, coordinate, -2 * h))
                / (12 * h);
    }

    /** Every coordinate of the gradient agrees with differences to 1e-5 of it, or of 1e-3 where it is smaller. */
    static void assertGradient(Objective objective, double[] theta) {
        double[] gradient = new double[theta.length];
        objective.evaluate(theta, gradient);
        double[] unused = new double[theta.length];
        for (int i = 0; i < theta.length; i++) {
            double expected = derivative(t -> objective.evaluate(t, unused), theta, i);
            assertThat(Math.abs(gradient[i] - expected))
                    .as("coordinate %d: %s against %s by differences", i, gradient[i], expected)
                    .isLessThanOrEqualTo(1e-5 * Math.max(1e-3, Math.abs(expected)));
        }
    }

    static double[][] features(int n, int d, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] features = new double[n][d];
        for (double[] row : features) {
            for (int k = 0; k < d; k++) {
                row[k] = random.nextDouble(-1.7, 1.7);
            }
        }
        return features;
    }

    /** A smooth surface with a product and a ridge. */
    static double[] targets(double[][] features) {
        double[] targets = new double[features.length];
        for (int i = 0; i < targets.length; i++) {
            double[] x = features[i];
            targets[i] = 30 + Math.sin(1.5 * x[0]) + 0.5 * x[0] * x[1] + Math.abs(x[1] + x[2]);
        }
        return targets;
    }

    private static double at(ToDoubleFunction<double[]> f, double[] theta, int coordinate, double step) {
        double[] moved = theta.clone();
        moved[coordinate] += step;
        return f.applyAsDouble(moved);
    }
}
