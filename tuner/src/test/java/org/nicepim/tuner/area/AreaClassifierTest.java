package org.nicepim.tuner.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AreaClassifierTest {
    private static final int D = 8;

    private final double[][] features = features(500, 1);
    private final boolean[] meets = meets(features);

    private static double[][] features(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, n)
                .mapToObj(i -> random.doubles(D, -1.5, 1.5).toArray())
                .toArray(double[][]::new);
    }

    /** Sum of products of exponentials, like an area over logarithms of array and buffer sizes; the last feature is dead. */
    private static boolean[] meets(double[][] features) {
        boolean[] meets = new boolean[features.length];
        for (int i = 0; i < meets.length; i++) {
            double[] x = features[i];
            meets[i] = Math.exp(x[0] + x[1]) * (1 + Math.exp(x[2] + x[3]) + Math.exp(x[4])) < 3;
        }
        return meets;
    }

    @Test
    void classifiesDesignsNotSeen() {
        AreaClassifier classifier = AreaClassifier.train(features, meets, 7);
        double[][] fresh = features(2000, 2);
        boolean[] truth = meets(fresh);
        long right = IntStream.range(0, fresh.length)
                .filter(i -> classifier.probability(fresh[i]) >= 0.5 == truth[i])
                .count();
        assertThat(right).isGreaterThan(1840);
    }

    @Test
    void probabilitiesAreRoundedAndInRange() {
        AreaClassifier classifier = AreaClassifier.train(features, meets, 7);
        for (double[] x : features(200, 3)) {
            double probability = classifier.probability(x);
            assertThat(probability).isBetween(0.0, 1.0).isEqualTo(Math.rint(probability * 1e6) / 1e6);
        }
    }

    @Test
    void theSameSeedGivesTheSameClassifierOnAnyThread() {
        AreaClassifier here = AreaClassifier.train(features, meets, 7);
        AreaClassifier there = CompletableFuture.supplyAsync(() -> AreaClassifier.train(features, meets, 7))
                .join();
        AreaClassifier other = AreaClassifier.train(features, meets, 8);
        int differences = 0;
        for (double[] x : features(200, 3)) {
            assertThat(there.probability(x)).isEqualTo(here.probability(x));
            differences += other.probability(x) == here.probability(x) ? 0 : 1;
        }
        assertThat(differences).isPositive();
    }

    @Test
    void oneClassGivesAConstant() {
        assertThat(AreaClassifier.train(new double[8][D], new boolean[8], 1).probability(features[0]))
                .isEqualTo(0.1);
        boolean[] all = {true, true};
        assertThat(AreaClassifier.train(new double[2][D], all, 1).probability(features[0]))
                .isEqualTo(0.75);
    }

    @Test
    void twoPointsOfEqualFeaturesAndDifferentLabelsGiveAProbability() {
        AreaClassifier classifier = AreaClassifier.train(new double[2][1], new boolean[] {true, false}, 1);
        assertThat(classifier.probability(new double[1])).isBetween(0.2, 0.8);
    }

    @Test
    void lengthsThatDifferAreRejected() {
        assertThatThrownBy(() -> AreaClassifier.train(features, new boolean[3], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("500 designs with 3 labels");
    }
}
