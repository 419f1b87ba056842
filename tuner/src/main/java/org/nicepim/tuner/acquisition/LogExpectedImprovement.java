package org.nicepim.tuner.acquisition;

/**
 * ln E[max(best − Y, 0)] for a normal belief Y, to full precision however small the expectation: the logarithm still
 * orders candidates where the expectation itself would be rounded to 0 (S. Ament et al., "Unexpected improvements to
 * expected improvement for Bayesian optimization", NeurIPS 2023).
 *
 * <pre>
 * EI = s·h(z),  z = (best − mean)/s,  h(z) = φ(z) + z·Φ(z)
 * </pre>
 *
 * <p>For z ≤ −1, h(−t) = φ(t)·c/(t + c), where c = 1/(t + 2/(t + 3/(t + …))) is the tail of Laplace's continued fraction of
 * the Mills ratio 1/(t + c): no difference of near-equal numbers is left.
 */
public final class LogExpectedImprovement {
    private static final double TAIL = 1;

    private LogExpectedImprovement() {}

    /**
     * The logarithm of the expected improvement.
     *
     * @param mean of the belief
     * @param deviation of the belief, more than 0
     * @param best smallest value so far, in the same unit
     */
    public static double of(double mean, double deviation, double best) {
        return Math.log(deviation) + logH((best - mean) / deviation);
    }

    /** ln (φ(z) + z·Φ(z)). */
    static double logH(double z) {
        if (z > -TAIL) {
            return Math.log(Normal.density(z) + z * Normal.cumulative(z));
        }
        double t = -z;
        double c = Normal.fractionTail(t);
        return -0.5 * t * t - Normal.LOG_SQRT_TWO_PI + Math.log(c / (t + c));
    }
}
