/**
 * What does a mapping cost? Latency, energy, bounds and capacity of a layer and of a workload.
 *
 * <p>Types: {@link org.nicepim.cost.LayerCostModel}, {@link org.nicepim.cost.CostModel}. May depend on {@code sharing} and
 * what is below it; never on {@code sim}, which checks it.
 */
@NullMarked
package org.nicepim.cost;

import org.jspecify.annotations.NullMarked;
