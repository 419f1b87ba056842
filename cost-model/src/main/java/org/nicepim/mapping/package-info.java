/**
 * How a workload runs on a hardware: regions, partitions, layouts, loop nests. Plain values, no prices.
 *
 * <p>Types: {@link org.nicepim.mapping.Mapping}, {@link org.nicepim.mapping.LayerMapping}. May depend on {@code workload} and
 * {@code hardware}.
 */
@NullMarked
package org.nicepim.mapping;

import org.jspecify.annotations.NullMarked;
