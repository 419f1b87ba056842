package org.nicepim.tuner;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.tuner.space.Encoding;
import org.nicepim.tuner.space.Grid;

/**
 * How far the area classifier can be trusted, on designs all over a space whose answers are known.
 *
 * @param labels designs that it learned from
 * @param designs designs that it was tried on
 * @param balancedAccuracy mean of the shares of designs that meet the limit, and of those that do not, which it gets right
 *     at a threshold of one half
 * @param brier mean squared difference of probability and truth
 * @param bins designs by probability: ten ranges of equal width
 */
public record AreaReport(int labels, int designs, double balancedAccuracy, double brier, List<Bin> bins) {
    private static final int BINS = 10;

    /**
     * Designs whose probability lies in one tenth of the scale.
     *
     * @param designs their number
     * @param probability their mean probability; 0 if there is none
     * @param truth share of them that meets the limit; 0 if there is none
     */
    public record Bin(int designs, double probability, double truth) {}

    /** Copies the list. */
    public AreaReport {
        bins = List.copyOf(bins);
    }

    /**
     * Trains as a tuner does before its first ask, and tries it on every {@code stride}-th design.
     *
     * @param space the space
     * @param oracle answers for every design
     */
    public static AreaReport of(DesignSpace space, AreaOracle oracle, long seed, int stride) {
        Grid grid = new Grid(space);
        AreaModel model = new AreaModel(grid, new Encoding(grid), oracle, TunerOptions.defaults(seed));
        Tally tally = new Tally();
        for (long index = 0; index < grid.size(); index += stride) {
            tally.add(model.probability(index), oracle.meetsLimit(grid.point(index)));
        }
        return tally.report(model.labels());
    }

    private static final class Tally {
        private final int[][] designs = new int[BINS][2];
        private final int[] right = new int[2];
        private final double[] sums = new double[BINS];
        private double squares;

        void add(double probability, boolean meets) {
            int bin = Math.min(BINS - 1, (int) (probability * BINS));
            int label = meets ? 1 : 0;
            designs[bin][label]++;
            sums[bin] += probability;
            right[label] += (probability >= 0.5) == meets ? 1 : 0;
            squares += (probability - label) * (probability - label);
        }

        AreaReport report(int labels) {
            int[] all = new int[2];
            List<Bin> bins = new ArrayList<>();
            for (int bin = 0; bin < BINS; bin++) {
                int number = designs[bin][0] + designs[bin][1];
                all[0] += designs[bin][0];
                all[1] += designs[bin][1];
                double divisor = Math.max(1, number);
                bins.add(new Bin(number, sums[bin] / divisor, designs[bin][1] / divisor));
            }
            int tried = all[0] + all[1];
            return new AreaReport(
                    labels, tried, (share(right[0], all[0]) + share(right[1], all[1])) / 2, squares / tried, bins);
        }

        /** A class that does not occur is got right. */
        private static double share(int part, int whole) {
            return whole == 0 ? 1 : (double) part / whole;
        }
    }
}
