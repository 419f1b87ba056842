package org.nicepim.jobs.sweep;

import java.util.List;
import java.util.OptionalDouble;
import org.nicepim.cost.area.AreaModel;
import org.nicepim.hardware.DesignSpaces;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.Technology;
import org.nicepim.jobs.DesignTask;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.Fidelity;
import org.nicepim.jobs.SchedulerChoice;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.results.EvaluationRow;
import org.nicepim.workload.Workload;

/**
 * What a sweep evaluates: the product of designs, technologies, objectives and workloads, in this order, the last changing fastest. Sent
 * to each executor once.
 *
 * @param designs the hardware
 * @param technologies by different names
 * @param mappers what the mapper may do, one for each objective
 * @param workloads each with its batch
 * @param scheduler who schedules the sharing of the mappings found
 * @param simulate true if the mappings are simulated too
 * @param layers true if the rows of layers are written too
 * @param evaluationSeconds wall time after which an evaluation is given up
 */
public record SweepContext(
        Designs designs,
        List<Technology> technologies,
        List<MapperOptions> mappers,
        List<Workload> workloads,
        SchedulerChoice scheduler,
        boolean simulate,
        boolean layers,
        int evaluationSeconds) {
    /** Most rows of a sweep. */
    public static final int MOST_ROWS = 10_000_000;

    /** Copies the lists; the product must be no more than {@link #MOST_ROWS}. */
    public SweepContext {
        technologies = List.copyOf(technologies);
        mappers = List.copyOf(mappers);
        workloads = List.copyOf(workloads);
        long each = (long) technologies.size() * mappers.size() * workloads.size();
        if (designs.size() > MOST_ROWS / Math.max(1, each)) {
            throw new IllegalArgumentException(designs.size() + " designs × " + technologies.size() + " technologies × "
                    + mappers.size() + " objectives × " + workloads.size() + " workloads are more than " + MOST_ROWS
                    + " rows");
        }
    }

    /** Number of rows of one design. */
    public int rowsPerDesign() {
        return technologies.size() * mappers.size() * workloads.size();
    }

    /** Number of rows. */
    public int rows() {
        return (int) designs.size() * rowsPerDesign();
    }

    SweepCell cell(int row) {
        int rest = row / workloads.size();
        int above = rest / mappers.size();
        return new SweepCell(
                above / technologies.size(),
                above % technologies.size(),
                rest % mappers.size(),
                row % workloads.size());
    }

    EvaluationContext evaluation(SweepCell cell) {
        return new EvaluationContext(
                technologies.get(cell.technology()),
                designs.space(),
                workloads,
                mappers.get(cell.objective()),
                scheduler,
                simulate ? Fidelity.SIMULATE : Fidelity.CLOSED_FORM,
                evaluationSeconds);
    }

    /** What the evaluator is asked; a sweep believes nothing beforehand. */
    DesignTask task(SweepCell cell) {
        EvaluationRow.Prediction none =
                new EvaluationRow.Prediction(1, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
        return new DesignTask(cell.design(), 0, designs.point(cell.design()), cell.workload(), none, simulate);
    }

    HardwareConfig hardware(int design, Technology technology) {
        return DesignSpaces.toHardware(designs.space(), designs.point(design), technology);
    }

    /** True if the design is no larger than the technology allows: only then it is mapped. */
    boolean withinArea(int design, Technology technology) {
        return AreaModel.area(hardware(design, technology)).totalMm2()
                <= technology.logic().areaLimitMm2();
    }
}
