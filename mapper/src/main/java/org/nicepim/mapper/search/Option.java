package org.nicepim.mapper.search;

import org.nicepim.mapping.LayerMapping;
import org.nicepim.workload.Layer;

/**
 * One way to run one layer at one place. Options are equal only to themselves: searches make each of them once.
 */
public final class Option {
    private final int place;
    private final Layer layer;
    private final LayerMapping mapping;
    private final LayerSearch.Candidate candidate;
    private final Price price;
    private final Kinds kinds;

    /**
     * What it costs without bringing its inputs in place.
     *
     * @param cycles from its first load to its last store
     * @param dynamicPj energy but for what chip and stack need all the time
     * @param weightBytes of DRAM that its weights take on the node that holds most of them
     */
    record Price(double cycles, double dynamicPj, double weightBytes) {}

    /**
     * Numbers that options have in common.
     *
     * @param inPlace if their inputs are needed in the same places
     * @param in if in the same layout as well
     * @param outPlace if their outputs lie in the same places
     * @param out if in the same layout as well
     */
    record Kinds(int inPlace, int in, int outPlace, int out) {}

    /**
     * An option.
     *
     * @param place of the layer in the workload
     * @param candidate that it places
     * @param kinds whom it is like
     */
    Option(int place, Layer layer, LayerMapping mapping, LayerSearch.Candidate candidate, Price price, Kinds kinds) {
        this.place = place;
        this.layer = layer;
        this.mapping = mapping;
        this.candidate = candidate;
        this.price = price;
        this.kinds = kinds;
    }

    int place() {
        return place;
    }

    Layer layer() {
        return layer;
    }

    LayerMapping mapping() {
        return mapping;
    }

    LayerSearch.Candidate candidate() {
        return candidate;
    }

    Price price() {
        return price;
    }

    int inPlace() {
        return kinds.inPlace;
    }

    int outPlace() {
        return kinds.outPlace;
    }

    int inKind() {
        return kinds.in;
    }

    int outKind() {
        return kinds.out;
    }
}
