package org.nicepim.tuner;

/**
 * What the surrogate believed of a proposal when it was made.
 *
 * @param logMean mean of the natural logarithm of the objective
 * @param logDeviation its standard deviation, more than 0
 * @param acquisition ln expected improvement (of the logarithm), plus ln area probability, plus ln feasibility
 *     probability; larger is better, comparable within one batch step only
 */
public record Prediction(double logMean, double logDeviation, double acquisition) {
    /** Median of the objective, in its own unit. */
    public double median() {
        return Math.exp(logMean);
    }
}
