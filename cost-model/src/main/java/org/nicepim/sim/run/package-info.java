/**
 * What do the nodes of a chip do while a mapping runs? {@link org.nicepim.sim.run.ChipRun} plans layers, runs them and adds up
 * what they took. Inside: loops over tiles, who shares what, where operands lie in DRAM, what moves between layers.
 */
@NullMarked
package org.nicepim.sim.run;

import org.jspecify.annotations.NullMarked;
