package org.nicepim.jobs;

import java.util.List;
import org.nicepim.results.EvaluationRow;
import org.nicepim.results.LayerRow;

/**
 * What an executor sends back.
 *
 * @param evaluation the design on the workload
 * @param layers one row per layer; empty unless the design is feasible
 */
public record TaskResult(EvaluationRow evaluation, List<LayerRow> layers) {
    /** Copies the list. */
    public TaskResult {
        layers = List.copyOf(layers);
    }
}
