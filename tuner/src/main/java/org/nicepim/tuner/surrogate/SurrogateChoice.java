package org.nicepim.tuner.surrogate;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Deep kernel or plain Gaussian process, whichever gives the training targets the higher leave-one-out log density; the
 * plain one below {@value #FEW} points. The density is that of {@link FittedSurrogate#leaveOneOut}, which does not refit:
 * it can be trusted only as far as the weights are kept from over-fit, as {@link DeepKernelGp} sets out.
 */
public final class SurrogateChoice implements Surrogate {
    private static final int FEW = 10;

    private final Surrogate plain;
    private final Surrogate deep;

    /** Chooses between the default surrogates. */
    public SurrogateChoice() {
        this(new ArdGp(), new DeepKernelGp());
    }

    /**
     * Chooses between two surrogates.
     *
     * @param plain preferred when points are few, and in a draw
     * @param deep the other
     */
    public SurrogateChoice(Surrogate plain, Surrogate deep) {
        this.plain = plain;
        this.deep = deep;
    }

    @Override
    public String name() {
        return plain.name() + " or " + deep.name();
    }

    @Override
    public FittedSurrogate fit(double[][] features, double[] targets, RandomGenerator random) {
        FittedSurrogate simple = plain.fit(features, targets, random);
        if (targets.length < FEW) {
            return simple;
        }
        FittedSurrogate learned = deep.fit(features, targets, random);
        double plainDensity = simple.leaveOneOutLogDensity();
        double deepDensity = learned.leaveOneOutLogDensity();
        return deepDensity > plainDensity
                ? new Chosen(learned, deepDensity, simple, plainDensity)
                : new Chosen(simple, plainDensity, learned, deepDensity);
    }

    /** The better of two fits, whose account names both, with their leave-one-out densities. */
    private record Chosen(FittedSurrogate better, double density, FittedSurrogate worse, double worseDensity)
            implements FittedSurrogate {
        @Override
        public String name() {
            return better.name();
        }

        @Override
        public int size() {
            return better.size();
        }

        @Override
        public String account() {
            return String.format(
                    Locale.ROOT,
                    "%s %.2f (%s %.2f) on %d",
                    better.name(),
                    density / size(),
                    worse.name(),
                    worseDensity / size(),
                    size());
        }

        @Override
        public Posterior predict(double[] features) {
            return better.predict(features);
        }

        @Override
        public PoolPosterior predictPool(double[][] pool) {
            return better.predictPool(pool);
        }

        @Override
        public List<Posterior> leaveOneOut() {
            return better.leaveOneOut();
        }

        @Override
        public double leaveOneOutLogDensity() {
            return density;
        }
    }
}
