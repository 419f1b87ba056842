/**
 * How long does a mapping of a whole workload take, event by event? {@link org.nicepim.sim.Simulator} runs it on a chip and
 * returns a {@link org.nicepim.sim.result.SimulationResult}: latency, energy, what was busy, and a {@link
 * org.nicepim.sim.result.Timeline}.
 *
 * <pre>
 *   event    the queue of events
 *   noc      packets on the mesh
 *   memory   DRAM of a node, row by row;  dram: a channel, command by command
 *   run      tiles, sharing and redistribution of layers, and what they cost
 *   result   what a run tells
 * </pre>
 *
 * May depend on {@code workload}, {@code hardware}, {@code mapping}, {@code noc}, {@code sharing} and {@code config}; shares no
 * code with {@code cost}.
 */
@NullMarked
package org.nicepim.sim;

import org.jspecify.annotations.NullMarked;
