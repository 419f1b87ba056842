package org.nicepim.jobs;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.cost.area.AreaModel;
import org.nicepim.hardware.DesignSpaces;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapper.Mapper;
import org.nicepim.mapper.MapperResult;
import org.nicepim.mapper.Objective;
import org.nicepim.results.EvaluationRow;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sim.SimulationOptions;
import org.nicepim.sim.Simulator;
import org.nicepim.sim.result.SimulationResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evaluates one design on one workload: area, mapping, schedule, price. What goes wrong becomes a row. */
public final class DesignEvaluator {
    private static final Logger LOG = LoggerFactory.getLogger(DesignEvaluator.class);
    private static final double MS = 1e-3;
    private static final double PJ = 1e-12;

    private final EvaluationContext context;
    private final DataScheduler scheduler;

    /**
     * For one run.
     *
     * @param scheduler schedules the sharing of the mappings found
     */
    public DesignEvaluator(EvaluationContext context, DataScheduler scheduler) {
        this.context = context;
        this.scheduler = scheduler;
    }

    /**
     * Evaluates.
     *
     * @param host where this runs
     * @param attempt number of the attempt, from 0
     */
    public TaskResult evaluate(DesignTask task, String host, int attempt) {
        Rows rows = rows(task, host, attempt);
        String workload = rows.workload().name();
        long start = System.nanoTime();
        return EvaluationGuard.within(
                "design " + task.designId() + " " + workload,
                context.evaluationSeconds(),
                LogContext.with(task.designId(), workload, () -> guarded(rows, start)),
                reason -> rows.givenUp(reason, seconds(start)));
    }

    private TaskResult guarded(Rows rows, long start) {
        try {
            TaskResult result = evaluate(rows, start);
            LOG.info(
                    "{} after {} ms",
                    result.evaluation().verdict().status(),
                    Math.round(1e3 * result.evaluation().effort().seconds()));
            return result;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
            // A failing design is a row, not a crash: the run goes on, the message says what to look at.
            LOG.info("broke down", e);
            return rows.without(EvaluationRow.FAILED, e.toString(), seconds(start));
        }
    }

    /**
     * The row of a design whose evaluation ended its executor's JVM before, and is not tried again.
     *
     * @param host where this runs
     * @param attempt number of the attempt, from 0
     */
    public TaskResult abandoned(DesignTask task, String host, int attempt) {
        return rows(task, host, attempt)
                .without(EvaluationRow.FAILED, attempt + " attempts ended without an answer: lost executors", 0);
    }

    private Rows rows(DesignTask task, String host, int attempt) {
        return new Rows(
                task,
                context.workloads().get(task.workload()),
                DesignSpaces.toHardware(context.space(), task.point(), context.technology()),
                host,
                attempt);
    }

    private TaskResult evaluate(Rows rows, long start) {
        HardwareConfig hardware = rows.hardware();
        double areaMm2 = AreaModel.area(hardware).totalMm2();
        double limitMm2 = context.technology().logic().areaLimitMm2();
        if (areaMm2 > limitMm2) {
            String reason =
                    String.format(Locale.ROOT, "logic die needs %.2f mm2, the limit is %.2f mm2", areaMm2, limitMm2);
            return rows.without(EvaluationRow.AREA_EXCEEDED, reason, seconds(start));
        }
        MapperResult result = new Mapper(context.mapper(), context.scheduler().createForSearch(), scheduler)
                .map(rows.workload(), hardware);
        return result instanceof MapperResult.Mapped mapped
                ? rows.of(mapped, simulation(rows, mapped), seconds(start))
                : rows.without(EvaluationRow.INFEASIBLE, ((MapperResult.Infeasible) result).reason(), seconds(start));
    }

    private static Optional<SimulationResult> simulation(Rows rows, MapperResult.Mapped mapped) {
        if (!rows.simulate()) {
            return Optional.empty();
        }
        List<Optional<SharingSchedule>> schedules = mapped.cost().layers().stream()
                .map(WorkloadCost.LayerResult::schedule)
                .toList();
        return Optional.of(new Simulator(rows.hardware(), SimulationOptions.DEFAULT)
                .run(rows.workload(), mapped.mapping(), schedules));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }

    /**
     * The value that the tuner minimises: the geometric mean over workloads, of simulated figures where there are some; empty if one
     * of them is infeasible. Latency in ms, energy in pJ, other objectives in J^a·s^b.
     */
    public static Optional<Double> objective(List<EvaluationRow> rows, Objective objective) {
        double logs = 0;
        for (EvaluationRow row : rows) {
            if (row.figures().isEmpty()) {
                return Optional.empty();
            }
            EvaluationRow.Figures figures = row.figures().get();
            logs += Math.log(value(figures, row.simulated(), objective));
        }
        return Optional.of(Math.exp(logs / rows.size()));
    }

    /**
     * The value of an objective, of simulated figures if there are some: latency in ms, energy in pJ, energy-delay product in J·s, others
     * in J^a·s^b.
     */
    public static double value(
            EvaluationRow.Figures figures, Optional<EvaluationRow.Simulated> simulation, Objective objective) {
        return simulation.map(simulated -> value(simulated, objective)).orElseGet(() -> value(figures, objective));
    }

    private static double value(EvaluationRow.Simulated figures, Objective objective) {
        double latencyMs = figures.simulatedLatencyMs();
        return value(objective, latencyMs, figures.simulatedEnergyPj(), figures.simulatedEdpJs());
    }

    private static double value(EvaluationRow.Figures figures, Objective objective) {
        return value(objective, figures.latencyMs(), figures.energy().energyPj(), figures.edpJs());
    }

    /** In ms, pJ and J·s as rows have them; of other objectives in joules and seconds. */
    private static double value(Objective objective, double latencyMs, double energyPj, double edpJs) {
        if (objective.equals(Objective.LATENCY)) {
            return latencyMs;
        }
        if (objective.equals(Objective.ENERGY)) {
            return energyPj;
        }
        return objective.equals(Objective.EDP) ? edpJs : objective.of(latencyMs * MS, energyPj * PJ);
    }
}
