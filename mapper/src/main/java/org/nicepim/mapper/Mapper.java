package org.nicepim.mapper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nicepim.cost.CostModel;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.LowerBound;
import org.nicepim.cost.Redistribution;
import org.nicepim.cost.StackDemand;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapper.search.Counter;
import org.nicepim.mapper.search.LayerSearch;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.Region;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerInput;
import org.nicepim.workload.Workload;

/**
 * PIM-Mapper: finds a mapping of a workload on a hardware. Layers run one after another on the whole array, or, if their
 * dims cannot fill it, on the largest part of it that they fill, from the first node on. Each
 * distinct layer is searched once ({@link LayerSearch}); then the layers choose among their best candidates in order,
 * with the redistribution from the placements chosen before. Deterministic.
 */
public final class Mapper {
    /** Candidates kept per layer for the choice of placements. */
    private static final int KEEP = 16;
    /** Rounds of choosing: the objective of a product is taken apart at the totals of the round before. */
    private static final int ROUNDS = 3;

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
        if (!config.dividesChannels()) {
            return new MapperResult.Infeasible(config.nodes() + " nodes do not divide "
                    + config.technology().dram().organization().channels() + " DRAM channels");
        }
        HardwareModel hardware = new HardwareModel(config);
        StackDemand demand = StackDemand.of(workload, hardware);
        if (!demand.fits(config)) {
            return new MapperResult.Infeasible(demand.shortage(config));
        }
        return search(workload, hardware);
    }

    private MapperResult search(Workload workload, HardwareModel hardware) {
        Counter counter = new Counter();
        List<List<LayerSearch.Candidate>> candidates = new ArrayList<>();
        LayerSearch search = new LayerSearch(hardware, options, searchScheduler, KEEP, counter);
        Map<Object, List<LayerSearch.Candidate>> known = new HashMap<>();
        for (Layer layer : workload.layers()) {
            List<LayerSearch.Candidate> found = known.computeIfAbsent(shape(layer), s -> search.candidates(layer));
            if (found.isEmpty()) {
                return new MapperResult.Infeasible(noFit(layer, hardware.config()));
            }
            candidates.add(found);
        }
        Mapping mapping = choose(workload, hardware, candidates);
        WorkloadCost cost = new CostModel(hardware, finalScheduler).evaluate(workload, mapping);
        return checked(mapping, cost, hardware, counter);
    }

    /**
     * Layers choose one after another, so what is best for each may be worse for those behind it: the choice among candidates that
     * keep sums in one place, whose outputs lie where they were computed, is tried too.
     */
    private Mapping choose(Workload workload, HardwareModel hardware, List<List<LayerSearch.Candidate>> candidates) {
        Choice free = new Choice(workload, hardware, candidates);
        Mapping mapping = free.choose();
        List<List<LayerSearch.Candidate>> whole = candidates.stream()
                .map(list -> {
                    List<LayerSearch.Candidate> unsplit = list.stream()
                            .filter(candidate -> candidate.partition().parts(Dim.C) == 1)
                            .toList();
                    return unsplit.isEmpty() ? list : unsplit;
                })
                .toList();
        Choice kept = new Choice(workload, hardware, whole);
        Mapping other = kept.choose();
        return kept.value < free.value ? other : mapping;
    }

    private static MapperResult checked(Mapping mapping, WorkloadCost cost, HardwareModel hardware, Counter counter) {
        double have = hardware.config().nodeDramBytes();
        double need = cost.capacity().fullestNodeBytes();
        if (need > have) {
            return new MapperResult.Infeasible(String.format(
                    java.util.Locale.ROOT,
                    "weights and feature maps do not fit the DRAM of a node: need %.1f MiB, have %.1f MiB",
                    need / 0x1p20,
                    have / 0x1p20));
        }
        return new MapperResult.Mapped(mapping, cost, hardware, counter.evaluations());
    }

    /** Everything that the search of a layer depends on but its name and its place in the graph. */
    private static Object shape(Layer layer) {
        return List.of(
                layer.type(),
                layer.dims(),
                layer.window(),
                layer.ifmapReads(),
                layer.opsPerPoint(),
                layer.weightBits());
    }

    private static String noFit(Layer layer, HardwareConfig config) {
        return String.format(
                java.util.Locale.ROOT,
                "layer %s: not even one channel and one output position fit half of the buffers"
                        + " (ifmap %d B, weight %d B, ofmap %d B)",
                layer.name(),
                config.ifmapBufferBytes(),
                config.weightBufferBytes(),
                config.ofmapBufferBytes());
    }

    /** Chooses one candidate per layer, redistribution included. */
    private final class Choice {
        private final Workload workload;
        private final Map<String, Layer> layers = new HashMap<>();
        private final Redistribution redistribution;
        private final List<List<LayerSearch.Candidate>> candidates;
        private final Map<List<Object>, Redistribution.Cost> moves = new HashMap<>();
        private double value;
        private double totalLatency;
        private double totalEnergy;

        Choice(Workload workload, HardwareModel hardware, List<List<LayerSearch.Candidate>> candidates) {
            this.workload = workload;
            workload.layers().forEach(layer -> layers.put(layer.name(), layer));
            this.redistribution = new Redistribution(hardware);
            this.candidates = candidates;
        }

        Mapping choose() {
            Mapping best = round(false);
            double bestValue = options.objective().of(totalLatency, totalEnergy);
            for (int round = 1; round < ROUNDS; round++) {
                Mapping next = round(true);
                double nextValue = options.objective().of(totalLatency, totalEnergy);
                if (nextValue >= bestValue) {
                    break;
                }
                best = next;
                bestValue = nextValue;
            }
            value = bestValue;
            return best;
        }

        /** One pass over the layers; with {@code linear}, a product objective is taken apart at the last totals. */
        private Mapping round(boolean linear) {
            double latencyWeight = totalEnergy;
            double energyWeight = totalLatency;
            totalLatency = 0;
            totalEnergy = 0;
            Map<String, LayerMapping> earlier = new HashMap<>();
            List<LayerMapping> chosen = new ArrayList<>();
            for (int i = 0; i < candidates.size(); i++) {
                Layer layer = workload.layers().get(i);
                Priced best = null;
                for (LayerSearch.Candidate candidate : candidates.get(i)) {
                    Priced priced = price(layer, candidate, earlier, linear, latencyWeight, energyWeight);
                    best = best == null || priced.value < best.value ? priced : best;
                }
                Priced kept = Objects.requireNonNull(best);
                totalLatency += kept.latency;
                totalEnergy += kept.energy;
                chosen.add(kept.mapping);
                earlier.put(layer.name(), kept.mapping);
            }
            return new Mapping(workload.name(), chosen);
        }

        /** Redistribution depends on shapes and partitions alone, so equal moves are priced once. */
        private Redistribution.Cost moved(Layer layer, LayerMapping mapping, Map<String, LayerMapping> earlier) {
            List<Object> key = new ArrayList<>();
            key.add(shape(layer));
            key.add(mapping.partition());
            for (LayerInput input : layer.inputs()) {
                LayerMapping producer = earlier.get(input.producer());
                key.add(input.operand());
                key.add(input.part());
                key.add(input.place());
                key.add(producer == null ? "input" : producer.partition());
                key.add(
                        producer == null
                                ? "input"
                                : Objects.requireNonNull(layers.get(input.producer()))
                                        .dims());
            }
            Redistribution.Cost cost = moves.get(key);
            if (cost == null) {
                cost = redistribution.cost(
                        workload, layer, mapping, name -> Objects.requireNonNull(earlier.get(name), name));
                moves.put(key, cost);
            }
            return cost;
        }

        private record Priced(LayerMapping mapping, double latency, double energy, double value) {}

        private Priced price(
                Layer layer,
                LayerSearch.Candidate candidate,
                Map<String, LayerMapping> earlier,
                boolean linear,
                double latencyWeight,
                double energyWeight) {
            LayerMapping mapping = new LayerMapping(
                    layer.name(),
                    new Region(
                            0,
                            0,
                            candidate.partition().rows(),
                            candidate.partition().cols()),
                    candidate.partition(),
                    1,
                    options.layouts(),
                    candidate.nest());
            Redistribution.Cost moved = moved(layer, mapping, earlier);
            double latency = candidate.cost().latencyCycles() + moved.cycles();
            double energy = candidate.cost().energy().totalPj() + moved.energy().totalPj();
            double value = linear && options.objective() == Objective.EDP
                    ? latency * latencyWeight + energy * energyWeight
                    : options.objective().of(latency, energy);
            return new Priced(mapping, latency, energy, value);
        }
    }

    /** The bound that no mapping of the workload on the hardware beats, in cycles. */
    public static double lowerBoundCycles(Workload workload, HardwareConfig config) {
        return LowerBound.cycles(workload, new HardwareModel(config));
    }
}
