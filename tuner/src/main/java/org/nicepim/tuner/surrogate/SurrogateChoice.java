package org.nicepim.tuner.surrogate;

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
        return learned.leaveOneOutLogDensity() > simple.leaveOneOutLogDensity() ? learned : simple;
    }
}
