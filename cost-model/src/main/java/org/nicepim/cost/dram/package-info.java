/**
 * What does an access pattern cost in DRAM: cycles, activations, row hits, energy?
 *
 * <p>Types: {@link org.nicepim.cost.dram.AccessPattern} (runs at fixed strides), {@link org.nicepim.cost.dram.TileRuns} (the runs of a
 * tile in a layout), {@link org.nicepim.cost.dram.DramModel}, {@link org.nicepim.cost.dram.DramCost}. Closed forms only; the tests
 * enumerate every burst beside them. May depend on {@code hardware} only.
 */
@NullMarked
package org.nicepim.cost.dram;

import org.jspecify.annotations.NullMarked;
