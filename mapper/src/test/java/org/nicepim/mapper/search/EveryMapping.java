package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nicepim.cost.CostModel;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.LayerCost;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.mapspace.CopyChoices;
import org.nicepim.mapper.mapspace.Dataflows;
import org.nicepim.mapper.mapspace.Partitions;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Region;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Workload;

/**
 * The best of all mappings of a small workload whose layers run one after another: every partition over every rectangle that begins at
 * the first node, every number of weight copies, every pair of layouts, every tile, loop order and dataflow.
 *
 * <p>For a fixed worth of a cycle and a picojoule mappings add up, so all choices are gone through layer by layer, and of those that
 * leave the same outputs in the same places the least is kept; nothing is lost by that. A product E·D, E and D each a sum over the
 * choices, is least at a corner of the convex hull of all pairs (E, D) (it is quasi-concave), so at the least sum for some worths.
 * These are found corner by corner: between two that are known lies another one if the worths at which both count for as much give
 * something less.
 */
final class EveryMapping {
    private static final double NOTHING_LESS = 1 - 1e-9;

    private final Workload workload;
    private final HardwareModel hardware;
    private final DataScheduler scheduler;
    private final Graph graph;
    private final MovePrices moves;
    private final SharingPrices sharing;
    private final Map<Object, Integer> kinds = new HashMap<>();
    private long choices;

    EveryMapping(Workload workload, HardwareModel hardware, DataScheduler scheduler) {
        this.workload = workload;
        this.hardware = hardware;
        this.scheduler = scheduler;
        this.graph = new Graph(workload);
        this.moves = new MovePrices(workload, graph, hardware);
        this.sharing = new SharingPrices(hardware.config().technology().noc(), scheduler);
    }

    /** Ways of a layer that were priced, loop nests not counted. */
    long choices() {
        return choices;
    }

    /** Energy × delay of the best mapping, as the cost model prices it. */
    double bestEdp() {
        State fast = least(new Weights(1, 0, 0));
        State frugal = least(new Weights(hardware.standingPj(1), 1, 0));
        List<State> corners = new ArrayList<>(List.of(fast, frugal));
        between(fast, frugal, corners);
        return corners.stream().mapToDouble(this::edp).min().orElseThrow();
    }

    private void between(State left, State right, List<State> corners) {
        double perCycle = energy(left) - energy(right);
        double perPj = right.cycles() - left.cycles();
        if (perCycle <= 0 || perPj <= 0) {
            return;
        }
        Weights weights = new Weights(perCycle + perPj * hardware.standingPj(1), perPj, 0);
        State middle = least(weights);
        if (weights.of(middle) < weights.of(left) * NOTHING_LESS) {
            corners.add(middle);
            between(left, middle, corners);
            between(middle, right, corners);
        }
    }

    private double energy(State state) {
        return state.dynamicPj() + hardware.standingPj(state.cycles());
    }

    private double edp(State state) {
        List<LayerMapping> layers = new ArrayList<>();
        state.trail().orElseThrow().forEach(option -> layers.add(option.mapping()));
        WorkloadCost cost = new CostModel(hardware, scheduler).evaluate(workload, new Mapping(workload.name(), layers));
        return cost.latencyCycles() * cost.energy().totalPj();
    }

    private State least(Weights weights) {
        List<State> states = List.of(State.START);
        for (int place = 0; place < workload.layers().size(); place++) {
            List<Option> options = options(place, weights);
            Map<List<Integer>, State> best = new LinkedHashMap<>();
            for (State state : states) {
                for (Option option : options) {
                    State next = state.then(option, moves.of(option, state.live()), graph);
                    best.merge(next.live().outputs(), next, (a, b) -> weights.of(b) < weights.of(a) ? b : a);
                }
            }
            states = List.copyOf(best.values());
        }
        return states.stream()
                .reduce((a, b) -> weights.of(b) < weights.of(a) ? b : a)
                .orElseThrow();
    }

    /** Of ways that need the same and leave the same, the one that counts for least. */
    private List<Option> options(int place, Weights weights) {
        Layer layer = workload.layers().get(place);
        Map<List<Integer>, Option> best = new LinkedHashMap<>();
        for (int rows = 1; rows <= hardware.config().nodeRows(); rows++) {
            for (int cols = 1; cols <= hardware.config().nodeCols(); cols++) {
                for (Partition partition : Partitions.of(layer, rows, cols, MapperOptions.Style.NICEPIM.dims())) {
                    for (Option option : ways(place, layer, partition, weights)) {
                        best.merge(
                                List.of(option.inKind(), option.outKind()),
                                option,
                                (a, b) -> weights.of(b) < weights.of(a) ? b : a);
                    }
                }
            }
        }
        return List.copyOf(best.values());
    }

    /** Numbers of copies differ in nothing that other layers see. */
    private List<Option> ways(int place, Layer layer, Partition partition, Weights weights) {
        List<Option> ways = new ArrayList<>();
        for (Layout in : layouts(layer.ifmap().channels())) {
            for (Layout out : layouts(layer.ofmap().channels())) {
                Optional<Option> best = Optional.empty();
                for (int copies : CopyChoices.ANY.of(layer, partition)) {
                    double limit = best.map(weights::of).orElse(Double.POSITIVE_INFINITY);
                    Optional<Option> way =
                            way(place, layer, partition, copies, new LayerMapping.Layouts(in, out), weights, limit);
                    best = way.isPresent() ? way : best;
                }
                best.ifPresent(ways::add);
            }
        }
        return ways;
    }

    /** Those that differ for a tensor of so many channels. */
    private static List<Layout> layouts(int channels) {
        Map<Integer, Layout> byBlock = new LinkedHashMap<>();
        for (Layout layout : MapperOptions.Style.NICEPIM.layouts()) {
            byBlock.putIfAbsent(layout.blockFor(channels), layout);
        }
        return List.copyOf(byBlock.values());
    }

    private Optional<Option> way(
            int place,
            Layer layer,
            Partition partition,
            int copies,
            LayerMapping.Layouts layouts,
            Weights weights,
            double limit) {
        choices++;
        LayerCostModel model =
                new LayerCostModel(layer, hardware, partition, layouts, sharing.loads(partition, copies));
        Merit merit = weights.merit(hardware.standingPj(1));
        return new LoopNestSearch(
                        model, partition.largestShare(layer.dims()), Dataflows.of(layer), merit, new Counter())
                .best(limit)
                .map(found -> option(place, layer, partition, copies, layouts, found));
    }

    private Option option(
            int place,
            Layer layer,
            Partition partition,
            int copies,
            LayerMapping.Layouts layouts,
            LoopNestSearch.Found found) {
        Region region = new Region(0, 0, partition.rows(), partition.cols());
        LayerMapping mapping = new LayerMapping(layer.name(), region, partition, copies, layouts, found.nest());
        LayerCost cost = found.cost();
        Option.Price price = new Option.Price(
                cost.latencyCycles(), cost.energy().totalPj() - hardware.standingPj(cost.latencyCycles()), 0);
        int where = kind(List.of(place, region, partition));
        return new Option(
                place,
                layer,
                mapping,
                new LayerSearch.Candidate(partition, copies, found.nest(), layouts, cost),
                price,
                new Option.Kinds(
                        where, kind(List.of(where, layouts.ifmap())), where, kind(List.of(where, layouts.ofmap()))));
    }

    private int kind(Object key) {
        return kinds.computeIfAbsent(key, k -> kinds.size());
    }
}
