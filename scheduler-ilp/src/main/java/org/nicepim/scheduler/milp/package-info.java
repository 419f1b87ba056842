/**
 * Which values of some variables, some of them whole numbers, make a linear objective least under linear rows? A
 * {@link org.nicepim.scheduler.milp.MilpModel} goes to a {@link org.nicepim.scheduler.milp.SolverChain}, which asks
 * {@link org.nicepim.scheduler.milp.MilpSolver}s one after another and believes none unseen
 * ({@link org.nicepim.scheduler.milp.SolutionCheck}).
 *
 * <p>Depends on OR-Tools, knows nothing of DNN accelerators.
 */
@NullMarked
package org.nicepim.scheduler.milp;

import org.jspecify.annotations.NullMarked;
