package org.nicepim.tuner.surrogate;

/** A differentiable function to minimise. */
interface Objective {
    /**
     * The value at a place.
     *
     * @param theta where; not written
     * @param gradient its derivative there is written into it
     */
    double evaluate(double[] theta, double[] gradient);
}
