package org.nicepim.jobs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nicepim.results.EvaluationRow;

/**
 * Why designs are not feasible. Reasons that differ in their numbers only are one.
 *
 * @param designs number of designs by reason, its first wording as the key
 */
public record Reasons(Map<String, Integer> designs) {
    private static final Reasons NONE = new Reasons(Map.of());

    /** Copies the map, order kept. */
    public Reasons {
        designs = Collections.unmodifiableMap(new LinkedHashMap<>(designs));
    }

    /** All are feasible. */
    public static Reasons none() {
        return NONE;
    }

    /** With another design: the reason of its first row that is not feasible. */
    Reasons with(List<EvaluationRow> design) {
        Optional<EvaluationRow> bad =
                design.stream().filter(row -> !row.verdict().feasible()).findFirst();
        if (bad.isEmpty()) {
            return this;
        }
        String text = bad.get().verdict().status().equals(EvaluationRow.AREA_EXCEEDED)
                ? bad.get().verdict().reason()
                : bad.get().workload() + ": " + bad.get().verdict().reason();
        Map<String, Integer> next = new LinkedHashMap<>(designs);
        String known = designs.keySet().stream()
                .filter(key -> shape(key).equals(shape(text)))
                .findFirst()
                .orElse(text);
        next.merge(known, 1, Integer::sum);
        return new Reasons(next);
    }

    private static String shape(String reason) {
        return reason.replaceAll("[0-9.,]+", "#");
    }

    /** The reason of most designs, the first in a draw; empty if all are feasible. */
    public Optional<String> most() {
        return designs.entrySet().stream()
                .reduce((a, b) -> b.getValue() > a.getValue() ? b : a)
                .map(Map.Entry::getKey);
    }

    /** How many designs have the reason of most. */
    public int ofMost() {
        return designs.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
