package org.nicepim.scheduler.milp;

/** A solver of mixed-integer linear programs. Stateless towards its callers; may be used by several threads. */
public interface MilpSolver {
    /** Name in output and in the property {@code milp.solver}: lower case. */
    String name();

    /** Whether its library, and its licence if it needs one, are there. The first call may take a second. */
    boolean available();

    /** Why it is not available, in a few words for one line of a log, without host or licence ids. */
    String absence();

    /**
     * Solves a model on one thread.
     *
     * @param model the model
     * @param limits how much it may do
     * @return an answer that nobody has checked; {@link MilpResult.Broken} rather than an exception
     */
    MilpResult solve(MilpModel model, MilpLimits limits);
}
