package org.nicepim.jobs;

/**
 * Which model prices the designs of an exploration.
 *
 * @param kind what the tuner is told
 * @param best how many of the best designs are simulated at the end; 0 unless the kind is {@link Kind#SIMULATE_BEST}
 */
public record Fidelity(Kind kind, int best) {
    /** Closed forms alone. */
    public static final Fidelity CLOSED_FORM = new Fidelity(Kind.CLOSED_FORM, 0);

    /** Every design that can be mapped is simulated too. */
    public static final Fidelity SIMULATE = new Fidelity(Kind.SIMULATE, 0);

    /** What the tuner is told. */
    public enum Kind {
        /** Closed forms. */
        CLOSED_FORM("closed-form"),
        /** Closed forms; the best designs are simulated when the budget is spent, and ranked by that. */
        SIMULATE_BEST("simulate-best"),
        /** Simulated figures. */
        SIMULATE("simulate");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** Its word in files. */
        public String word() {
            return word;
        }
    }

    /** Checks that a number of designs is there where one is needed, and only there. */
    public Fidelity {
        if ((kind == Kind.SIMULATE_BEST) != (best > 0)) {
            throw new IllegalArgumentException("best = " + best + " does not go with " + kind.word());
        }
    }

    /** The {@code best} designs are simulated at the end. */
    public static Fidelity simulateBest(int best) {
        return new Fidelity(Kind.SIMULATE_BEST, best);
    }

    /** As a file says it. */
    public String text() {
        return kind == Kind.SIMULATE_BEST ? kind.word() + ": " + best : kind.word();
    }
}
