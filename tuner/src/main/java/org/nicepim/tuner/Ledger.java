package org.nicepim.tuner;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.tuner.space.Grid;

/** Which points were asked, which are pending, and what was told, by index and in order. */
final class Ledger {
    private static final int UNKNOWN = 0;

    private final Grid grid;
    private final Set<Long> pending = new LinkedHashSet<>();
    private final Map<Long, Outcome> told = new LinkedHashMap<>();
    private int objectives = UNKNOWN;

    Ledger(Grid grid) {
        this.grid = grid;
    }

    boolean asked(long index) {
        return pending.contains(index) || told.containsKey(index);
    }

    int askedCount() {
        return pending.size() + told.size();
    }

    Set<Long> pending() {
        return Collections.unmodifiableSet(pending);
    }

    /** Outcomes by point, in the order in which they were told. */
    Map<Long, Outcome> told() {
        return Collections.unmodifiableMap(told);
    }

    void ask(List<Long> indices) {
        pending.addAll(indices);
    }

    /** Checks all observations, then takes them all. */
    void tell(List<Observation> observations) {
        Set<Long> seen = new HashSet<>();
        int width = objectives;
        for (Observation observation : observations) {
            check(observation.point(), seen);
            width = checkedWidth(observation, width);
        }
        objectives = width;
        for (Observation observation : observations) {
            long index = grid.space().index(observation.point());
            pending.remove(index);
            told.put(index, observation.outcome());
        }
    }

    private static int checkedWidth(Observation observation, int width) {
        if (observation.outcome() instanceof Outcome.Measured measured) {
            int told = measured.objectives().size();
            if (width != UNKNOWN && told != width) {
                throw new IllegalArgumentException(
                        "point " + observation.point().values() + " has " + told + " objectives, points before it had "
                                + width + "; all must have as many");
            }
            return told;
        }
        return width;
    }

    private void check(DesignPoint point, Set<Long> seen) {
        long index = grid.space().index(point);
        if (told.containsKey(index) || !seen.add(index)) {
            throw new IllegalArgumentException("point " + point.values() + " was told before");
        }
        if (!pending.contains(index)) {
            throw new IllegalArgumentException("point " + point.values()
                    + " was never asked. Maybe the tuner was resumed without replaying its asks?");
        }
    }
}
