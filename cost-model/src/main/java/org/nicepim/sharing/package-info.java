/**
 * Which nodes need the same data, and how is it passed around? A {@link org.nicepim.sharing.SharingProblem} goes to a
 * {@link org.nicepim.sharing.DataScheduler}, which answers with a {@link org.nicepim.sharing.SharingSchedule};
 * {@link org.nicepim.sharing.SharingBound} says what no schedule can beat, {@link org.nicepim.sharing.ScheduleVerifier}
 * whether one is right.
 *
 * <p>May depend on {@code mapping}, {@code noc} and what is below them.
 */
@NullMarked
package org.nicepim.sharing;

import org.jspecify.annotations.NullMarked;
