package org.nicepim.jobs;

import org.nicepim.hardware.DesignPoint;
import org.nicepim.results.EvaluationRow;

/**
 * One design on one workload: the unit of work that Spark ships.
 *
 * @param designId the design's number in the run
 * @param iteration number of the tuner's batch
 * @param point the design
 * @param workload index into the context's workloads
 * @param prediction what the tuner believes
 * @param simulate true if the mapping found is simulated too
 */
public record DesignTask(
        int designId,
        int iteration,
        DesignPoint point,
        int workload,
        EvaluationRow.Prediction prediction,
        boolean simulate) {}
