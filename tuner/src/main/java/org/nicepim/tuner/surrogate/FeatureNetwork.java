package org.nicepim.tuner.surrogate;

import java.util.random.RandomGenerator;

/**
 * A multi-layer perceptron with tanh in the hidden layers and a linear last layer, as a function of a flat vector of
 * weights: per layer, the matrix {@code [outputs][inputs]} row by row, then the biases.
 */
final class FeatureNetwork {
    private final int[] widths;

    /** A network of these layer widths, input first. */
    FeatureNetwork(int... widths) {
        this.widths = widths.clone();
    }

    int inputs() {
        return widths[0];
    }

    int outputs() {
        return widths[widths.length - 1];
    }

    /** Number of weights, biases included. */
    int weightCount() {
        int count = 0;
        for (int layer = 1; layer < widths.length; layer++) {
            count += widths[layer] * (widths[layer - 1] + 1);
        }
        return count;
    }

    /** Writes normal weights of variance 1/inputs, and biases 0, to the front of {@code theta}. */
    void initialise(double[] theta, RandomGenerator random) {
        int at = 0;
        for (int layer = 1; layer < widths.length; layer++) {
            for (int i = 0; i < widths[layer] * widths[layer - 1]; i++) {
                theta[at++] = random.nextGaussian() / Math.sqrt(widths[layer - 1]);
            }
            at += widths[layer];
        }
    }

    /** Outputs for one row of features, weights at the front of {@code theta}. */
    double[] apply(double[] theta, double[] features) {
        double[][] activations = activations(theta, features);
        return activations[activations.length - 1];
    }

    /** Values of every layer: {@code [layers][width]}, the features first. */
    double[][] activations(double[] theta, double[] features) {
        double[][] activations = new double[widths.length][];
        activations[0] = features;
        int at = 0;
        for (int layer = 1; layer < widths.length; layer++) {
            boolean last = layer == widths.length - 1;
            double[] in = activations[layer - 1];
            double[] out = new double[widths[layer]];
            int biases = at + out.length * in.length;
            for (int o = 0; o < out.length; o++) {
                double sum = theta[biases + o];
                for (double value : in) {
                    sum += theta[at++] * value;
                }
                out[o] = last ? sum : Math.tanh(sum);
            }
            at += out.length;
            activations[layer] = out;
        }
        return activations;
    }

    /**
     * Adds to {@code gradient} the derivative by the weights, given the one by the outputs for one row of features.
     * Numbers behind those of the outputs are not read.
     */
    void backpropagate(double[] theta, double[][] activations, double[] byOutput, double[] gradient) {
        double[] delta = byOutput;
        int end = weightCount();
        for (int layer = widths.length - 1; layer >= 1; layer--) {
            double[] in = activations[layer - 1];
            int outputs = widths[layer];
            int biases = end - outputs;
            int weights = biases - outputs * in.length;
            double[] byInput = new double[in.length];
            for (int o = 0; o < outputs; o++) {
                gradient[biases + o] += delta[o];
                int row = weights + o * in.length;
                for (int i = 0; i < in.length; i++) {
                    gradient[row + i] += delta[o] * in[i];
                    byInput[i] += delta[o] * theta[row + i];
                }
            }
            for (int i = 0; i < in.length; i++) {
                byInput[i] *= 1 - in[i] * in[i];
            }
            delta = byInput;
            end = weights;
        }
    }
}
