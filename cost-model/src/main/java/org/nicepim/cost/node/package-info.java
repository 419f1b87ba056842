/**
 * What happens inside one node that runs its share of one layer? Access counts and compute cycles of a loop nest.
 *
 * <p>Types: {@link org.nicepim.cost.node.NodeAnalysis}, {@link org.nicepim.cost.node.AccessCounts}. May depend on
 * {@code mapping} and what is below it.
 */
@NullMarked
package org.nicepim.cost.node;

import org.jspecify.annotations.NullMarked;
