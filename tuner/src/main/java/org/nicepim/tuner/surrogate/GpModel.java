package org.nicepim.tuner.surrogate;

import java.util.function.UnaryOperator;

/**
 * Everything that a fit decides, before it is conditioned on data.
 *
 * @param name of the surrogate
 * @param extractor features to the inputs of the kernel
 * @param parameters of the Gaussian process on standardised targets
 * @param scale that standardises the targets
 */
record GpModel(String name, UnaryOperator<double[]> extractor, GpParameters parameters, TargetScale scale) {
    /** Features to scaled inputs of the kernel. */
    double[] input(double[] features) {
        return parameters.scaled(extractor.apply(features));
    }

    /** Features {@code [n][d]} to scaled inputs {@code [n][q]}. */
    double[][] inputs(double[][] features) {
        double[][] inputs = new double[features.length][];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = input(features[i]);
        }
        return inputs;
    }

    /** Covariance of the noise-free standardised targets at two scaled inputs. */
    double covariance(double[] a, double[] b) {
        return parameters.signal() * Matern52.value(GpParameters.squaredDistance(a, b));
    }

    /** The belief, in the targets' unit. */
    Posterior posterior(double standardMean, double standardVariance) {
        return scale.restored(standardMean, standardVariance);
    }
}
