package org.nicepim.tuner.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogExpectedImprovementTest {
    private static double simpson(DoubleUnaryOperator f, double from, double to) {
        int intervals = 200_000;
        double h = (to - from) / intervals;
        double sum = f.applyAsDouble(from) + f.applyAsDouble(to);
        for (int i = 1; i < intervals; i++) {
            sum += (i % 2 == 0 ? 2 : 4) * f.applyAsDouble(from + i * h);
        }
        return sum * h / 3;
    }

    /** h(z) = ∫ u φ(u − z) du over u &gt; 0; for z = −t, φ(t) is taken out and u = v/t, so nothing underflows. */
    private static double logByQuadrature(double z) {
        double normaliser = -0.5 * Math.log(2 * Math.PI);
        if (z > -0.5) {
            return normaliser
                    + Math.log(simpson(
                            u -> u * Math.exp(-0.5 * (u - z) * (u - z)), Math.max(0, z - 12), Math.max(0, z) + 12));
        }
        double t = -z;
        double integral = simpson(v -> v * Math.exp(-v - 0.5 * v * v / (t * t)), 0, 60);
        return normaliser - 0.5 * t * t - 2 * Math.log(t) + Math.log(integral);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                30, 8, 4, 3, 2, 1, 0.3, 0, -0.2, -0.5, -0.8, -0.999, -1, -1.001, -1.5, -2, -2.99, -3, -3.01, -5, -8,
                -12, -20, -30, -38, -45, -100, -1000, -1e5
            })
    void agreesWithQuadrature(double z) {
        double expected = logByQuadrature(z);
        assertThat(LogExpectedImprovement.logH(z)).isCloseTo(expected, within(1e-11 * Math.max(1, Math.abs(expected))));
    }

    @Test
    void cumulativeAgreesWithQuadrature() {
        for (double z = -9; z <= 9; z += 0.25) {
            double expected = simpson(x -> Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI), -40, z);
            assertThat(Normal.cumulative(z)).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void growsWithTheHopeAndScalesWithTheUnit() {
        double before = Double.NEGATIVE_INFINITY;
        for (double z = -200; z <= 50; z += 0.01) {
            double value = LogExpectedImprovement.logH(z);
            assertThat(value).isGreaterThan(before);
            before = value;
        }
        assertThat(LogExpectedImprovement.of(700, 20, 640))
                .isCloseTo(LogExpectedImprovement.of(7, 0.2, 6.4) + Math.log(100), within(1e-12));
        assertThat(LogExpectedImprovement.of(5, 1e-6, 0)).isFinite();
    }
}
