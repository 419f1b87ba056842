package org.nicepim.sharing;

/** Decides how all sharing sets that run at the same time pass their data around. Implementations are stateless. */
public interface DataScheduler {
    /**
     * A schedule that delivers everything. Deterministic.
     *
     * @param problem mesh, links and sets
     * @return never null; a heuristic's schedule if nothing better was proved
     */
    SharingSchedule schedule(SharingProblem problem);
}
