package org.nicepim.mapper;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.mapper.search.Gain;
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
     * @param gains what branches side by side save, by the first of their layers
     * @param capacityGap how much worse its objective is, as a fraction, than what the search found without a limit to the weight copies
     *     that a node's DRAM holds: no allocation of DRAM gains more, as far as the search knows; 0 if the limit does not matter
     */
    record Mapped(
            Mapping mapping,
            WorkloadCost cost,
            HardwareModel hardware,
            long evaluations,
            Map<String, Gain> gains,
            double capacityGap)
            implements MapperResult {
        /** Copies the map. */
        public Mapped {
            gains = Collections.unmodifiableMap(new LinkedHashMap<>(gains));
        }
    }

    /**
     * The workload cannot run on the hardware.
     *
     * @param reason what is needed and what is there
     */
    record Infeasible(String reason) implements MapperResult {}
}
