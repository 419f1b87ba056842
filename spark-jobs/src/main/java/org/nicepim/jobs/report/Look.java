package org.nicepim.jobs.report;

import java.util.List;
import java.util.Optional;

/**
 * Which design of a run is looked into: it is mapped once more, for what the rows of a run do not say.
 *
 * @param mapping false to map none
 * @param design its number; else the best
 * @param workloads names of those that it is mapped for, or {@value #ALL}; if there are none, the one that was the cheapest to map, and
 *     others as long as they are cheap
 */
public record Look(boolean mapping, Optional<Integer> design, List<String> workloads) {
    /** Stands for all workloads. */
    public static final String ALL = "all";

    /** At no design. */
    public static final Look NONE = new Look(false, Optional.empty(), List.of());

    /** At the best design. */
    public static final Look BEST = new Look(true, Optional.empty(), List.of());

    /** Copies the list. */
    public Look {
        workloads = List.copyOf(workloads);
    }
}
