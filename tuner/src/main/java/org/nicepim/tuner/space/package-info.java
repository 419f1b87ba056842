/**
 * Which points of a design space, in which order, and which numbers describe them.
 *
 * <p>Types: {@link org.nicepim.tuner.space.Grid}, {@link org.nicepim.tuner.space.Encoding}, {@link
 * org.nicepim.tuner.space.PointOrder}, {@link org.nicepim.tuner.space.SobolSequence}. May depend on {@code hardware} of
 * cost-model only.
 */
@NullMarked
package org.nicepim.tuner.space;

import org.jspecify.annotations.NullMarked;
