package org.nicepim.workload.onnx.lower;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Steps of a normalisation.
 *
 * @param steps operations per element of each node that takes a statistic, or combines the tensor with one or with a vector
 * @param vectors stored tensors that took part
 * @param statistics true if a statistic of the tensor took part; else scale and shift alone
 * @param node the last step
 */
record Tally(Map<String, Integer> steps, Set<String> vectors, boolean statistics, String node) {
    /**
     * Least operations of a normalisation by a statistic, those of RMS norm: square, add up, multiply by the inverse root,
     * scale. Squares of a tensor that is not normalised yet leave no trace, so that this many may not be counted.
     */
    private static final int LEAST = 4;

    /** Freezes the collections, in their order. */
    Tally {
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
        vectors = Collections.unmodifiableSet(new LinkedHashSet<>(vectors));
    }

    /** The first step. */
    static Tally of(String node, int operations, boolean statistics) {
        return new Tally(Map.of(node, operations), Set.of(), statistics, node);
    }

    /** One more step, which takes a statistic. */
    Tally statistic(String step, int operations) {
        Tally more = plus(step, operations, List.of());
        return new Tally(more.steps, more.vectors, true, step);
    }

    /** One more step, which combines. */
    Tally plus(String step, int operations, List<String> stored) {
        Map<String, Integer> more = new LinkedHashMap<>(steps);
        more.put(step, operations);
        Set<String> all = new LinkedHashSet<>(vectors);
        all.addAll(stored);
        return new Tally(more, all, statistics, step);
    }

    /** Both; the other one's last step is the last. */
    Tally merged(Tally other) {
        Map<String, Integer> more = new LinkedHashMap<>(steps);
        more.putAll(other.steps);
        Set<String> all = new LinkedHashSet<>(vectors);
        all.addAll(other.vectors);
        return new Tally(more, all, statistics || other.statistics, other.node);
    }

    /** Operations per element. */
    int operations() {
        int counted = steps.values().stream().mapToInt(Integer::intValue).sum();
        return statistics ? Math.max(LEAST, counted) : counted;
    }
}
