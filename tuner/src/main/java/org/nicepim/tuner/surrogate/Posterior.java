package org.nicepim.tuner.surrogate;

/**
 * Normal belief about the noise-free target at one place.
 *
 * @param mean in the unit of the targets
 * @param deviation standard deviation in the same unit, more than 0
 */
public record Posterior(double mean, double deviation) {}
