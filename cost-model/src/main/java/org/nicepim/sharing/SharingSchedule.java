package org.nicepim.sharing;

import java.util.List;

/**
 * A schedule for all sets of a problem, with what is known about its quality.
 *
 * @param scheduler name of the scheduler: {@code shortest}, {@code tsp}, {@code heuristic}, {@code ilp}
 * @param sets one per set of the problem, in its order
 * @param phaseCycles modelled time of the phase
 * @param maxLinkLoadBytes largest load over links and ports, background loads included
 * @param byteHops bytes times hops over all flows of the schedule
 * @param lowerBoundBytes no schedule of the class has a smaller largest load
 * @param lowerBoundCycles no schedule of the class takes less time
 * @param effort what it took
 */
public record SharingSchedule(
        String scheduler,
        List<SetSchedule> sets,
        double phaseCycles,
        double maxLinkLoadBytes,
        double byteHops,
        double lowerBoundBytes,
        double lowerBoundCycles,
        Effort effort) {
    /** How a schedule was found. */
    public enum Status {
        /** Largest load or phase time equals its lower bound. */
        OPTIMAL,
        /** The solver's best of the candidates, or proved best of them, above the bound. */
        FEASIBLE,
        /** No solver was asked. */
        HEURISTIC,
        /** Solvers failed; a heuristic's schedule. */
        FALLBACK
    }

    /**
     * What it took.
     *
     * @param status how it was found
     * @param solver name of the solver that found it, {@code none} for heuristics
     * @param solves models that were solved
     * @param fallbacks answers of solvers that were refused
     * @param timeLimited true if a guard by the clock decided the result, which may then differ from run to run
     * @param cached whether it was found for another problem of the same pattern; the rest says what it took then
     * @param millis wall time
     */
    public record Effort(
            Status status,
            String solver,
            int solves,
            int fallbacks,
            boolean timeLimited,
            boolean cached,
            double millis) {
        /** With another status. */
        public Effort with(Status other) {
            return new Effort(other, solver, solves, fallbacks, timeLimited, cached, millis);
        }

        /** As it is when it is taken from a cache. */
        public Effort asCached() {
            return new Effort(status, solver, solves, fallbacks, timeLimited, true, millis);
        }
    }

    /** Copies the list. */
    public SharingSchedule {
        sets = List.copyOf(sets);
    }

    /** This schedule as it is when it is taken from a cache. */
    public SharingSchedule asCached() {
        return new SharingSchedule(
                scheduler,
                sets,
                phaseCycles,
                maxLinkLoadBytes,
                byteHops,
                lowerBoundBytes,
                lowerBoundCycles,
                effort.asCached());
    }

    /** Phase time above its lower bound, as a share of the phase time; 0 for an empty problem. */
    public double cyclesGap() {
        return phaseCycles <= 0 ? 0 : Math.max(0, (phaseCycles - lowerBoundCycles) / phaseCycles);
    }

    /** Largest load above the lower bound, as a share of the load; 0 for an empty problem. */
    public double gap() {
        return maxLinkLoadBytes <= 0 ? 0 : Math.max(0, (maxLinkLoadBytes - lowerBoundBytes) / maxLinkLoadBytes);
    }
}
