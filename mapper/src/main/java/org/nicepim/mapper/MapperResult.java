package org.nicepim.mapper;

import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.mapping.Mapping;

/** A mapping with its cost, or the reason why there is none. */
public sealed interface MapperResult {
    /**
     * A mapping.
     *
     * @param mapping how the workload runs
     * @param cost what it costs
     * @param hardware prices of the hardware
     * @param evaluations loop nests priced on the way
     */
    record Mapped(Mapping mapping, WorkloadCost cost, HardwareModel hardware, long evaluations)
            implements MapperResult {}

    /**
     * The workload cannot run on the hardware.
     *
     * @param reason what is needed and what is there
     */
    record Infeasible(String reason) implements MapperResult {}
}
