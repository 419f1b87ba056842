package org.nicepim.tuner;

import java.util.List;

/** What came of the evaluation of a point. */
public sealed interface Outcome permits Outcome.Measured, Outcome.AreaExceeded, Outcome.Infeasible, Outcome.Failed {
    /**
     * The evaluation gave numbers.
     *
     * @param objectives what is minimised, each in any unit; positive and finite, because their logarithms are modelled.
     *     One, or several for a Pareto front; the same number in every outcome of a run
     */
    record Measured(List<Double> objectives) implements Outcome {
        /** Checks the range. */
        public Measured {
            objectives = List.copyOf(objectives);
            if (objectives.isEmpty()) {
                throw new IllegalArgumentException("objectives = [] must be at least one");
            }
            for (double objective : objectives) {
                if (!(objective > 0) || !Double.isFinite(objective)) {
                    throw new IllegalArgumentException(
                            "objective = " + objective
                                    + " must be positive and finite. Maybe the design is infeasible, which is another outcome?");
                }
            }
        }

        /** With one objective. */
        public Measured(double objective) {
            this(List.of(objective));
        }
    }

    /** The design does not meet the area limit; teaches the area classifier, whatever the oracle says. */
    record AreaExceeded() implements Outcome {}

    /**
     * The design cannot run the workload, for example because a layer does not fit.
     *
     * @param reason for people
     */
    record Infeasible(String reason) implements Outcome {}

    /**
     * The evaluation broke down. To the tuner the same as infeasible: whoever trusts in a retry retries before telling.
     *
     * @param message for people
     */
    record Failed(String message) implements Outcome {}
}
