/**
 * What does a run write down? One record per design and workload, one per layer; flat columns with units in their names.
 *
 * <p>Types: {@link org.nicepim.results.EvaluationRow}, {@link org.nicepim.results.LayerRow}, and {@link
 * org.nicepim.results.RecordColumns}, which turns them into columns. May depend on {@code cost} and what is below it.
 */
@NullMarked
package org.nicepim.results;

import org.jspecify.annotations.NullMarked;
