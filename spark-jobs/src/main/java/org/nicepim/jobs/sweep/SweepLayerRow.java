package org.nicepim.jobs.sweep;

import org.nicepim.results.LayerRow;

/**
 * One layer of one row of a sweep.
 *
 * @param technology of the row
 * @param objective of the row
 * @param batch inputs computed together
 * @param layer design, workload, layer and its figures
 */
public record SweepLayerRow(String technology, String objective, int batch, LayerRow layer) {}
