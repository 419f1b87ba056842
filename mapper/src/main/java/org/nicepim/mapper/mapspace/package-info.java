/**
 * Which choices are legal, how many are there, and which are next to each other? Regions, partitions, copies, layouts and loop nests, without any price.
 *
 * <p>Types: {@link org.nicepim.mapper.mapspace.Mapspace}, which holds a {@link org.nicepim.mapper.mapspace.Subspace} per kind of choice;
 * {@link org.nicepim.mapper.mapspace.Segments}. May depend on {@code mapping} and {@code workload}, not on {@code cost}.
 */
@NullMarked
package org.nicepim.mapper.mapspace;

import org.jspecify.annotations.NullMarked;
