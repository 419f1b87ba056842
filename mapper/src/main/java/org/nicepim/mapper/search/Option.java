package org.nicepim.mapper.search;

import org.nicepim.mapping.LayerMapping;
import org.nicepim.workload.Layer;

/**
 * One way to run one layer at one place. Options are equal only to themselves: searches make each of them once.
 */
final class Option {
    private final int place;
    private final Layer layer;
    private final LayerMapping mapping;
    private final Price price;
    private final int kind;

    /**
     * What it costs without bringing its inputs in place.
     *
     * @param cycles from its first load to its last store
     * @param dynamicPj energy but for what chip and stack need all the time
     * @param weightBytes of DRAM that its weights take on the node that holds most of them
     */
    record Price(double cycles, double dynamicPj, double weightBytes) {}

    /**
     * An option.
     *
     * @param place of the layer in the workload
     * @param kind number that options with equal shapes, inputs, partitions, places and layouts have in common
     */
    Option(int place, Layer layer, LayerMapping mapping, Price price, int kind) {
        this.place = place;
        this.layer = layer;
        this.mapping = mapping;
        this.price = price;
        this.kind = kind;
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

    Price price() {
        return price;
    }

    int kind() {
        return kind;
    }
}
