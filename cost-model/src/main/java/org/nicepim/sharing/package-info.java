/**
 * Which nodes need the same data, and how is it passed around? Sharing sets, schedules, schedulers.
 *
 * <p>May depend on {@code mapping}, {@code noc} and what is below them.
 */
@NullMarked
package org.nicepim.sharing;

import org.jspecify.annotations.NullMarked;
