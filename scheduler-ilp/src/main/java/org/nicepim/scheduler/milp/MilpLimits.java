package org.nicepim.scheduler.milp;

/**
 * How much a solver may do for one model.
 *
 * @param nodes branch-and-bound nodes, or the work that so many take, where the solver can count it (SCIP, CP-SAT, Gurobi):
 *     decides the same on every machine
 * @param seconds guard by the clock; what a solver answers when it strikes may differ from run to run.
 *     CBC counts CPU time of the whole process
 * @param relativeGap an answer counts as proved if no better one can be better by more than this share
 */
public record MilpLimits(long nodes, double seconds, double relativeGap) {
    /** Proves to a part in 10⁹. */
    public MilpLimits(long nodes, double seconds) {
        this(nodes, seconds, 1e-9);
    }

    /** Checks ranges. */
    public MilpLimits {
        if (nodes < 1 || !(seconds > 0) || Double.isInfinite(seconds)) {
            throw new IllegalArgumentException("nodes = " + nodes + " and seconds = " + seconds + " must be positive");
        }
        if (!(relativeGap >= 0 && relativeGap < 1)) {
            throw new IllegalArgumentException("relativeGap = " + relativeGap + " must lie in [0, 1)");
        }
    }
}
