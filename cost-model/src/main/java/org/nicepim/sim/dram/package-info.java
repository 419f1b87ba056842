/**
 * How long does a DRAM channel take for these bursts, command by command?
 *
 * <p>Type: {@link org.nicepim.sim.dram.ChannelSimulator}, fed by a {@link org.nicepim.sim.dram.BurstTrace}. May depend on {@code
 * hardware} only; the closed forms of {@code cost.dram} are checked against it and share no code with it.
 */
@NullMarked
package org.nicepim.sim.dram;

import org.jspecify.annotations.NullMarked;
