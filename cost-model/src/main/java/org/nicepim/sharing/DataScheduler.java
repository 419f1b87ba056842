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

    /** The schedules of the sets alone, for callers that price them by their own means: those of {@link #schedule}. */
    default List<SetSchedule> sets(SharingProblem problem) {
        return schedule(problem).sets();
    }
}
