package org.nicepim.scheduler.milp;

import java.util.List;

/** What a solver answers. */
public sealed interface MilpResult {
    /**
     * A point that meets all rows, as the solver says.
     *
     * @param values one per variable
     * @param objective as the solver states it
     * @param proved whether the solver says that none is better
     */
    record Solved(List<Double> values, double objective, boolean proved) implements MilpResult {
        /** Copies the list. */
        public Solved {
            values = List.copyOf(values);
        }
    }

    /** No point was found. */
    record NoSolution(Reason reason) implements MilpResult {}

    /**
     * The solver failed.
     *
     * @param message what happened, without host or licence ids
     */
    record Broken(String message) implements MilpResult {}

    /** Why no point was found. */
    enum Reason {
        /** The solver says that there is none. */
        INFEASIBLE,
        /** The solver says that the objective has no least value. */
        UNBOUNDED,
        /** A limit struck first. */
        LIMIT
    }
}
