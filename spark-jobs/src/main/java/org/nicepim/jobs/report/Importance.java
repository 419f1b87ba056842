package org.nicepim.jobs.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How much of a figure's spread one parameter explains by itself: the share of the variance of the figure's logarithm that lies between
 * the parameter's values, corrected for what chance alone would give (epsilon squared: T. L. Kelley, PNAS 21(9), 1935):
 *
 * <pre>
 *   ε² = 1 − (SS_within / (n − k)) / (SS_total / (n − 1)),   n designs, k values of the parameter
 * </pre>
 *
 * <p>What parameters do together is in none of the shares, and shares of parameters that go together in the designs at hand overlap.
 */
final class Importance {
    /** Designs below which nothing is said. */
    static final int FEWEST = 12;

    private Importance() {}

    /**
     * The share, 0 to 1; empty if there are fewer than {@value #FEWEST} designs, the parameter or the figure has one value, or nearly
     * every design has its own.
     *
     * @param levels the parameter of each design
     * @param logs logarithm of the figure of each design
     */
    static OptionalDouble share(List<Integer> levels, double[] logs) {
        Map<Integer, double[]> sums = new HashMap<>();
        double all = 0;
        for (int i = 0; i < logs.length; i++) {
            double[] sum = sums.computeIfAbsent(levels.get(i), level -> new double[2]);
            sum[0]++;
            sum[1] += logs[i];
            all += logs[i];
        }
        double within = 0;
        double total = 0;
        double mean = all / logs.length;
        for (int i = 0; i < logs.length; i++) {
            double[] sum = sums.getOrDefault(levels.get(i), new double[] {1, 0});
            within += Math.pow(logs[i] - sum[1] / sum[0], 2);
            total += Math.pow(logs[i] - mean, 2);
        }
        int free = logs.length - sums.size();
        if (logs.length < FEWEST || sums.size() < 2 || free < logs.length / 3 || total <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.max(0, 1 - within / free / (total / (logs.length - 1))));
    }
}
