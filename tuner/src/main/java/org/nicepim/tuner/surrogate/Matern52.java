package org.nicepim.tuner.surrogate;

/**
 * The Matérn-5/2 kernel of unit variance as a function of the squared scaled distance r² = Σ ((x_k − x'_k)/ℓ_k)²:
 * (1 + √5 r + 5/3 r²) exp(−√5 r). Rough enough for the steps of a design space, and its slope is still finite at 0.
 */
final class Matern52 {
    private Matern52() {}

    /** The covariance. */
    static double value(double r2) {
        double s = Math.sqrt(5 * r2);
        return (1 + s + s * s / 3) * Math.exp(-s);
    }

    /** Its derivative by r². */
    static double slope(double r2) {
        double s = Math.sqrt(5 * r2);
        return -5.0 / 6 * (1 + s) * Math.exp(-s);
    }
}
