package org.nicepim.validation;

/**
 * One case.
 *
 * @param ours what the model says
 * @param theirs what the reference says; positive
 */
record Comparison(double ours, double theirs) {
    /** Relative error, with its sign. */
    double error() {
        return ours / theirs - 1;
    }
}
