package org.nicepim.tuner.surrogate;

import java.util.random.RandomGenerator;

/** A regression model that knows how sure it is. Holds no state of a fit: one object serves many fits and threads. */
public interface Surrogate {
    /** Short name for logs and reports. */
    String name();

    /**
     * Fits hyper-parameters (and weights) and conditions on the data. The same arguments, the generator's state included,
     * give the same fit.
     *
     * @param features {@code [n][d]}, each column near mean 0 and deviation 1
     * @param targets {@code [n]} finite numbers; they are standardised inside
     * @param random source of initial weights
     * @throws IllegalArgumentException if there are no data or the lengths differ
     */
    FittedSurrogate fit(double[][] features, double[] targets, RandomGenerator random);
}
