package org.nicepim.tuner.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeasibilityTest {
    private static double[][] features(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, n)
                .mapToObj(i -> random.doubles(7, -1.5, 1.5).toArray())
                .toArray(double[][]::new);
    }

    @Test
    void oneClassTellsNothingApart() {
        assertThat(Feasibility.learn(features(5, 1), new boolean[5]).probabilities(features(3, 2)))
                .containsExactly(1, 1, 1);
        assertThat(Feasibility.learn(new double[0][], new boolean[0]).probabilities(features(1, 2)))
                .containsExactly(1);
    }

    @Test
    void aFailureLowersItsPlaceAndNotFarPlaces() {
        double[][] features = features(20, 1);
        boolean[] success = new boolean[20];
        for (int i = 1; i < 20; i++) {
            success[i] = true;
        }
        double[] probabilities = Feasibility.learn(features, success).probabilities(features);
        double mean = IntStream.range(1, 20)
                .mapToDouble(i -> probabilities[i])
                .average()
                .orElseThrow();
        assertThat(probabilities[0]).isLessThan(mean - 0.2);
        assertThat(mean).isGreaterThan(0.9);
    }

    /** 40 points in seven dimensions are enough to see that the third parameter alone decides. */
    @Test
    void findsTheParameterThatMatters() {
        double[][] features = features(40, 3);
        boolean[] success = new boolean[40];
        for (int i = 0; i < 40; i++) {
            success[i] = features[i][2] > 0;
        }
        double[][] fresh = features(500, 4);
        double[] probabilities = Feasibility.learn(features, success).probabilities(fresh);
        long right = IntStream.range(0, 500)
                .filter(i -> probabilities[i] > 0.5 == fresh[i][2] > 0)
                .count();
        assertThat(right).isGreaterThan(400);
    }
}
