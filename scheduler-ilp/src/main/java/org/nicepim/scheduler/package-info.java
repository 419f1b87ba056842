/**
 * Which joint choice of rings, splits and routes makes a sharing phase shortest?
 * {@link org.nicepim.scheduler.IlpDataScheduler} asks a solver.
 *
 * <p>May depend on {@code cost-model} and {@code milp}.
 */
@NullMarked
package org.nicepim.scheduler;

import org.jspecify.annotations.NullMarked;
