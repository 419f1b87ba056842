package org.nicepim.tuner.surrogate;

/**
 * Covariance of a linear function of the features whose coefficients are unknown: normal, independent, of one variance.
 * Logarithms of costs are nearly linear in logarithms of sizes (power laws), so a trend carries far beyond the points told,
 * where a stationary kernel falls back to their mean (Rasmussen and Williams, section 2.7).
 */
final class LinearTrend {
    /** Of each coefficient, for targets and features of deviation 1. */
    private static final double VARIANCE = 0.3;

    private LinearTrend() {}

    /** Covariance of the trend at two places. */
    static double covariance(double[] a, double[] b) {
        double sum = 1;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return VARIANCE * sum;
    }

    /** Covariance of the trend at {@code [n][d]}; upper triangle of {@code [n][n]}. */
    static double[][] covariance(double[][] features) {
        double[][] covariance = new double[features.length][features.length];
        for (int i = 0; i < features.length; i++) {
            for (int j = i; j < features.length; j++) {
                covariance[i][j] = covariance(features[i], features[j]);
            }
        }
        return covariance;
    }
}
