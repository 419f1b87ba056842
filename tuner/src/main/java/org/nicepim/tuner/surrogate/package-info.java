/**
 * What a design will probably cost, and how sure that is: Gaussian processes on features, with and without a learned
 * feature extractor.
 *
 * <p>Types: {@link org.nicepim.tuner.surrogate.Surrogate} and what it gives, {@link
 * org.nicepim.tuner.surrogate.FittedSurrogate}, {@link org.nicepim.tuner.surrogate.PoolPosterior}, {@link
 * org.nicepim.tuner.surrogate.Posterior}; {@link org.nicepim.tuner.surrogate.ArdGp}, {@link
 * org.nicepim.tuner.surrogate.DeepKernelGp}, {@link org.nicepim.tuner.surrogate.SurrogateChoice}. Plain arithmetic:
 * depends on nothing else of NicePIM.
 */
@NullMarked
package org.nicepim.tuner.surrogate;

import org.jspecify.annotations.NullMarked;
