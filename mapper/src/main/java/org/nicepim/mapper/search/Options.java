package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.cost.Capacity;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.LayerCost;
import org.nicepim.mapper.mapspace.CopyChoices;
import org.nicepim.mapper.mapspace.Segment;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Region;
import org.nicepim.workload.Layer;

/** The best ways to run each layer at each place, searched once per shape of layer and rectangle. */
public final class Options {
    private final HardwareModel hardware;
    private final LayerSearch search;
    private final LayerMapping.Layouts layouts;
    private final CopyChoices copies;
    private final Map<List<Object>, List<LayerSearch.Candidate>> candidates = new HashMap<>();
    private final Map<List<Object>, List<Option>> options = new HashMap<>();
    private final Map<Object, Integer> kinds;

    /**
     * For one hardware.
     *
     * @param kinds numbers of kinds of options so far; grows
     */
    public Options(
            HardwareModel hardware,
            LayerSearch search,
            LayerMapping.Layouts layouts,
            CopyChoices copies,
            Map<Object, Integer> kinds) {
        this.hardware = hardware;
        this.search = search;
        this.layouts = layouts;
        this.copies = copies;
        this.kinds = kinds;
    }

    /** The ways of one layer in a rectangle, best first; empty if none has a tile that fits the buffers. */
    List<Option> of(Segment.Single single, Region region) {
        List<Object> key = List.of(single.place(), region);
        List<Option> known = options.get(key);
        if (known == null) {
            known = candidates(single.layer(), region).stream()
                    .map(candidate -> option(single, region, candidate))
                    .toList();
            options.put(key, known);
        }
        return known;
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
            known = search.candidates(layer, region.rows(), region.cols(), layouts, copies);
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
                layer.name(), place, candidate.partition(), candidate.copies(), layouts, candidate.nest());
        LayerCost cost = candidate.cost();
        Option.Price price = new Option.Price(
                cost.latencyCycles(),
                cost.energy().totalPj() - hardware.standingPj(cost.latencyCycles()),
                Capacity.nodeWeightBytes(layer, mapping, hardware));
        return new Option(single.place(), layer, mapping, price, kind(layer, mapping));
    }

    private int kind(Layer layer, LayerMapping mapping) {
        List<Object> inputs = new ArrayList<>();
        layer.inputs().forEach(input -> inputs.add(List.of(input.operand(), input.part(), input.place())));
        List<Object> key = List.of(shape(layer), inputs, mapping.region(), mapping.partition(), mapping.layouts());
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
