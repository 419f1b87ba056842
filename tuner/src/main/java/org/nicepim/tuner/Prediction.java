package org.nicepim.tuner;

import java.util.List;
import org.nicepim.tuner.surrogate.Posterior;

/**
 * What the surrogates believed of a proposal when it was made.
 *
 * @param logs per objective, the belief about its natural logarithm
 * @param acquisition ln expected improvement (of the logarithm, or of the scalarised logarithms of several objectives), plus
 *     ln area probability, plus ln feasibility probability; larger is better, comparable within one batch step only
 */
public record Prediction(List<Posterior> logs, double acquisition) {
    /** Copies the list. */
    public Prediction {
        logs = List.copyOf(logs);
    }

    /** Mean of the logarithm of the first objective. */
    public double logMean() {
        return logs.get(0).mean();
    }

    /** Standard deviation of the logarithm of the first objective, more than 0. */
    public double logDeviation() {
        return logs.get(0).deviation();
    }

    /** Median of the first objective, in its own unit. */
    public double median() {
        return Math.exp(logMean());
    }
}
