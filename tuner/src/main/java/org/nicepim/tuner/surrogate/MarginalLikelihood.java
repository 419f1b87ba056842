package org.nicepim.tuner.surrogate;

import java.util.Arrays;

/**
 * Negative log marginal likelihood of targets under a zero-mean Gaussian process, and its gradient by the
 * hyper-parameters and by the inputs.
 *
 * <pre>
 * K = σ² k(r²) + trend + noise·I      NLL = ½ yᵀK⁻¹y + ½ ln det K + n/2 ln 2π      dNLL/dK = ½ (K⁻¹ − ααᵀ),  α = K⁻¹y
 * </pre>
 *
 * <p>(Rasmussen and Williams, eqs. 5.8 and 5.9.) The gradient by the inputs is what makes deep kernel learning joint: it
 * is passed on to the feature extractor (A. G. Wilson et al., "Deep kernel learning", AISTATS 2016, eqs. 5 and 6).
 */
final class MarginalLikelihood {
    private final double noiseFloor;
    private final double[] targets;
    private final double[][] trend;

    /**
     * Of targets at features.
     *
     * @param features {@code [n][d]}, of the trend; the kernel's inputs may be others
     * @param targets {@code [n]}, standardised
     */
    MarginalLikelihood(double noiseFloor, double[][] features, double[] targets) {
        this.noiseFloor = noiseFloor;
        this.targets = targets;
        this.trend = LinearTrend.covariance(features);
    }

    /**
     * The value at inputs and hyper-parameters.
     *
     * @param inputs {@code [n][q]}
     * @param theta holds the hyper-parameters from {@code offset} on, in the order of {@link GpParameters}
     * @param gradient the derivative by the hyper-parameters is added to it, from {@code offset} on
     * @param inputGradient {@code [n][q]}; the derivative by the inputs is written into it
     */
    double evaluate(double[][] inputs, double[] theta, int offset, double[] gradient, double[][] inputGradient) {
        int n = inputs.length;
        int q = inputs[0].length;
        GpParameters parameters = GpParameters.read(theta, offset, q, noiseFloor);
        double[][] scaled = parameters.scaled(inputs);
        double[][] kernel = kernel(scaled, parameters);
        Cholesky cholesky = Cholesky.of(sum(kernel, trend));
        double[] alpha = cholesky.solve(targets);
        double[][] sensitivity = sensitivity(cholesky.inverse(), alpha);
        double bySignal = 0;
        double byNoise = 0;
        for (int i = 0; i < n; i++) {
            byNoise += sensitivity[i][i];
            bySignal += sensitivity[i][i] * parameters.signal();
            for (int j = 0; j < i; j++) {
                bySignal += 2 * sensitivity[i][j] * kernel[j][i];
            }
        }
        double[] byLength = byInputs(scaled, parameters, sensitivity, inputGradient);
        for (int k = 0; k < q; k++) {
            gradient[offset + k] += byLength[k];
        }
        gradient[offset + q] += bySignal;
        gradient[offset + q + 1] += byNoise * (parameters.noise() - noiseFloor);
        return 0.5 * Cholesky.dot(targets, alpha, n)
                + 0.5 * cholesky.logDeterminant()
                + 0.5 * n * Math.log(2 * Math.PI);
    }

    private static double[][] sum(double[][] a, double[][] b) {
        double[][] sum = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i].clone();
            for (int j = i; j < a.length; j++) {
                sum[i][j] += b[i][j];
            }
        }
        return sum;
    }

    /** Covariance of the noisy targets but for their trend; upper triangle of {@code [n][n]}. */
    private static double[][] kernel(double[][] scaled, GpParameters parameters) {
        int n = scaled.length;
        double[][] covariance = new double[n][n];
        for (int i = 0; i < n; i++) {
            covariance[i][i] = parameters.signal() + parameters.noise();
            for (int j = i + 1; j < n; j++) {
                covariance[i][j] =
                        parameters.signal() * Matern52.value(GpParameters.squaredDistance(scaled[i], scaled[j]));
            }
        }
        return covariance;
    }

    /** dNLL/dK, lower triangle, in the place of K⁻¹. */
    private static double[][] sensitivity(double[][] inverse, double[] alpha) {
        for (int i = 0; i < inverse.length; i++) {
            for (int j = 0; j <= i; j++) {
                inverse[i][j] = 0.5 * (inverse[i][j] - alpha[i] * alpha[j]);
            }
        }
        return inverse;
    }

    /** Writes the derivative by the inputs, returns the one by the log lengths. */
    private double[] byInputs(
            double[][] scaled, GpParameters parameters, double[][] sensitivity, double[][] inputGradient) {
        int q = scaled[0].length;
        double[] byLength = new double[q];
        for (double[] row : inputGradient) {
            Arrays.fill(row, 0);
        }
        for (int i = 0; i < scaled.length; i++) {
            for (int j = 0; j < i; j++) {
                double r2 = GpParameters.squaredDistance(scaled[i], scaled[j]);
                double weight = 4 * sensitivity[i][j] * parameters.signal() * Matern52.slope(r2);
                for (int k = 0; k < q; k++) {
                    double difference = scaled[i][k] - scaled[j][k];
                    double byInput = weight * difference / parameters.length(k);
                    inputGradient[i][k] += byInput;
                    inputGradient[j][k] -= byInput;
                    byLength[k] -= weight * difference * difference;
                }
            }
        }
        return byLength;
    }
}
