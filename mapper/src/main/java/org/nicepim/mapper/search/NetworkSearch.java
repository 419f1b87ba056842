package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nicepim.cost.HardwareModel;
import org.nicepim.mapper.mapspace.Segment;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.Region;
import org.nicepim.mapping.RegionTree;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Workload;

/**
 * Chooses an option for every layer of a network, together: a beam search along its series, in which each layer's price includes
 * bringing its inputs from where their producers left them, and states are compared by what lies ahead of them as well
 * ({@link Ahead}). Branches are run one after another on all nodes, and side by side on rectangles by their work; the beam goes on
 * with the best of both.
 *
 * <p>Steps are priced in the order of a cheap estimate, as long as that finds a place. What the beam drops may be lost.
 */
public final class NetworkSearch {
    /** States, best first, behind which branches are tried side by side. */
    private static final int SIDE_STATES = 3;
    /**
     * Moves priced per state kept, most promising first, and of a layer at least. Tried on 10 networks and 3 chips: twice as many take a
     * quarter more time for 0.4 % of EDP, and no less than so many of a layer keep NASNet's branches from 6 % more.
     */
    private static final int PRICED = 4;

    private static final int LEAST_PRICED = 40;
    /** States kept within branches that run side by side. */
    private static final int BRANCH_WIDTH = 4;

    private final Workload workload;
    private final MovePrices moves;
    private final Graph graph;
    private final int width;

    /**
     * For one workload on one hardware.
     *
     * @param width states kept
     */
    public NetworkSearch(Workload workload, HardwareModel hardware, int width) {
        this.workload = workload;
        this.graph = new Graph(workload);
        this.moves = new MovePrices(workload, graph, hardware);
        this.width = width;
    }

    /**
     * A mapping and its cost as the search adds it up.
     *
     * @param mapping of the whole network
     * @param cycles of all layers
     * @param dynamicPj energy but for what chip and stack need all the time
     * @param weightBytes on the fullest node
     * @param options of the layers
     * @param gains of branches side by side, by the first of their layers
     */
    public record Found(
            Mapping mapping,
            double cycles,
            double dynamicPj,
            double weightBytes,
            List<Option> options,
            Map<String, Gain> gains) {}

    /**
     * The best mappings for these weights, best first; empty if some layer has no option.
     *
     * @param options ways to run each layer; may be others in the next search
     * @param sideBySide true if branches may run beside each other
     */
    public List<Found> search(Options options, Segment network, Region region, Weights weights, boolean sideBySide) {
        Ahead ahead = new Ahead(options, graph, moves, weights, network.layers());
        Ahead.Where where = new Ahead.Where(0, Integer.MAX_VALUE, region, Optional.empty());
        List<State> ends = new Walk(options, weights, ahead, sideBySide).on(network, where, List.of(State.START));
        List<Found> all = new ArrayList<>(ends.size());
        for (State end : ends) {
            Trail trail = end.trail().orElseThrow();
            Polish polish = new Polish(options, graph, moves, weights, network.layers(), region, trail);
            // What is worse before rarely is better afterwards, and this takes time.
            Polish.Sum change = all.isEmpty() ? polish.run() : Polish.Sum.NOTHING;
            all.add(found(end, polish, change));
        }
        return all;
    }

    private Found found(State state, Polish polish, Polish.Sum change) {
        List<LayerMapping> mappings = new ArrayList<>(workload.layers().size());
        Trail trail = state.trail().orElseThrow();
        Map<String, LayerMapping> byName = new HashMap<>();
        List<Option> options = new ArrayList<>();
        trail.forEach(option -> options.add(polish.chosen(option.place())));
        options.forEach(option -> byName.put(option.layer().name(), option.mapping()));
        for (Layer layer : workload.layers()) {
            mappings.add(Objects.requireNonNull(byName.get(layer.name()), layer.name()));
        }
        RegionTree tree = trail.tree();
        return new Found(
                new Mapping(workload.name(), mappings, tree),
                state.cycles() + change.cycles(),
                state.dynamicPj() + change.dynamicPj(),
                state.weightBytes() + change.weightBytes(),
                options,
                trail.gains());
    }

    /** One pass with fixed weights. */
    private final class Walk {
        private final Weights weights;
        private final Options options;
        private final Ahead ahead;
        private final boolean sideBySide;
        private final BranchPlans plans;
        private final Map<List<Object>, List<State>> ends = new HashMap<>();
        private final Map<List<Object>, List<BranchPlans.Plan>> planned = new HashMap<>();
        private final IdentityHashMap<Object, Integer> ids = new IdentityHashMap<>();

        Walk(Options options, Weights weights, Ahead ahead, boolean sideBySide) {
            this.sideBySide = sideBySide;
            this.options = options;
            this.ahead = ahead;
            this.weights = weights;
            this.plans = new BranchPlans(options, weights);
        }

        List<State> on(Segment segment, Ahead.Where where, List<State> states) {
            return segment.fold(new Step(where, states));
        }

        /** A part of the network, from some states on. */
        private final class Step implements Segment.Cases<List<State>> {
            private final Ahead.Where where;
            private final List<State> states;

            Step(Ahead.Where where, List<State> states) {
                this.where = where;
                this.states = states;
            }

            @Override
            public List<State> single(Segment.Single layer) {
                return Walk.this.layer(layer, where, states);
            }

            @Override
            public List<State> series(List<Segment> parts) {
                List<State> at = states;
                for (Segment part : parts) {
                    at = part.fold(new Step(where, at));
                }
                return at;
            }

            @Override
            public List<State> branches(List<Segment> branches) {
                return Walk.this.branches(branches, where, states);
            }
        }

        /** The most promising steps are priced first, so that few have to be. */
        private List<State> layer(Segment.Single layer, Ahead.Where where, List<State> states) {
            int kept = where.others().isEmpty() ? width : BRANCH_WIDTH;
            Beam beam = new Beam(kept);
            for (Steps.Step step : steps(layer, where, states, Math.max(LEAST_PRICED, PRICED * kept))) {
                if (step.about() >= beam.worst()) {
                    break;
                }
                MovePrices.Price moved = moves.of(step.option(), step.state().live());
                beam.add(step.state().then(step.option(), moved, graph), step.still() + weights.of(moved));
            }
            return beam.states();
        }

        /** The most promising steps, best first; of equals the first. */
        private List<Steps.Step> steps(Segment.Single layer, Ahead.Where where, List<State> states, int most) {
            double[] values = states.stream()
                    .mapToDouble(state -> value(state, layer.place(), where))
                    .toArray();
            Map<Integer, double[]> moved = new HashMap<>();
            Map<Integer, Double> later = new HashMap<>();
            Steps steps = new Steps(most);
            for (Option option : options.of(layer, where.region())) {
                double[] abouts = moved.computeIfAbsent(option.inKind(), kind -> abouts(option, states));
                double own = weights.of(option)
                        + later.computeIfAbsent(option.outKind(), kind -> ahead.of(option, layer.place(), where));
                for (int i = 0; i < values.length; i++) {
                    double still = values[i] + own;
                    steps.add(states.get(i), option, still, still + abouts[i]);
                }
            }
            return steps.bestFirst();
        }

        private double[] abouts(Option option, List<State> states) {
            return states.stream()
                    .mapToDouble(state -> weights.of(moves.about(option, state.live())))
                    .toArray();
        }

        private List<State> branches(List<Segment> branches, Ahead.Where where, List<State> states) {
            Beam beam = new Beam(width);
            int last = last(branches);
            List<State> inOrder = on(Segment.inOrder(branches), where, states);
            for (State state : inOrder) {
                beam.add(state, value(state, last, where));
            }
            if (sideBySide && !inOrder.isEmpty()) {
                List<Object> key = List.of(id(branches), where.region());
                for (BranchPlans.Plan plan : planned.computeIfAbsent(key, k -> plans.of(branches, where.region()))) {
                    for (State state : states.subList(0, Math.min(SIDE_STATES, states.size()))) {
                        beside(plan, state, inOrder.get(0), where)
                                .ifPresent(end -> beam.add(end, value(end, last, where)));
                    }
                }
            }
            return beam.states();
        }

        private double value(State state, int place, Ahead.Where where) {
            return weights.of(state) + ahead.of(state.live(), place, where);
        }

        private int last(List<Segment> parts) {
            int last = -1;
            for (Segment part : parts) {
                for (Segment.Single layer : part.layers()) {
                    last = Math.max(last, layer.place());
                }
            }
            return last;
        }

        /** Parts of the network are told apart by what they are, not by what is in them. */
        private int id(Object part) {
            return ids.computeIfAbsent(part, p -> ids.size());
        }

        /** Ends of a branch, which depend on how the layers ran that it reads from, and on nothing else before it. */
        private List<State> branch(Segment segment, Ahead.Where where, Live live) {
            Live read = live.only(graph.readBy(segment));
            List<Object> key = List.of(id(segment), where.region(), read.outputs());
            List<State> known = ends.get(key);
            if (known == null) {
                known = on(segment, where, List.of(State.startingWith(read)));
                ends.put(key, known);
            }
            return known;
        }

        private Optional<State> beside(BranchPlans.Plan plan, State start, State instead, Ahead.Where where) {
            List<List<State>> ends = new ArrayList<>();
            for (int i = 0; i < plan.groups().size(); i++) {
                Segment group = plan.groups().get(i);
                List<Segment.Single> layers = group.layers();
                Ahead.Where inside = new Ahead.Where(
                        layers.get(0).place(),
                        last(List.of(group)),
                        plan.regions().get(i),
                        Optional.of(where));
                List<State> end = branch(group, inside, start.live());
                if (end.isEmpty()) {
                    return Optional.empty();
                }
                ends.add(end);
            }
            List<State> chosen = choose(ends, plan.last(), where);
            List<List<Option>> heads = chosen.stream()
                    .map(end -> end.trail().orElseThrow().heads())
                    .toList();
            List<Double> delays = moves.delays(heads, start.live());
            double cycles = 0;
            for (int i = 0; i < chosen.size(); i++) {
                cycles = Math.max(cycles, chosen.get(i).cycles() + delays.get(i));
            }
            return Optional.of(start.behind(chosen, cycles, plan.last(), instead, graph));
        }

        /** One end per branch: who is not the last to end may take its time and save energy. */
        private List<State> choose(List<List<State>> ends, int last, Ahead.Where where) {
            double least = Double.POSITIVE_INFINITY;
            List<State> best = List.of();
            double[] times = ends.stream()
                    .flatMap(List::stream)
                    .mapToDouble(State::cycles)
                    .sorted()
                    .distinct()
                    .toArray();
            for (double time : times) {
                List<State> within = new ArrayList<>();
                double value = weights.of(time, 0, 0);
                for (List<State> branch : ends) {
                    double cheapest = Double.POSITIVE_INFINITY;
                    for (State end : branch) {
                        double but = untimed(end, last, where);
                        if (end.cycles() <= time && but < cheapest) {
                            if (cheapest < Double.POSITIVE_INFINITY) {
                                within.remove(within.size() - 1);
                            }
                            within.add(end);
                            cheapest = but;
                        }
                    }
                    value += cheapest;
                }
                if (value < least) {
                    least = value;
                    best = within;
                }
            }
            return best;
        }

        /** All that counts but the time. */
        private double untimed(State end, int last, Ahead.Where where) {
            return weights.of(0, end.dynamicPj(), end.weightBytes()) + ahead.of(end.live(), last, where);
        }
    }
}
