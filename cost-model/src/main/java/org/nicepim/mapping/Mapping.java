package org.nicepim.mapping;

import java.util.List;

/**
 * How a workload runs on a hardware.
 *
 * @param workload its name
 * @param layers one per layer, in the workload's order
 * @param tree which of them run one after another, and which side by side
 */
public record Mapping(String workload, List<LayerMapping> layers, RegionTree tree) {
    /**
     * Copies the list and checks the tree.
     *
     * @throws IllegalArgumentException if the tree does not name each layer once, if parts that run one after another do not
     *     keep the workload's order, or if branches overlap
     */
    public Mapping {
        layers = List.copyOf(layers);
        new TreeCheck(layers).check(tree).ifPresent(fault -> {
            throw new IllegalArgumentException(fault.layer() + ": " + fault.rule());
        });
    }

    /** Layers that run one after another. */
    public Mapping(String workload, List<LayerMapping> layers) {
        this(
                workload,
                layers,
                RegionTree.sequence(layers.stream().map(LayerMapping::layer).toList()));
    }
}
