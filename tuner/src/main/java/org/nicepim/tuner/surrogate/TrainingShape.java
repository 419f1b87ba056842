package org.nicepim.tuner.surrogate;

/** Checks of the data that every surrogate asks for. */
final class TrainingShape {
    private TrainingShape() {}

    static void check(double[][] features, double[] targets) {
        if (features.length == 0 || features.length != targets.length) {
            throw new IllegalArgumentException(features.length + " rows of features with " + targets.length
                    + " targets must be as many, and at least one");
        }
        for (double target : targets) {
            if (!Double.isFinite(target)) {
                throw new IllegalArgumentException("target = " + target + " must be finite");
            }
        }
    }
}
