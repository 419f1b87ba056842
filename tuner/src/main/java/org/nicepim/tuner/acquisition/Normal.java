package org.nicepim.tuner.acquisition;

/** The standard normal distribution, and its tail to full relative precision. */
final class Normal {
    static final double LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private static final double SERIES_END = 3;
    private static final int FRACTION_TERMS = 300;
    private static final int FAR_FRACTION_TERMS = 60;

    private Normal() {}

    /** φ(z). */
    static double density(double z) {
        return Math.exp(-0.5 * z * z - LOG_SQRT_TWO_PI);
    }

    /** Φ(z): G. Marsaglia's series near 0 ("Evaluating the normal distribution", JSS 11, 2004), the fraction beyond. */
    static double cumulative(double z) {
        if (Math.abs(z) > SERIES_END) {
            double tail = density(z) / (Math.abs(z) + fractionTail(Math.abs(z)));
            return z > 0 ? 1 - tail : tail;
        }
        double sum = z;
        double term = z;
        for (int i = 3; Math.abs(term) > 1e-18 * Math.abs(sum); i += 2) {
            term *= z * z / i;
            sum += term;
        }
        return 0.5 + sum * density(z);
    }

    /**
     * c = 1/(t + 2/(t + 3/(t + …))) for t ≥ 1, the tail of Laplace's continued fraction: Φ(−t) = φ(t)/(t + c). The number
     * of terms is enough for full precision at t = 1.
     */
    static double fractionTail(double t) {
        double c = 0;
        for (int k = t < SERIES_END ? FRACTION_TERMS : FAR_FRACTION_TERMS; k >= 1; k--) {
            c = k / (t + c);
        }
        return c;
    }
}
