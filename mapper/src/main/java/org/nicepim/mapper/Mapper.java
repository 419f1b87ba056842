package org.nicepim.mapper;

import java.util.Locale;
import java.util.Optional;
import org.nicepim.cost.CostModel;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.LowerBound;
import org.nicepim.cost.StackDemand;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapper.search.Counter;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Workload;

/**
 * PIM-Mapper: finds a mapping of a workload on a hardware. Each distinct layer is searched once per shape of rectangle; then all
 * layers choose together among their best candidates, with their places, the copies of their weights and what must move between
 * them ({@link WholeSearch}). Deterministic.
 */
public final class Mapper {
    private final MapperOptions options;
    private final DataScheduler searchScheduler;
    private final DataScheduler finalScheduler;

    /**
     * A mapper.
     *
     * @param searchScheduler prices sharing inside the search; cheap
     * @param finalScheduler schedules the sharing of the mapping that was found
     */
    public Mapper(MapperOptions options, DataScheduler searchScheduler, DataScheduler finalScheduler) {
        this.options = options;
        this.searchScheduler = searchScheduler;
        this.finalScheduler = finalScheduler;
    }

    /** Maps a workload, or says why it cannot run. */
    public MapperResult map(Workload workload, HardwareConfig config) {
        return map(workload, config, new Counter());
    }

    /**
     * Maps a workload, or says why it cannot run.
     *
     * @param counter of this search alone; another thread may look at it meanwhile
     */
    public MapperResult map(Workload workload, HardwareConfig config, Counter counter) {
        if (!config.dividesChannels()) {
            return new MapperResult.Infeasible(config.nodes() + " nodes do not divide "
                    + config.technology().dram().organization().channels() + " DRAM channels");
        }
        HardwareModel hardware = new HardwareModel(config);
        StackDemand demand = StackDemand.of(workload, hardware);
        if (!demand.fits(config)) {
            return new MapperResult.Infeasible(demand.shortage(config));
        }
        WholeSearch search = new WholeSearch(workload, hardware, options, searchScheduler, counter);
        WholeSearch.Outcome outcome = search.best();
        if (outcome instanceof WholeSearch.Outcome.Stuck stuck) {
            return new MapperResult.Infeasible(noFit(stuck.layer(), config));
        }
        WholeSearch.Outcome.Best best = (WholeSearch.Outcome.Best) outcome;
        counter.begin("scheduling shared data");
        WorkloadCost cost = new CostModel(hardware, finalScheduler).evaluate(workload, best.mapping());
        return shortage(cost, config)
                .<MapperResult>map(MapperResult.Infeasible::new)
                .orElseGet(() -> new MapperResult.Mapped(
                        best.mapping(), cost, hardware, counter.evaluations(), best.gains(), best.capacityGap()));
    }

    private static Optional<String> shortage(WorkloadCost cost, HardwareConfig config) {
        double have = config.nodeDramBytes();
        double need = cost.capacity().fullestNodeBytes();
        return need <= have
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "weights and feature maps do not fit the DRAM of a node: need %.1f MiB, have %.1f MiB",
                        need / 0x1p20,
                        have / 0x1p20));
    }

    private static String noFit(Layer layer, HardwareConfig config) {
        return String.format(
                Locale.ROOT,
                "layer %s: not even one channel and one output position fit half of the buffers"
                        + " (ifmap %d B, weight %d B, ofmap %d B)",
                layer.name(),
                config.ifmapBufferBytes(),
                config.weightBufferBytes(),
                config.ofmapBufferBytes());
    }

    /** The bound that no mapping of the workload on the hardware beats, in cycles. */
    public static double lowerBoundCycles(Workload workload, HardwareConfig config) {
        return LowerBound.cycles(workload, new HardwareModel(config));
    }
}
