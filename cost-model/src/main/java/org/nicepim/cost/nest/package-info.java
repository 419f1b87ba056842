/**
 * What does one given loop nest on given memory levels read, fill and update?
 *
 * <p>Type: {@link org.nicepim.cost.nest.NestAnalysis} counts a {@link org.nicepim.cost.nest.Nest}, which {@link
 * org.nicepim.cost.nest.NestReader} reads. Any number of levels, any order of loops; the mapper's own nests of two levels are
 * counted by {@code cost.node}. May depend on {@code workload}, {@code hardware} and {@code config}.
 */
@NullMarked
package org.nicepim.cost.nest;

import org.jspecify.annotations.NullMarked;
