package org.nicepim.tuner.surrogate;

/**
 * Shift and scale that give targets mean 0 and deviation 1; targets that are all equal are only shifted.
 *
 * @param mean of the targets
 * @param deviation of the targets, or 1 if they are all equal
 */
record TargetScale(double mean, double deviation) {
    static TargetScale of(double[] targets) {
        double mean = 0;
        for (double target : targets) {
            mean += target / targets.length;
        }
        double variance = 0;
        for (double target : targets) {
            variance += (target - mean) * (target - mean) / targets.length;
        }
        double deviation = Math.sqrt(variance);
        return new TargetScale(mean, deviation > 1e-12 * Math.max(1, Math.abs(mean)) ? deviation : 1);
    }

    double[] standardised(double[] targets) {
        double[] standardised = new double[targets.length];
        for (int i = 0; i < standardised.length; i++) {
            standardised[i] = (targets[i] - mean) / deviation;
        }
        return standardised;
    }

    /** A belief about a standardised target, in the targets' unit. The variance is clamped: rounding can take it below 0. */
    Posterior restored(double standardMean, double standardVariance) {
        return new Posterior(mean + deviation * standardMean, deviation * Math.sqrt(Math.max(standardVariance, 1e-12)));
    }
}
