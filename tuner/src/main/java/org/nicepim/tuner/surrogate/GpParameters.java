package org.nicepim.tuner.surrogate;

/**
 * Hyper-parameters of a Gaussian process as they stand in a vector: ln ℓ_1 … ln ℓ_q, ln signal variance, ln (noise
 * variance − floor).
 */
final class GpParameters {
    private final double[] lengths;
    private final double signal;
    private final double noise;

    private GpParameters(double[] lengths, double signal, double noise) {
        this.lengths = lengths;
        this.signal = signal;
        this.noise = noise;
    }

    /** ℓ of an input. */
    double length(int input) {
        return lengths[input];
    }

    /** Variance of the noise-free function. */
    double signal() {
        return signal;
    }

    /** Variance of the noise, floor included. */
    double noise() {
        return noise;
    }

    /** How many numbers {@code q} inputs need. */
    static int count(int q) {
        return q + 2;
    }

    /** Reads them from {@code theta} at {@code offset}. */
    static GpParameters read(double[] theta, int offset, int q, double noiseFloor) {
        double[] lengths = new double[q];
        for (int k = 0; k < q; k++) {
            lengths[k] = Math.exp(theta[offset + k]);
        }
        return new GpParameters(lengths, Math.exp(theta[offset + q]), noiseFloor + Math.exp(theta[offset + q + 1]));
    }

    /** Inputs divided by the lengths. */
    double[] scaled(double[] input) {
        double[] scaled = new double[input.length];
        for (int k = 0; k < scaled.length; k++) {
            scaled[k] = input[k] / lengths[k];
        }
        return scaled;
    }

    /** Inputs {@code [n][q]} divided by the lengths. */
    double[][] scaled(double[][] inputs) {
        double[][] scaled = new double[inputs.length][];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = scaled(inputs[i]);
        }
        return scaled;
    }

    static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            double difference = a[k] - b[k];
            sum += difference * difference;
        }
        return sum;
    }
}
