package org.nicepim.tuner.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.nicepim.tuner.space.Encoding;
import org.nicepim.tuner.space.Grid;
import org.nicepim.tuner.surrogate.FittedSurrogate;
import org.nicepim.tuner.surrogate.PoolPosterior;
import org.nicepim.tuner.surrogate.Posterior;
import org.nicepim.tuner.surrogate.Surrogate;

/**
 * How well a surrogate predicts designs that it has not seen, and how well it knows how well.
 *
 * @param surrogate its name
 * @param points designs that it was fitted to, drawn at random
 * @param coverage share of the other designs that lie in their 90 % intervals, mean over draws
 * @param error root of the mean squared error, as a share of the designs' standard deviation; in logarithms
 * @param logDensity mean log density of the other designs, in nats
 */
public record Calibration(String surrogate, int points, double coverage, double error, double logDensity) {
    private static final double NINETY_PERCENT = 1.6448536269514722;
    private static final double LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    /**
     * Fits to {@code points} feasible designs and predicts {@code heldOut} others, {@code draws} times.
     *
     * @throws IllegalArgumentException if the table does not hold so many feasible designs
     */
    public static Calibration of(Benchmark benchmark, Surrogate surrogate, int points, int heldOut, int draws) {
        Grid grid = new Grid(benchmark.space());
        List<Long> feasible = new ArrayList<>();
        for (long index = 0; index < grid.size(); index++) {
            if (benchmark.energyDelay(grid.point(index)).isPresent()) {
                feasible.add(index);
            }
        }
        if (feasible.size() < points + heldOut) {
            throw new IllegalArgumentException("points + heldOut = " + (points + heldOut)
                    + " must be at most the number of feasible designs, " + feasible.size());
        }
        double[] sums = new double[3];
        for (int draw = 0; draw < draws; draw++) {
            Collections.shuffle(feasible, new Random(draw));
            double[] figures = figures(benchmark, surrogate, grid, feasible.subList(0, points + heldOut), points, draw);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += figures[i] / draws;
            }
        }
        return new Calibration(surrogate.name(), points, sums[0], sums[1], sums[2]);
    }

    /** Coverage, error and log density of one draw. */
    private static double[] figures(
            Benchmark benchmark, Surrogate surrogate, Grid grid, List<Long> drawn, int points, long seed) {
        double[][] features = new Encoding(grid).features(drawn);
        double[] targets = drawn.stream()
                .mapToDouble(i -> Math.log(benchmark.energyDelay(grid.point(i)).orElseThrow()))
                .toArray();
        FittedSurrogate fitted = surrogate.fit(
                Arrays.copyOf(features, points), Arrays.copyOf(targets, points), new SplittableRandom(seed));
        PoolPosterior beliefs = fitted.predictPool(Arrays.copyOfRange(features, points, features.length));
        int others = targets.length - points;
        double covered = 0;
        double squares = 0;
        double densities = 0;
        for (int i = 0; i < others; i++) {
            Posterior belief = beliefs.at(i);
            double difference = targets[points + i] - belief.mean();
            double z = difference / belief.deviation();
            covered += Math.abs(z) <= NINETY_PERCENT ? 1 : 0;
            squares += difference * difference;
            densities -= 0.5 * z * z + Math.log(belief.deviation()) + LOG_SQRT_TWO_PI;
        }
        return new double[] {covered / others, Math.sqrt(squares / others) / deviation(targets), densities / others};
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
    }
}
