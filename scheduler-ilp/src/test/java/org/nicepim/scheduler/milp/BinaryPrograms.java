package org.nicepim.scheduler.milp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Seeded small programs and their optimum by enumeration. */
final class BinaryPrograms {
    private BinaryPrograms() {}

    /** Binary variables with whole costs and rows of small whole coefficients; some have no point. */
    static MilpModel random(SplittableRandom random, int variables, int rows) {
        MilpModel.Builder builder = MilpModel.builder();
        for (int i = 0; i < variables; i++) {
            builder.binary(random.nextInt(21) - 10);
        }
        int[] all = IntStream.range(0, variables).toArray();
        for (int row = 0; row < rows; row++) {
            double[] coefficients =
                    IntStream.of(all).mapToDouble(i -> random.nextInt(11) - 5).toArray();
            double side = random.nextInt(13) - 4;
            if (random.nextBoolean()) {
                builder.row(Double.NEGATIVE_INFINITY, side, all, coefficients);
            } else {
                builder.row(-side, Double.POSITIVE_INFINITY, all, coefficients);
            }
        }
        return builder.build();
    }

    /** One of several columns per group so that the largest row sum is least. */
    static MilpModel selection(SplittableRandom random, int groups, int columns, int rows) {
        MilpModel.Builder builder = MilpModel.builder();
        int n = groups * columns;
        for (int i = 0; i < n; i++) {
            builder.binary(0);
        }
        int largest = builder.real(0, 1000, 1);
        for (int group = 0; group < groups; group++) {
            int first = group * columns;
            int[] ids = IntStream.range(first, first + columns).toArray();
            builder.row(1, 1, ids, IntStream.of(ids).mapToDouble(i -> 1).toArray());
        }
        for (int row = 0; row < rows; row++) {
            int[] ids = IntStream.rangeClosed(0, largest).toArray();
            double[] coefficients = IntStream.of(ids)
                    .mapToDouble(i -> i == largest ? -1 : random.nextInt(10) * 0.731)
                    .toArray();
            builder.row(Double.NEGATIVE_INFINITY, 0, ids, coefficients);
        }
        return builder.build();
    }

    /** Least objective over all 0/1 points; infinite if none meets the rows. */
    static double leastObjective(MilpModel model) {
        int n = model.variables().size();
        double least = Double.POSITIVE_INFINITY;
        for (int bits = 0; bits < 1 << n; bits++) {
            List<Double> point = new ArrayList<>(Collections.nCopies(n, 0.0));
            for (int i = 0; i < n; i++) {
                point.set(i, (double) (bits >> i & 1));
            }
            if (meetsRows(model, point)) {
                least = Math.min(least, model.objective(point));
            }
        }
        return least;
    }

    /** Least objective of a {@link #selection} over all choices. */
    static double leastLargestSum(MilpModel model, int groups, int columns) {
        double least = Double.POSITIVE_INFINITY;
        int choices = (int) Math.pow(columns, groups);
        for (int choice = 0; choice < choices; choice++) {
            boolean[] chosen = new boolean[groups * columns];
            int rest = choice;
            for (int group = 0; group < groups; group++) {
                chosen[group * columns + rest % columns] = true;
                rest /= columns;
            }
            least = Math.min(
                    least, largestSum(model.rows().subList(groups, model.rows().size()), chosen));
        }
        return least;
    }

    private static double largestSum(List<MilpModel.Row> rows, boolean[] chosen) {
        double largest = 0;
        for (MilpModel.Row row : rows) {
            double sum = 0;
            for (int i = 0; i < row.size(); i++) {
                sum += row.variable(i) < chosen.length && chosen[row.variable(i)] ? row.coefficient(i) : 0;
            }
            largest = Math.max(largest, sum);
        }
        return largest;
    }

    private static boolean meetsRows(MilpModel model, List<Double> point) {
        for (MilpModel.Row row : model.rows()) {
            double sum = 0;
            for (int i = 0; i < row.size(); i++) {
                sum += row.coefficient(i) * point.get(row.variable(i));
            }
            if (sum < row.lower() || sum > row.upper()) {
                return false;
            }
        }
        return true;
    }
}
