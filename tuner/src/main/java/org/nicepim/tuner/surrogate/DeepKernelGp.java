package org.nicepim.tuner.surrogate;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Deep kernel learning: a tanh perceptron extracts features, an exact Gaussian process with an ARD Matérn-5/2 kernel lives
 * on them, and both are trained together by the exact marginal likelihood (A. G. Wilson, Z. Hu, R. Salakhutdinov and E.
 * P. Xing, "Deep kernel learning", AISTATS 2016).
 *
 * <pre>
 * x ──┬─► tanh ─► tanh ─► linear ─► learned features ─┐
 *     └───────────────────────────────────────────────┴─► Matérn-5/2, one length each
 * </pre>
 *
 * <p>The marginal likelihood does not keep so many weights from over-fit (S. W. Ober, C. E. Rasmussen and M. van der Wilk,
 * "The promises and pitfalls of deep kernel learning", UAI 2021): a plain deep kernel maps designs that differ onto one
 * spot and is then far too sure of them. Four things keep it honest here. A linear trend
 * carries what needs no network. The kernel sees the raw features beside the
 * learned ones. Priors hold the lengths: the raw ones stay near those of {@link ArdGp}. Weight decay grows with the
 * number of points, as the likelihood does.
 */
public final class DeepKernelGp implements Surrogate {
    private static final double NOISE_FLOOR = 1e-4;
    private static final double NOISE_START = -5;
    private static final double LENGTH_PRECISION = 6;
    private static final double RATE = 0.03;

    private final Options options;

    /**
     * Shape and training of a deep kernel.
     *
     * @param firstHidden width of the first hidden layer
     * @param secondHidden width of the second hidden layer
     * @param outputs number of learned features
     * @param steps Adam steps
     * @param decayPerPoint λ of the penalty n·λ/2·Σw² on the negative log likelihood of n points
     */
    public record Options(int firstHidden, int secondHidden, int outputs, int steps, double decayPerPoint) {
        /** Checks ranges. */
        public Options {
            if (Math.min(Math.min(firstHidden, secondHidden), Math.min(outputs, steps)) < 1 || !(decayPerPoint >= 0)) {
                throw new IllegalArgumentException("deep kernel " + firstHidden + "-" + secondHidden + "-" + outputs
                        + ", " + steps + " steps, decay " + decayPerPoint + ": all must be positive (decay may be 0)");
            }
        }

        /** 16-8-4, 200 steps, decay 0.2 per point. */
        public static Options defaults() {
            return new Options(16, 8, 4, 200, 0.2);
        }
    }

    /** A deep kernel with the default options. */
    public DeepKernelGp() {
        this(Options.defaults());
    }

    /** A deep kernel with these options. */
    public DeepKernelGp(Options options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "deep-kernel";
    }

    @Override
    public FittedSurrogate fit(double[][] features, double[] targets, RandomGenerator random) {
        TrainingShape.check(features, targets);
        FeatureNetwork network = network(features[0].length);
        TargetScale scale = TargetScale.of(targets);
        double[] start = start(network, random);
        LearningSample sample = LearningSample.of(features, targets, random);
        Objective objective = objective(network, sample.features(), scale.standardised(sample.targets()));
        double[] theta = new Adam(options.steps(), RATE).minimise(objective, start);
        GpParameters parameters = GpParameters.read(theta, network.weightCount(), kernelInputs(network), NOISE_FLOOR);
        return new FittedGp(
                        new GpModel(name(), x -> beside(network.apply(theta, x), x), parameters, scale),
                        features,
                        targets)
                .calibrated();
    }

    FeatureNetwork network(int inputs) {
        return new FeatureNetwork(inputs, options.firstHidden(), options.secondHidden(), options.outputs());
    }

    /** Initial weights, then hyper-parameters. */
    double[] start(FeatureNetwork network, RandomGenerator random) {
        double[] start = centre(network);
        network.initialise(start, random);
        return start;
    }

    /** Negative log marginal likelihood plus penalties, as a function of weights and hyper-parameters together. */
    Objective objective(FeatureNetwork network, double[][] features, double[] standardised) {
        MarginalLikelihood likelihood = new MarginalLikelihood(NOISE_FLOOR, features, standardised);
        double[] centre = centre(network);
        double[] precision = precision(network, features.length);
        double[][] inputs = new double[features.length][];
        double[][][] activations = new double[features.length][][];
        double[][] byInput = new double[features.length][kernelInputs(network)];
        return (theta, gradient) -> {
            Arrays.fill(gradient, 0);
            for (int i = 0; i < features.length; i++) {
                activations[i] = network.activations(theta, features[i]);
                inputs[i] = beside(activations[i][activations[i].length - 1], features[i]);
            }
            double value = likelihood.evaluate(inputs, theta, network.weightCount(), gradient, byInput);
            for (int i = 0; i < features.length; i++) {
                network.backpropagate(theta, activations[i], byInput[i], gradient);
            }
            for (int i = 0; i < theta.length; i++) {
                double difference = theta[i] - centre[i];
                value += 0.5 * precision[i] * difference * difference;
                gradient[i] += precision[i] * difference;
            }
            return value;
        };
    }

    private static int kernelInputs(FeatureNetwork network) {
        return network.outputs() + network.inputs();
    }

    private static double[] beside(double[] learned, double[] raw) {
        double[] both = Arrays.copyOf(learned, learned.length + raw.length);
        System.arraycopy(raw, 0, both, learned.length, raw.length);
        return both;
    }

    /** Where the penalties are 0: weights 0, lengths of learned features 1, of raw ones √d, signal 1, noise e⁻⁵. */
    private static double[] centre(FeatureNetwork network) {
        int lengths = network.weightCount();
        double[] centre = new double[lengths + GpParameters.count(kernelInputs(network))];
        Arrays.fill(
                centre, lengths + network.outputs(), lengths + kernelInputs(network), 0.5 * Math.log(network.inputs()));
        centre[centre.length - 1] = NOISE_START;
        return centre;
    }

    private double[] precision(FeatureNetwork network, int points) {
        double[] precision = centre(network);
        Arrays.fill(precision, 1);
        Arrays.fill(precision, 0, network.weightCount(), options.decayPerPoint() * points);
        Arrays.fill(precision, network.weightCount(), network.weightCount() + kernelInputs(network), LENGTH_PRECISION);
        return precision;
    }
}
