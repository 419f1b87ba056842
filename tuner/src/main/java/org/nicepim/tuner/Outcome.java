package org.nicepim.tuner;

/** What came of the evaluation of a point. */
public sealed interface Outcome permits Outcome.Measured, Outcome.AreaExceeded, Outcome.Infeasible, Outcome.Failed {
    /**
     * The evaluation gave a number.
     *
     * @param objective what is minimised, in any unit; positive and finite, because its logarithm is modelled
     */
    record Measured(double objective) implements Outcome {
        /** Checks the range. */
        public Measured {
            if (!(objective > 0) || !Double.isFinite(objective)) {
                throw new IllegalArgumentException("objective = " + objective
                        + " must be positive and finite. Maybe the design is infeasible, which is another outcome?");
            }
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
