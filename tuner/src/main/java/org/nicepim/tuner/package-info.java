/**
 * PIM-Tuner: which design to evaluate next.
 *
 * <p>Types: {@link org.nicepim.tuner.Tuner} (ask and tell) with its {@link org.nicepim.tuner.Proposal}, {@link
 * org.nicepim.tuner.Observation} and {@link org.nicepim.tuner.Outcome}; {@link org.nicepim.tuner.Tuners} makes one by
 * name; {@link org.nicepim.tuner.AreaOracle} is what the caller supplies. The loop, its parallelism and its logging stay
 * with the caller. May depend on {@code hardware} of cost-model and on this module's packages {@code space}, {@code
 * area}, {@code surrogate} and {@code acquisition}.
 */
@NullMarked
package org.nicepim.tuner;

import org.jspecify.annotations.NullMarked;
