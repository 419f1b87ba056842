/**
 * What does a simulated run tell? {@link org.nicepim.sim.result.SimulationResult} and its parts: plain values, which depend on
 * nothing else of the simulator.
 */
@NullMarked
package org.nicepim.sim.result;

import org.jspecify.annotations.NullMarked;
