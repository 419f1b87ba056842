package org.nicepim.cost;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nicepim.cost.node.Tilings;
import org.nicepim.hardware.NocSpec;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.WeightCopies;
import org.nicepim.noc.Mesh;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.sharing.PartitionSharing;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sharing.SharingSet;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Workload;

/**
 * Prices a mapping of a workload: per layer the redistribution of its inputs, the sharing schedule of all its sets
 * together, and the loop nest.
 */
public final class CostModel {
    private final HardwareModel hardware;
    private final DataScheduler scheduler;
    private final Redistribution redistribution;

    /**
     * For one hardware.
     *
     * @param scheduler schedules the sharing sets of each layer
     */
    public CostModel(HardwareModel hardware, DataScheduler scheduler) {
        this.hardware = hardware;
        this.scheduler = scheduler;
        this.redistribution = new Redistribution(hardware);
    }

    /**
     * Prices a whole mapping.
     *
     * @throws IllegalArgumentException if a layer without stored weights asks for copies of them
     */
    public WorkloadCost evaluate(Workload workload, Mapping mapping) {
        Map<String, LayerMapping> earlier = new HashMap<>();
        List<WorkloadCost.LayerResult> results = new ArrayList<>();
        for (int i = 0; i < workload.layers().size(); i++) {
            Layer layer = workload.layers().get(i);
            LayerMapping layerMapping = mapping.layers().get(i);
            Redistribution.Cost moved = redistribution.cost(
                    workload, layer, layerMapping, name -> java.util.Objects.requireNonNull(earlier.get(name), name));
            results.add(price(layer, layerMapping, moved));
            earlier.put(layer.name(), layerMapping);
        }
        return new WorkloadCost(
                results, LowerBound.cycles(workload, hardware), Capacity.of(workload, mapping.layers(), hardware));
    }

    private WorkloadCost.LayerResult price(Layer layer, LayerMapping mapping, Redistribution.Cost moved) {
        WeightCopies.check(layer, mapping);
        SharingProblem problem = problem(layer, mapping);
        NocSpec noc = hardware.config().technology().noc();
        Optional<SharingSchedule> schedule =
                problem.sets().isEmpty() ? Optional.empty() : Optional.of(scheduler.schedule(problem));
        SharingLoads loads = schedule.map(s -> SharingLoads.of(mapping.partition(), noc, s))
                .orElseGet(() ->
                        LoadsByCopies.of(mapping.partition(), noc, scheduler).with(mapping.weightCopies()));
        LayerCost cost = new LayerCostModel(layer, hardware, mapping.partition(), mapping.layouts(), loads)
                .cost(mapping.loopNest());
        return new WorkloadCost.LayerResult(layer, mapping, cost.after(moved), schedule);
    }

    /** All sharing sets of a layer with the bytes of one gather: an average tile of each operand. */
    SharingProblem problem(Layer layer, LayerMapping mapping) {
        Tilings tilings = Tilings.of(
                layer.dims(),
                layer.window(),
                mapping.partition(),
                mapping.loopNest().tile());
        double ifmap = tilings.ifmapShare().wordsPerTile() * layer.ifmapReads();
        double weight = layer.type().hasMacs() ? tilings.weightShare().wordsPerTile() : 0;
        double ofmap = tilings.ofmapShare().wordsPerTile();
        List<SharingSet> sets = new ArrayList<>();
        sets.addAll(sets(mapping, Operand.IFMAP, ifmap * hardware.wordBytes()));
        if (weight > 0) {
            sets.addAll(sets(mapping, Operand.WEIGHT, weight * hardware.weightBytes(layer)));
        }
        sets.addAll(sets(mapping, Operand.OFMAP, ofmap * hardware.psumBytes()));
        return new SharingProblem(
                new Mesh(mapping.region().rows(), mapping.region().cols()),
                hardware.config().technology().noc(),
                sets);
    }

    private static List<SharingSet> sets(LayerMapping mapping, Operand operand, double bytes) {
        int copies = operand == Operand.WEIGHT ? mapping.weightCopies() : 1;
        return PartitionSharing.sets(mapping.partition(), operand, copies, bytes);
    }
}
