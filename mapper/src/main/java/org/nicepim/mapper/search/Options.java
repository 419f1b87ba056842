package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nicepim.cost.Capacity;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.LayerCost;
import org.nicepim.mapper.mapspace.CopyChoices;
import org.nicepim.mapper.mapspace.Segment;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.Region;
import org.nicepim.workload.Layer;

/** The best ways to run each layer at each place, searched once per shape of layer and rectangle. */
public final class Options {
    private final HardwareModel hardware;
    private final LayerSearch search;
    private final CopyChoices copies;
    private final Map<List<Object>, List<LayerSearch.Candidate>> candidates = new HashMap<>();
    private final Map<List<Object>, List<Option>> options = new HashMap<>();
    private final IdentityHashMap<LayerSearch.Candidate, LayerSearch.Candidate> refined = new IdentityHashMap<>();
    private final Map<Object, Integer> kinds;

    /**
     * For one hardware.
     *
     * @param kinds numbers of kinds of options so far; grows
     */
    public Options(HardwareModel hardware, LayerSearch search, CopyChoices copies, Map<Object, Integer> kinds) {
        this.hardware = hardware;
        this.search = search;
        this.copies = copies;
        this.kinds = kinds;
    }

    /** The ways of one layer in a rectangle, best first; empty if none has a tile that fits the buffers. */
    List<Option> of(Segment.Single single, Region region) {
        List<Object> key = List.of(single.place(), region);
        List<Option> known = options.get(key);
        if (known == null) {
            known = candidates(single.layer(), region).stream()
                    .map(candidate -> option(single, region, refined.getOrDefault(candidate, candidate)))
                    .toList();
            options.put(key, known);
        }
        return known;
    }

    /** Tries all tile sizes for the ways that were chosen; from now on they cost what that finds. */
    public void refine(NetworkSearch.Found found) {
        for (Option option : found.options()) {
            LayerSearch.Candidate candidate = option.candidate();
            if (!refined.containsKey(candidate)) {
                LayerSearch.Candidate better = search.refined(option.layer(), candidate);
                refined.put(candidate, better);
                refined.put(better, better);
            }
        }
        options.clear();
    }

    /** A mapping with what was found for its layers since. */
    public Mapping mapping(NetworkSearch.Found found) {
        Map<String, LoopNest> nests = new HashMap<>();
        for (Option option : found.options()) {
            LayerSearch.Candidate candidate = option.candidate();
            nests.put(
                    option.layer().name(),
                    refined.getOrDefault(candidate, candidate).nest());
        }
        Mapping mapping = found.mapping();
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
     * What the best way of a layer costs without bringing its inputs in place.
     *
     * @param cycles from its first load to its last store
     * @param dynamicPj energy but for what chip and stack need all the time
     */
    public record Best(double cycles, double dynamicPj) {}

    /** The best way of a layer that can run there. */
    public Best best(Segment.Single layer, Region region) {
        Option.Price price = of(layer, region).get(0).price();
        return new Best(price.cycles(), price.dynamicPj());
    }

    /** True if the layer can run on the whole array. */
    public boolean canRun(Segment.Single layer, Region region) {
        return !of(layer, region).isEmpty();
    }

    private List<LayerSearch.Candidate> candidates(Layer layer, Region region) {
        List<Object> key = List.of(shape(layer), region.rows(), region.cols());
        List<LayerSearch.Candidate> known = candidates.get(key);
        if (known == null) {
            known = search.candidates(layer, region.rows(), region.cols(), copies);
            candidates.put(key, known);
        }
        return known;
    }

    private Option option(Segment.Single single, Region region, LayerSearch.Candidate candidate) {
        Layer layer = single.layer();
        Region place = new Region(
                region.row(),
                region.col(),
                candidate.partition().rows(),
                candidate.partition().cols());
        LayerMapping mapping = new LayerMapping(
                layer.name(), place, candidate.partition(), candidate.copies(), candidate.layouts(), candidate.nest());
        LayerCost cost = candidate.cost();
        Option.Price price = new Option.Price(
                cost.latencyCycles(),
                cost.energy().totalPj() - hardware.standingPj(cost.latencyCycles()),
                Capacity.nodeWeightBytes(layer, mapping, hardware));
        return new Option(single.place(), layer, mapping, candidate, price, kinds(layer, mapping));
    }

    private Option.Kinds kinds(Layer layer, LayerMapping mapping) {
        List<Object> inputs = new ArrayList<>();
        layer.inputs().forEach(input -> inputs.add(List.of(input.operand(), input.part(), input.place())));
        int in = kind(List.of(shape(layer), inputs, mapping.region(), mapping.partition()));
        int out = kind(List.of(layer.dims(), layer.ofmap(), mapping.region(), mapping.partition()));
        return new Option.Kinds(
                in,
                kind(List.of(in, mapping.layouts().ifmap())),
                out,
                kind(List.of(out, mapping.layouts().ofmap())));
    }

    private int kind(Object key) {
        return kinds.computeIfAbsent(key, k -> kinds.size());
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
