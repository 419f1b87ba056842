package org.nicepim.jobs;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.nicepim.cost.CostModel;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapper.Mapper;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.MapperResult;
import org.nicepim.mapper.Objective;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sim.SimulationOptions;
import org.nicepim.sim.Simulator;
import org.nicepim.sim.result.SimulationResult;
import org.nicepim.workload.Workload;

/**
 * Maps a workload step by step, from the baseline to NicePIM. Steps of one style share the search, since only the last schedule
 * differs.
 *
 * @param objective of every step
 * @param steps in the order of the ladder
 * @param budget loop nests that a step's search may price
 * @param simulate true to run each step's mapping in the event-driven simulator too
 */
public record Ladder(Objective objective, List<LadderStep> steps, long budget, boolean simulate) {
    /** Copies the list. */
    public Ladder {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a ladder needs a step");
        }
    }

    /** The step that averages are of. */
    public LadderStep last() {
        return steps.get(steps.size() - 1);
    }

    private record Searched(MapperResult result, double seconds) {}

    /**
     * One row per step.
     *
     * @param begun hears of each step before it is taken
     */
    public List<LadderRow> climb(
            LadderRow.Case of, Workload workload, HardwareConfig hardware, Consumer<LadderStep> begun) {
        Map<MapperOptions.Style, Searched> searches = new EnumMap<>(MapperOptions.Style.class);
        List<LadderRow> rows = new ArrayList<>();
        for (LadderStep step : steps) {
            begun.accept(step);
            Searched searched = searches.computeIfAbsent(step.style(), style -> search(step, workload, hardware));
            rows.add(row(of, step, workload, searched));
        }
        return rows;
    }

    private Searched search(LadderStep step, Workload workload, HardwareConfig hardware) {
        MapperOptions options =
                new MapperOptions(objective, step.style(), step.style().layouts(), budget);
        long start = System.nanoTime();
        MapperResult result =
                new Mapper(options, step.searchScheduler(), step.searchScheduler()).map(workload, hardware);
        return new Searched(result, (System.nanoTime() - start) * 1e-9);
    }

    private LadderRow row(LadderRow.Case of, LadderStep step, Workload workload, Searched searched) {
        if (searched.result() instanceof MapperResult.Mapped mapped) {
            return new LadderRow(of, step, Optional.of(figures(step, workload, mapped)), "", searched.seconds());
        }
        String reason = ((MapperResult.Infeasible) searched.result()).reason();
        return new LadderRow(of, step, Optional.empty(), reason, searched.seconds());
    }

    private LadderRow.Figures figures(LadderStep step, Workload workload, MapperResult.Mapped mapped) {
        WorkloadCost cost = step == LadderStep.ILP
                ? new CostModel(mapped.hardware(), step.finalScheduler()).evaluate(workload, mapped.mapping())
                : mapped.cost();
        LadderRow.Price price =
                new LadderRow.Price(cost.latencyCycles(), cost.energy().totalPj());
        Optional<LadderRow.Price> simulated =
                simulate ? Optional.of(simulated(workload, mapped, cost)) : Optional.empty();
        return new LadderRow.Figures(price, simulated, cost.lowerBoundCycles(), mapped.evaluations());
    }

    private static LadderRow.Price simulated(Workload workload, MapperResult.Mapped mapped, WorkloadCost cost) {
        List<Optional<SharingSchedule>> schedules =
                cost.layers().stream().map(WorkloadCost.LayerResult::schedule).toList();
        SimulationResult run = new Simulator(mapped.hardware().config(), SimulationOptions.DEFAULT)
                .run(workload, mapped.mapping(), schedules);
        return new LadderRow.Price(run.latencyCycles(), run.energy().totalPj());
    }
}
