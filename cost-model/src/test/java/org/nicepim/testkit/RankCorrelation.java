package org.nicepim.testkit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Do two figures order the cases alike? */
public final class RankCorrelation {
    private RankCorrelation() {}

    /**
     * Spearman's coefficient; equal values share their mean rank.
     *
     * @param pairs both figures of each case
     */
    public static double spearman(List<double[]> pairs) {
        double[] a = ranks(pairs, pair -> pair[0]);
        double[] b = ranks(pairs, pair -> pair[1]);
        double mean = (pairs.size() - 1) / 2.0;
        double both = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            both += (a[i] - mean) * (b[i] - mean);
            squaresA += (a[i] - mean) * (a[i] - mean);
            squaresB += (b[i] - mean) * (b[i] - mean);
        }
        return both / Math.sqrt(squaresA * squaresB);
    }

    private static double[] ranks(List<double[]> pairs, ToDoubleFunction<double[]> figure) {
        double[] values = pairs.stream().mapToDouble(figure).toArray();
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        for (int i = 0; i < order.length; ) {
            int end = i;
            while (end + 1 < order.length && values[order[end + 1]] == values[order[i]]) {
                end++;
            }
            for (int j = i; j <= end; j++) {
                ranks[order[j]] = (i + end) / 2.0;
            }
            i = end + 1;
        }
        return ranks;
    }
}
