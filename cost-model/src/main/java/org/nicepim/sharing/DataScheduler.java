package org.nicepim.sharing;

import java.util.List;

/** Decides how all sharing sets that run at the same time pass their data around. Implementations are stateless. */
public interface DataScheduler {
    /**
     * A schedule that delivers everything. Deterministic.
     *
     * @param problem mesh, links and sets
     * @return never null; a heuristic's schedule if nothing better was proved
     */
    SharingSchedule schedule(SharingProblem problem);

    /**
     * Schedules among which a caller may choose who knows more than the problem says, such as how often each operand is gathered. The
     * phase of one gather each is not all that counts.
     *
     * @return at least one; {@link #schedule} first
     */
    default List<SharingSchedule> alternatives(SharingProblem problem) {
        return List.of(schedule(problem));
    }

    /** The schedules of the sets alone, for callers that price them by their own means: those of {@link #schedule}. */
    default List<SetSchedule> sets(SharingProblem problem) {
        return schedule(problem).sets();
    }

    /**
     * Which of several problems, such as placements of one partition, this scheduler gives the shortest phase, then the fewest
     * byte·hops.
     *
     * @param problems at least one
     * @return index of the best; the first of equals
     */
    default int fastest(List<SharingProblem> problems) {
        int best = 0;
        ScheduleCost least = ScheduleCost.of(problems.get(0), sets(problems.get(0)));
        for (int i = 1; i < problems.size(); i++) {
            ScheduleCost cost = ScheduleCost.of(problems.get(i), sets(problems.get(i)));
            if (cost.isBetterThan(least)) {
                best = i;
                least = cost;
            }
        }
        return best;
    }
}
