package org.nicepim.mapping;

import java.util.List;

/**
 * How a workload runs on a hardware, layer after layer.
 *
 * @param workload its name
 * @param layers one per layer, in the workload's order
 */
public record Mapping(String workload, List<LayerMapping> layers) {
    /** Copies the list. */
    public Mapping {
        layers = List.copyOf(layers);
    }
}
