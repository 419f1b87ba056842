package org.nicepim.tuner.bench;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Medians over the trials of one tuner on one benchmark. A trial that never got there counts as infinitely late. */
public final class Score {
    private static final int RESAMPLES = 2000;
    private static final double TAIL = 0.025;

    private final Benchmark benchmark;
    private final List<Trial> trials;

    /**
     * A median with the interval that holds it in 95 % of bootstrap samples; infinite if more than half of the trials never
     * got there.
     *
     * @param median over trials
     * @param low 2.5th percentile of bootstrap medians
     * @param high 97.5th percentile
     */
    public record Interval(double median, double low, double high) {
        /** The median, if it was reached. */
        public OptionalDouble reached() {
            return Double.isFinite(median) ? OptionalDouble.of(median) : OptionalDouble.empty();
        }
    }

    /** Of at least one trial. */
    public Score(Benchmark benchmark, List<Trial> trials) {
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("trials = [] must be at least one");
        }
        this.benchmark = benchmark;
        this.trials = List.copyOf(trials);
    }

    /** Number of trials. */
    public int seeds() {
        return trials.size();
    }

    /** Evaluations until one of the best 0.5 % of feasible designs. */
    public Interval evaluationsToTop() {
        return interval(trial -> count(trial, benchmark.topValue()));
    }

    /** Evaluations until a design at most that share worse than the best. */
    public Interval evaluationsToWithin(double share) {
        return interval(trial -> count(trial, benchmark.optimum() * (1 + share)));
    }

    private static double count(Trial trial, double value) {
        return trial.evaluationsTo(value).isPresent()
                ? trial.evaluationsTo(value).getAsInt()
                : Double.POSITIVE_INFINITY;
    }

    /** Share by which the best of so many designs exceeds the optimum. */
    public Interval regretAt(int evaluations) {
        return interval(trial -> trial.regretAt(evaluations).orElse(Double.POSITIVE_INFINITY));
    }

    /** The median alone of {@link #regretAt}, infinite if more than half of the trials found nothing feasible. */
    public double medianRegretAt(int evaluations) {
        return median(trials.stream()
                .mapToDouble(trial -> trial.regretAt(evaluations).orElse(Double.POSITIVE_INFINITY))
                .toArray());
    }

    /** Share of the table's hypervolume that so many designs dominate. */
    public Interval hypervolumeAt(int evaluations) {
        return interval(trial -> trial.hypervolumeAt(evaluations));
    }

    /** CPU seconds of a batch asked. */
    public double secondsPerAsk() {
        return median(trials.stream().mapToDouble(Trial::secondsPerAsk).toArray());
    }

    /** Share of the batches that a surrogate of that name proposed, among those that any proposed. */
    public double shareOf(String model) {
        double of = 0;
        double all = 0;
        for (Trial trial : trials) {
            of += trial.models().getOrDefault(model, 0);
            all += trial.models().values().stream().mapToInt(Integer::intValue).sum();
        }
        return all == 0 ? 0 : of / all;
    }

    private Interval interval(ToDoubleFunction<Trial> figure) {
        double[] values = trials.stream().mapToDouble(figure).toArray();
        SplittableRandom random = new SplittableRandom(values.length);
        double[] medians = new double[RESAMPLES];
        double[] drawn = new double[values.length];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < drawn.length; j++) {
                drawn[j] = values[random.nextInt(values.length)];
            }
            medians[i] = median(drawn);
        }
        Arrays.sort(medians);
        return new Interval(
                median(values), medians[(int) (TAIL * RESAMPLES)], medians[(int) ((1 - TAIL) * RESAMPLES) - 1]);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
