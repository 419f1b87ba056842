/**
 * Which candidates are worth an evaluation, given what a surrogate believes about them.
 *
 * <p>Types: {@link org.nicepim.tuner.acquisition.CandidatePool}, {@link
 * org.nicepim.tuner.acquisition.LogExpectedImprovement}, {@link org.nicepim.tuner.acquisition.Feasibility}. May depend on
 * {@code space} and {@code surrogate}.
 */
@NullMarked
package org.nicepim.tuner.acquisition;

import org.jspecify.annotations.NullMarked;
