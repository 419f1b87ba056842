package org.nicepim.validation;

import java.util.function.DoubleSupplier;

/**
 * One case of a reference: what the model says, and what the reference says.
 *
 * @param subject which case
 * @param ours the model's figure
 * @param theirs the reference's figure
 * @param effort what the model's figure cost
 */
public record CaseResult(Subject subject, double ours, double theirs, Effort effort) {
    /**
     * Which case.
     *
     * @param what part of the model and reference
     * @param config device, mesh or table
     * @param pattern what was run
     * @param group cases that share a target, see {@link Target}
     * @param label file, line and what tells the case from its neighbours
     */
    public record Subject(String what, String config, String pattern, String group, String label) {}

    /**
     * What the model's figure cost.
     *
     * @param work patterns, bursts, phases or macros
     * @param seconds of one core
     */
    public record Effort(double work, double seconds) {
        /** Not measured. */
        static final Effort NONE = new Effort(0, 0);

        private static final int REPEATS = 5;

        /** Runs a closed form some times and counts the fastest, which the compiler disturbed least. */
        static Timed repeated(DoubleSupplier model) {
            Timed best = once(1, model);
            for (int i = 1; i < REPEATS; i++) {
                Timed next = once(1, model);
                best = next.effort.seconds < best.effort.seconds ? next : best;
            }
            return best;
        }

        /** Runs a model once. */
        static Timed once(double work, DoubleSupplier model) {
            long start = System.nanoTime();
            double ours = model.getAsDouble();
            return new Timed(ours, new Effort(work, (System.nanoTime() - start) * 1e-9));
        }
    }

    /**
     * A figure and its cost.
     *
     * @param ours the figure
     * @param effort its cost
     */
    record Timed(double ours, Effort effort) {
        CaseResult against(Subject subject, double theirs) {
            return new CaseResult(subject, ours, theirs, effort);
        }
    }

    /** Relative error with its sign; 0 if both say nothing, infinite if only the reference does. */
    public double error() {
        return ours == theirs ? 0 : ours / theirs - 1;
    }
}
