package org.nicepim.jobs;

import java.util.List;
import org.nicepim.cost.area.SpaceCheck;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.hardware.DesignSpaceReader;
import org.nicepim.hardware.Technology;
import org.nicepim.hardware.TechnologyReader;
import org.nicepim.jobs.run.ExploreConfig;
import org.nicepim.jobs.run.ResolvedWorkload;
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
 * @param fidelity which model prices the designs
 * @param evaluationSeconds wall time after which an evaluation is given up, a guard and no limit of work: it must not fire in a healthy run
 */
public record EvaluationContext(
        Technology technology,
        DesignSpace space,
        List<Workload> workloads,
        MapperOptions mapper,
        SchedulerChoice scheduler,
        Fidelity fidelity,
        int evaluationSeconds) {
    /** The guard unless a configuration says another. */
    public static final int USUAL_SECONDS = 3600;

    /** The longest guard. */
    public static final int MOST_SECONDS = 1_000_000;

    /** Copies the list. */
    public EvaluationContext {
        workloads = List.copyOf(workloads);
    }

    /**
     * Reads all that a configuration names and checks that some design can be built.
     *
     * @throws org.nicepim.config.ConfigException naming file, key, value and rule
     */
    public static EvaluationContext of(ExploreConfig config) {
        Technology base = TechnologyReader.read(config.technology());
        Technology technology = config.wordBits().map(base::withWordBits).orElse(base);
        DesignSpace space = DesignSpaceReader.read(config.space());
        SpaceCheck.check(space, technology);
        List<Workload> workloads =
                config.workloads().stream().map(ResolvedWorkload::workload).toList();
        return new EvaluationContext(
                technology,
                space,
                workloads,
                config.mapper(),
                config.scheduler(),
                config.fidelity(),
                config.evaluationSeconds());
    }
}
