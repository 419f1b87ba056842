package org.nicepim.scheduler.milp;

import java.util.List;

/** What a solver answers. */
public sealed interface MilpResult {
    /**
     * A point that meets all rows, as the solver says.
     *
     * @param values one per variable
     * @param objective as the solver states it
     * @param ending why the solver stopped there
     */
    record Solved(List<Double> values, double objective, Ending ending) implements MilpResult {
        /** Copies the list. */
        public Solved {
            values = List.copyOf(values);
        }

        /** Whether the solver says that none is better by more than the gap allowed. */
        public boolean proved() {
            return ending == Ending.PROVED;
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

    /** Why a solver stopped at a point. */
    enum Ending {
        /** None is better by more than the gap allowed, as the solver says. */
        PROVED,
        /** It had done as much work as it may. */
        WORK,
        /** A clock struck. */
        CLOCK
    }

    /** Why no point was found. */
    enum Reason {
        /** The solver says that there is none. */
        INFEASIBLE,
        /** The solver says that the objective has no least value. */
        UNBOUNDED,
        /** The solver had done as much work as it may. */
        WORK,
        /** A clock struck first. */
        CLOCK
    }
}
