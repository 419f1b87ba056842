package org.nicepim.jobs;

/**
 * What a run took, of this process's part if it was resumed.
 *
 * @param evaluations designs × workloads that executors evaluated; those of attempts that were lost with their executor are not among them
 * @param seconds of wall time
 * @param ilpFallbacks answers of solvers that were refused, for which heuristics stood in
 * @param cacheHits sharing problems that an executor's cache answered
 * @param cacheMisses sharing problems that were searched
 * @param tasks attempts that executors began
 * @param queueSeconds from a task's stage being ready to an executor beginning it, on average
 * @param executorsLost executors that went away while the run lasted
 */
public record RunEffort(
        long evaluations,
        double seconds,
        long ilpFallbacks,
        long cacheHits,
        long cacheMisses,
        long tasks,
        double queueSeconds,
        long executorsLost) {
    /** Per second of wall time. */
    public double evaluationsPerSecond() {
        return seconds > 0 ? evaluations / seconds : 0;
    }
}
