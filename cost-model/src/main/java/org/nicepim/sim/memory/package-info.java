/**
 * How long does the DRAM of a node take for tiles, row by row? {@link org.nicepim.sim.memory.NodeMemory} serves the bursts of
 * {@link org.nicepim.sim.memory.StoredTensor}s on {@link org.nicepim.sim.memory.RowChannel}s. May depend on {@code hardware} only.
 */
@NullMarked
package org.nicepim.sim.memory;

import org.jspecify.annotations.NullMarked;
