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
    /** Costs that differ by less are the same. */
    private static final double SAME = 1 - 1e-9;

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
        Incoming incoming = new Incoming(workload, mapping);
        Timetable times =
                new Timetable(hardware.config().nodeRows(), hardware.config().nodeCols());
        List<WorkloadCost.LayerResult> results = new ArrayList<>();
        for (int i = 0; i < workload.layers().size(); i++) {
            Layer layer = workload.layers().get(i);
            LayerMapping layerMapping = mapping.layers().get(i);
            WorkloadCost.LayerResult alone = price(layer, layerMapping, incoming.cost(i));
            double start = times.add(layer, layerMapping, alone.cost().latencyCycles());
            results.add(alone.startingAt(start));
        }
        double[] borne = times.borneCycles();
        for (int i = 0; i < borne.length; i++) {
            results.set(i, bearing(results.get(i), borne[i]));
        }
        return new WorkloadCost(
                results, LowerBound.cycles(workload, hardware), Capacity.of(workload, mapping, hardware));
    }

    /** Inputs of the layers of one mapping: branches that start together pull theirs at once. */
    private final class Incoming {
        private final Workload workload;
        private final Mapping mapping;
        private final Map<String, Integer> places = new HashMap<>();
        private final Map<Integer, Redistribution.Moves> moves = new HashMap<>();
        private final Heads heads;

        Incoming(Workload workload, Mapping mapping) {
            this.workload = workload;
            this.mapping = mapping;
            this.heads = new Heads(mapping.tree());
            for (int i = 0; i < mapping.layers().size(); i++) {
                places.put(mapping.layers().get(i).layer(), i);
            }
        }

        private int place(String layer) {
            return java.util.Objects.requireNonNull(places.get(layer), layer);
        }

        private Redistribution.Moves moves(int i) {
            return moves.computeIfAbsent(
                    i,
                    at -> redistribution.moves(
                            workload,
                            workload.layers().get(at),
                            mapping.layers().get(at),
                            name -> mapping.layers().get(place(name))));
        }

        Redistribution.Cost cost(int i) {
            List<Redistribution.Moves> beside = heads
                    .beside(mapping.layers().get(i).layer())
                    .stream()
                    .map(name -> moves(place(name)))
                    .toList();
            return redistribution.cost(moves(i), beside);
        }
    }

    /** What a layer bears of the chip's leakage and the stack's standby is less than its own time's if others run beside it. */
    private WorkloadCost.LayerResult bearing(WorkloadCost.LayerResult result, double cycles) {
        double less = cycles - result.cost().latencyCycles();
        if (less == 0) {
            return result;
        }
        EnergyBreakdown change = new EnergyBreakdown(0, 0, 0, hardware.dramPj(0, 0, less), 0, hardware.leakagePj(less));
        return result.plus(change);
    }

    private WorkloadCost.LayerResult price(Layer layer, LayerMapping mapping, Redistribution.Cost moved) {
        WeightCopies.check(layer, mapping);
        SharingProblem problem = problem(layer, mapping);
        NocSpec noc = hardware.config().technology().noc();
        if (problem.sets().isEmpty()) {
            SharingLoads none =
                    LoadsByCopies.of(mapping.partition(), noc, scheduler).with(mapping.weightCopies());
            return result(layer, mapping, cost(layer, mapping, none).after(moved), Optional.empty());
        }
        Optional<SharingSchedule> schedule = Optional.empty();
        Optional<LayerCost> least = Optional.empty();
        for (SharingSchedule alternative : scheduler.alternatives(problem)) {
            LayerCost cost = cost(layer, mapping, SharingLoads.of(mapping.partition(), noc, alternative));
            if (least.isEmpty() || isLess(cost, least.get())) {
                least = Optional.of(cost);
                schedule = Optional.of(alternative);
            }
        }
        return result(layer, mapping, least.orElseThrow().after(moved), schedule);
    }

    private static WorkloadCost.LayerResult result(
            Layer layer, LayerMapping mapping, LayerCost cost, Optional<SharingSchedule> schedule) {
        return new WorkloadCost.LayerResult(layer, mapping, cost, schedule, 0);
    }

    private LayerCost cost(Layer layer, LayerMapping mapping, SharingLoads loads) {
        return new LayerCostModel(layer, hardware, mapping.partition(), mapping.layouts(), loads)
                .cost(mapping.loopNest());
    }

    /** Less energy × delay: of one layer under one loop nest both hang on the schedule alone. */
    private static boolean isLess(LayerCost cost, LayerCost than) {
        return cost.latencyCycles() * cost.energy().totalPj()
                < than.latencyCycles() * than.energy().totalPj() * SAME;
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
