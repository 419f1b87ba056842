package org.nicepim.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How far a part of the model is from a reference; errors are fractions.
 *
 * @param what part of the model and reference
 * @param config device, mesh or table
 * @param pattern what was run; {@link #ALL} for the total of the config
 * @param cases number of cases
 * @param meanAbsError mean of absolute errors
 * @param p95AbsError 95 of 100 absolute errors are no larger
 * @param maxAbsError the largest
 * @param rankCorrelation Spearman's coefficient between ours and theirs; 1 for fewer than two different cases
 * @param workPerSecond patterns, bursts, phases or macros per second of one core, on this machine at this moment
 */
public record ErrorRow(
        String what,
        String config,
        String pattern,
        int cases,
        double meanAbsError,
        double p95AbsError,
        double maxAbsError,
        double rankCorrelation,
        double workPerSecond) {
    /** Pattern of a config's total. */
    public static final String ALL = "all";

    /**
     * The errors of some cases.
     *
     * @param cases at least one
     */
    static ErrorRow of(String what, String config, String pattern, List<CaseResult> cases) {
        double[] errors =
                cases.stream().mapToDouble(c -> Math.abs(c.error())).sorted().toArray();
        double seconds = cases.stream().mapToDouble(c -> c.effort().seconds()).sum();
        return new ErrorRow(
                what,
                config,
                pattern,
                errors.length,
                Arrays.stream(errors).average().orElse(0),
                errors[(int) Math.ceil(0.95 * errors.length) - 1],
                errors[errors.length - 1],
                rankCorrelation(cases),
                cases.stream().mapToDouble(c -> c.effort().work()).sum() / Math.max(1e-9, seconds));
    }

    /** One row per config and pattern, in the order in which they came, and one per config; for each part of the model. */
    public static List<ErrorRow> tables(List<CaseResult> cases) {
        List<ErrorRow> rows = new ArrayList<>();
        by(cases, c -> c.subject().what())
                .forEach((what, part) -> by(part, c -> c.subject().config()).forEach((config, all) -> {
                    Map<String, List<CaseResult>> patterns =
                            by(all, c -> c.subject().pattern());
                    patterns.forEach((pattern, list) -> rows.add(of(what, config, pattern, list)));
                    if (patterns.size() > 1 || !patterns.containsKey(ALL)) {
                        rows.add(of(what, config, ALL, all));
                    }
                }));
        return List.copyOf(rows);
    }

    /** Cases by a key, both in the order in which they came. */
    static Map<String, List<CaseResult>> by(List<CaseResult> cases, Function<CaseResult, String> key) {
        Map<String, List<CaseResult>> sorted = new LinkedHashMap<>();
        cases.forEach(c ->
                sorted.computeIfAbsent(key.apply(c), k -> new ArrayList<>()).add(c));
        return sorted;
    }

    private static double rankCorrelation(List<CaseResult> cases) {
        double[] a = ranks(cases.stream().mapToDouble(CaseResult::ours).toArray());
        double[] b = ranks(cases.stream().mapToDouble(CaseResult::theirs).toArray());
        double mean = (cases.size() - 1) / 2.0;
        double both = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            both += (a[i] - mean) * (b[i] - mean);
            squaresA += (a[i] - mean) * (a[i] - mean);
            squaresB += (b[i] - mean) * (b[i] - mean);
        }
        return squaresA == 0 || squaresB == 0 ? 1 : both / Math.sqrt(squaresA * squaresB);
    }

    /** Equal values share their mean rank. */
    private static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] ranks = new double[values.length];
        int from = 0;
        while (from < order.length) {
            int to = from;
            while (to + 1 < order.length && values[order[to + 1]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i <= to; i++) {
                ranks[order[i]] = (from + to) / 2.0;
            }
            from = to + 1;
        }
        return ranks;
    }
}
