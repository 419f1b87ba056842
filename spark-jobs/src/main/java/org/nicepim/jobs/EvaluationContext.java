package org.nicepim.jobs;

import java.util.List;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.hardware.Technology;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.workload.Workload;

/**
 * What all evaluations of a run have in common; sent to each executor once.
 *
 * @param technology constants
 * @param space the design space
 * @param workloads the workloads that every design is mapped for
 * @param mapper what the mapper may do
 * @param scheduler who schedules the sharing of the mapping found: {@code ilp}, {@code tsp} or {@code shortest}
 */
public record EvaluationContext(
        Technology technology,
        DesignSpace space,
        List<Workload> workloads,
        MapperOptions mapper,
        SchedulerChoice scheduler) {
    /** Copies the list. */
    public EvaluationContext {
        workloads = List.copyOf(workloads);
    }
}
