package org.nicepim.tuner.surrogate;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The points from which hyper-parameters and weights are learned: all, or {@value #MOST} of more. Each of the hundreds of
 * training steps takes time of the cube of their number, while conditioning on all points takes it once.
 */
final class LearningSample {
    private static final int MOST = 150;

    private final double[][] features;
    private final double[] targets;

    private LearningSample(double[][] features, double[] targets) {
        this.features = features;
        this.targets = targets;
    }

    /** Of more points, half are those of the smallest targets and half a random sample of the others. */
    static LearningSample of(double[][] features, double[] targets, RandomGenerator random) {
        if (targets.length <= MOST) {
            return new LearningSample(features, targets);
        }
        int[] order = IntStream.range(0, targets.length)
                .boxed()
                .sorted((a, b) -> Double.compare(targets[a], targets[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = MOST / 2; i < MOST; i++) {
            int drawn = random.nextInt(i, order.length);
            int other = order[drawn];
            order[drawn] = order[i];
            order[i] = other;
        }
        int[] kept = Arrays.copyOf(order, MOST);
        return new LearningSample(
                Arrays.stream(kept).mapToObj(i -> features[i]).toArray(double[][]::new),
                Arrays.stream(kept).mapToDouble(i -> targets[i]).toArray());
    }

    double[][] features() {
        return features;
    }

    double[] targets() {
        return targets;
    }
}
