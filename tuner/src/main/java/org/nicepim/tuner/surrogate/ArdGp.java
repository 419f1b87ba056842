package org.nicepim.tuner.surrogate;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Exact Gaussian process with a Matérn-5/2 kernel and one length per feature (ARD). Hyper-parameters: the mode of the
 * marginal likelihood times weak log-normal priors, which keep a fit of few points sensible: lengths around √d, signal
 * variance around 1, noise variance around e⁻⁵.
 */
public final class ArdGp implements Surrogate {
    private static final double NOISE_FLOOR = 1e-4;
    private static final double NOISE_PRIOR_MEAN = -5;
    private static final double NOISE_PRIOR_DEVIATION = 2;
    private static final Adam ADAM = new Adam(80, 0.15);

    /** A Gaussian process with the priors above. */
    public ArdGp() {}

    @Override
    public String name() {
        return "ard-gp";
    }

    @Override
    public FittedSurrogate fit(double[][] features, double[] targets, RandomGenerator random) {
        TrainingShape.check(features, targets);
        int d = features[0].length;
        double[] start = start(d);
        double[] theta = ADAM.minimise(objective(features, targets), start);
        GpParameters parameters = GpParameters.read(theta, 0, d, NOISE_FLOOR);
        TargetScale scale = TargetScale.of(targets);
        return new FittedGp(new GpModel(name(), UnaryOperator.identity(), parameters, scale), features, targets);
    }

    /** Negative log posterior of the hyper-parameters. */
    static Objective objective(double[][] features, double[] targets) {
        double[] standardised = TargetScale.of(targets).standardised(targets);
        MarginalLikelihood likelihood = new MarginalLikelihood(NOISE_FLOOR, standardised);
        int d = features[0].length;
        double[] centre = start(d);
        double[][] unused = new double[features.length][d];
        return (theta, gradient) -> {
            Arrays.fill(gradient, 0);
            double value = likelihood.evaluate(features, theta, 0, gradient, unused);
            for (int i = 0; i < theta.length; i++) {
                double deviation = i == d + 1 ? NOISE_PRIOR_DEVIATION : 1;
                double z = (theta[i] - centre[i]) / deviation;
                value += 0.5 * z * z;
                gradient[i] += z / deviation;
            }
            return value;
        };
    }

    /** Centre of the priors. */
    private static double[] start(int d) {
        double[] start = new double[GpParameters.count(d)];
        Arrays.fill(start, 0, d, 0.5 * Math.log(d));
        start[d + 1] = NOISE_PRIOR_MEAN;
        return start;
    }
}
