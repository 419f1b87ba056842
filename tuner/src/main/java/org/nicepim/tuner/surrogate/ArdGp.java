package org.nicepim.tuner.surrogate;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Exact Gaussian process with a linear trend and a Matérn-5/2 kernel of one length per feature (ARD). Hyper-parameters: the mode of the
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
        TargetScale scale = TargetScale.of(targets);
        double[] start = start(d);
        LearningSample sample = LearningSample.of(features, targets, random);
        double[] theta = ADAM.minimise(objective(sample.features(), sample.targets(), scale), start);
        GpParameters parameters = GpParameters.read(theta, 0, d, NOISE_FLOOR);
        return new FittedGp(new GpModel(name(), UnaryOperator.identity(), parameters, scale), features, targets)
                .calibrated();
    }

    /** Negative log posterior of the hyper-parameters. */
    static Objective objective(double[][] features, double[] targets, TargetScale scale) {
        double[] standardised = scale.standardised(targets);
        MarginalLikelihood likelihood = new MarginalLikelihood(NOISE_FLOOR, features, standardised);
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
