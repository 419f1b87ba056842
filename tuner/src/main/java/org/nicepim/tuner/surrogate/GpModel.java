package org.nicepim.tuner.surrogate;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Everything that a fit decides, before it is conditioned on data.
 *
 * @param name of the surrogate
 * @param extractor features to the inputs of the kernel
 * @param parameters of the Gaussian process on standardised targets
 * @param scale that standardises the targets
 * @param widening factor on the process's deviations
 */
record GpModel(
        String name, UnaryOperator<double[]> extractor, GpParameters parameters, TargetScale scale, double widening) {
    /** Deviations as the process has them. */
    GpModel(String name, UnaryOperator<double[]> extractor, GpParameters parameters, TargetScale scale) {
        this(name, extractor, parameters, scale, 1);
    }

    /** The same with other deviations. */
    GpModel widened(double by) {
        return new GpModel(name, extractor, parameters, scale, by);
    }

    /** A place as the covariance sees it: the kernel's scaled inputs and the trend's features. */
    static final class Place {
        private final double[] scaled;
        private final double[] features;

        private Place(double[] scaled, double[] features) {
            this.scaled = scaled;
            this.features = features;
        }
    }

    Place place(double[] features) {
        return new Place(parameters.scaled(extractor.apply(features)), features);
    }

    /** Places of features {@code [n][d]}. */
    List<Place> places(double[][] features) {
        return Arrays.stream(features).map(this::place).toList();
    }

    /** Covariance of the noise-free standardised targets at two places. */
    double covariance(Place a, Place b) {
        return parameters.signal() * Matern52.value(GpParameters.squaredDistance(a.scaled, b.scaled))
                + LinearTrend.covariance(a.features, b.features);
    }

    /** Covariance of noisy standardised targets; upper triangle of {@code [n][n]}. */
    double[][] covariance(List<Place> places) {
        int n = places.size();
        double[][] covariance = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                covariance[i][j] = covariance(places.get(i), places.get(j));
            }
            covariance[i][i] += parameters.noise();
        }
        return covariance;
    }

    /** The belief, in the targets' unit. */
    Posterior posterior(double standardMean, double standardVariance) {
        return scale.restored(standardMean, widening * widening * standardVariance);
    }
}
