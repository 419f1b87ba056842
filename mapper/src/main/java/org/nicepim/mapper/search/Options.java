package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.nicepim.cost.Capacity;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.LayerCost;
import org.nicepim.mapper.mapspace.CopyChoices;
import org.nicepim.mapper.mapspace.Segment;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Region;
import org.nicepim.workload.Layer;

/** The best ways to run each layer at each place, searched once per shape of layer and rectangle. */
public final class Options {
    private final HardwareModel hardware;
    private final LayerSearch search;
    private final LayerSearch sketches;
    private final CopyChoices copies;
    private final Map<List<Object>, List<LayerSearch.Candidate>> candidates = new HashMap<>();
    private final Map<List<Object>, Best> sketched = new HashMap<>();
    private final Map<List<Object>, List<Option>> options = new HashMap<>();
    /** The ways beside which each was found. */
    private final IdentityHashMap<LayerSearch.Candidate, List<LayerSearch.Candidate>> found = new IdentityHashMap<>();

    private final IdentityHashMap<LayerSearch.Candidate, LayerSearch.Candidate> refined = new IdentityHashMap<>();
    private final Map<Object, Integer> kinds;
    private final Map<Integer, Integer> needKinds = new HashMap<>();
    private final Map<Integer, Integer> writeKinds = new HashMap<>();

    /**
     * For one hardware.
     *
     * @param search finds the ways
     * @param sketches finds what the best of them costs, about, with far less effort
     * @param kinds numbers of kinds of options so far; grows
     */
    public Options(
            HardwareModel hardware,
            LayerSearch search,
            LayerSearch sketches,
            CopyChoices copies,
            Map<Object, Integer> kinds) {
        this.hardware = hardware;
        this.search = search;
        this.sketches = sketches;
        this.copies = copies;
        this.kinds = kinds;
    }

    /** The ways of one layer in a rectangle, best first; empty if none has a tile that fits the buffers. */
    List<Option> of(Segment.Single single, Region region) {
        List<Object> key = List.of(single.place(), region);
        List<Option> known = options.get(key);
        if (known == null) {
            Placed placed = new Placed(single, region);
            known = candidates(single.layer(), region).stream()
                    .map(candidate -> placed.option(refined.getOrDefault(candidate, candidate)))
                    .toList();
            options.put(key, known);
        }
        return known;
    }

    /** Tries all tile sizes for the ways that were chosen, and other layouts for these; from now on they cost what that finds. */
    public void refine(NetworkSearch.Found chosen) {
        Set<LayerSearch.Candidate> old = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Option option : chosen.options()) {
            LayerSearch.Candidate candidate = option.candidate();
            if (!refined.containsKey(candidate)) {
                LayerSearch.Candidate better = search.refined(option.layer(), candidate);
                old.add(candidate);
                replace(candidate, better);
                List<LayerSearch.Candidate> beside = Objects.requireNonNull(found.get(candidate));
                for (LayerSearch.Candidate other : search.laidOutOtherwise(option.layer(), better)) {
                    old.add(add(other, beside));
                }
            }
        }
        options.values().removeIf(ways -> ways.stream().anyMatch(way -> old.contains(way.candidate())));
    }

    private void replace(LayerSearch.Candidate candidate, LayerSearch.Candidate better) {
        refined.put(candidate, better);
        refined.put(better, better);
    }

    /** Adds a way, or puts it in place of one with a worse loop nest; returns what it replaces, or itself. */
    private LayerSearch.Candidate add(LayerSearch.Candidate way, List<LayerSearch.Candidate> beside) {
        for (LayerSearch.Candidate known : beside) {
            if (known.isSameButForNest(way)) {
                LayerSearch.Candidate old = refined.getOrDefault(known, known);
                if (search.value(way) < search.value(old)) {
                    replace(known, way);
                }
                return old;
            }
        }
        beside.add(way);
        found.put(way, beside);
        refined.put(way, way);
        return way;
    }

    /** A mapping with what was found for its layers since. */
    public Mapping mapping(NetworkSearch.Found chosen) {
        Map<String, LoopNest> nests = new HashMap<>();
        for (Option option : chosen.options()) {
            LayerSearch.Candidate candidate = option.candidate();
            nests.put(
                    option.layer().name(),
                    refined.getOrDefault(candidate, candidate).nest());
        }
        Mapping mapping = chosen.mapping();
        List<LayerMapping> layers = mapping.layers().stream()
                .map(layer -> new LayerMapping(
                        layer.layer(),
                        layer.region(),
                        layer.partition(),
                        layer.weightCopies(),
                        layer.layouts(),
                        Objects.requireNonNull(nests.get(layer.layer()), layer.layer())))
                .toList();
        return new Mapping(mapping.workload(), layers, mapping.tree());
    }

    /**
     * What the best way of a layer costs without bringing its inputs in place; infinite if there is none.
     *
     * @param cycles from its first load to its last store
     * @param dynamicPj energy but for what chip and stack need all the time
     */
    public record Best(double cycles, double dynamicPj) {
        private static final Best NONE = new Best(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** The best way of a layer that can run there. */
    public Best best(Segment.Single layer, Region region) {
        Option.Price price = of(layer, region).get(0).price();
        return new Best(price.cycles(), price.dynamicPj());
    }

    /** What the best way of a layer costs, about. */
    Best sketch(Segment.Single single, Region region) {
        Layer layer = single.layer();
        return sketched.computeIfAbsent(List.of(shape(layer), region.rows(), region.cols()), key -> sketches.least(
                        layer, region.rows(), region.cols(), copies)
                .map(cost -> new Best(cost.latencyCycles(), dynamicPj(cost)))
                .orElse(Best.NONE));
    }

    private double dynamicPj(LayerCost cost) {
        return cost.energy().totalPj() - hardware.standingPj(cost.latencyCycles());
    }

    /** True if the layer can run on the whole array. */
    public boolean canRun(Segment.Single layer, Region region) {
        return !of(layer, region).isEmpty();
    }

    private List<LayerSearch.Candidate> candidates(Layer layer, Region region) {
        List<Object> key = List.of(shape(layer), region.rows(), region.cols());
        List<LayerSearch.Candidate> known = candidates.get(key);
        if (known == null) {
            List<LayerSearch.Candidate> ways =
                    new ArrayList<>(search.candidates(layer, region.rows(), region.cols(), copies));
            ways.forEach(way -> found.put(way, ways));
            candidates.put(key, ways);
            known = ways;
        }
        return known;
    }

    /** Places the ways of one layer in a rectangle. */
    private final class Placed {
        private final Segment.Single single;
        private final Region region;
        private final int needs;
        private final int writes;
        private final IdentityHashMap<Partition, Integer> parts = new IdentityHashMap<>();

        Placed(Segment.Single single, Region region) {
            this.single = single;
            this.region = region;
            this.needs = needKinds.computeIfAbsent(single.place(), place -> kind(needs(single.layer())));
            this.writes = writeKinds.computeIfAbsent(
                    single.place(),
                    place -> kind(List.of(single.layer().dims(), single.layer().ofmap())));
        }

        Option option(LayerSearch.Candidate candidate) {
            Layer layer = single.layer();
            Region place = new Region(
                    region.row(),
                    region.col(),
                    candidate.partition().rows(),
                    candidate.partition().cols());
            LayerMapping mapping = new LayerMapping(
                    layer.name(),
                    place,
                    candidate.partition(),
                    candidate.copies(),
                    candidate.layouts(),
                    candidate.nest());
            LayerCost cost = candidate.cost();
            Option.Price price = new Option.Price(
                    cost.latencyCycles(), dynamicPj(cost), Capacity.nodeWeightBytes(layer, mapping, hardware));
            return new Option(single.place(), layer, mapping, candidate, price, kinds(mapping));
        }

        private Option.Kinds kinds(LayerMapping mapping) {
            int part =
                    parts.computeIfAbsent(mapping.partition(), partition -> kind(List.of(mapping.region(), partition)));
            int in = kind(new Pair(needs, part));
            int out = kind(new Pair(writes, part));
            LayerMapping.Layouts layouts = mapping.layouts();
            return new Option.Kinds(in, kind(new Laid(in, layouts.ifmap())), out, kind(new Laid(out, layouts.ofmap())));
        }
    }

    private record Pair(int what, int where) {}

    private record Laid(int where, Layout layout) {}

    private int kind(Object key) {
        return kinds.computeIfAbsent(key, k -> kinds.size());
    }

    private static Object needs(Layer layer) {
        List<Object> inputs = new ArrayList<>();
        layer.inputs().forEach(input -> inputs.add(List.of(input.operand(), input.part(), input.place())));
        return List.of(shape(layer), inputs);
    }

    /** Everything that the search of a layer depends on but its name and its place in the graph. */
    static Object shape(Layer layer) {
        return List.of(
                layer.type(),
                layer.dims(),
                layer.window(),
                layer.ifmapReads(),
                layer.opsPerPoint(),
                layer.weightBits());
    }
}
