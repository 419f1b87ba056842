package org.nicepim.tuner.surrogate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearningSampleTest {
    private static LearningSample sample(int n) {
        double[] targets = new SplittableRandom(3).doubles(n).toArray();
        double[][] features =
                Arrays.stream(targets).mapToObj(t -> new double[] {2 * t}).toArray(double[][]::new);
        return LearningSample.of(features, targets, new SplittableRandom(4));
    }

    @Test
    void fewPointsAreAllKept() {
        assertThat(sample(150).targets()).hasSize(150);
    }

    @Test
    void ofManyTheBestHalfAndOthersOnce() {
        LearningSample sample = sample(700);
        double[] ascending = new SplittableRandom(3).doubles(700).sorted().toArray();
        assertThat(sample.targets()).hasSize(150).doesNotHaveDuplicates();
        assertThat(Arrays.copyOf(sample.targets(), 75)).containsExactly(Arrays.copyOf(ascending, 75));
        assertThat(Arrays.stream(sample.targets()).max().orElseThrow()).isGreaterThan(ascending[600]);
        assertThat(IntStream.range(0, 150)).allMatch(i -> sample.features()[i][0] == 2 * sample.targets()[i]);
    }
}
