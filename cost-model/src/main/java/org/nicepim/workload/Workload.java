package org.nicepim.workload;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A DNN at one batch size: layers in an order in which every producer stands before its consumers.
 *
 * @param name short name, such as {@code resnet50}
 * @param batch inputs that are computed together
 * @param inputs the workload's own inputs by name
 * @param layers topologically ordered
 */
public record Workload(String name, int batch, Map<String, FeatureMap> inputs, List<Layer> layers) {
    /** Checks names, order and shapes of all edges. */
    public Workload {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        layers = List.copyOf(layers);
        if (batch < 1 || layers.isEmpty()) {
            throw new IllegalArgumentException(name + ": needs a batch ≥ 1 and at least one layer");
        }
        Map<String, FeatureMap> known = new HashMap<>(inputs);
        for (Layer layer : layers) {
            Edges.check(layer, known);
            if (known.put(layer.name(), layer.ofmap()) != null) {
                throw new IllegalArgumentException(name + ": the name " + layer.name() + " stands twice");
            }
        }
    }

    /** Multiply-accumulates of all layers. */
    public long macs() {
        return layers.stream().mapToLong(Layer::macs).sum();
    }

    /** Learned parameters of all layers. */
    public long parameters() {
        return layers.stream().mapToLong(Layer::parameters).sum();
    }

    /** Shape of a tensor by its producer's name. */
    public FeatureMap tensor(String producer) {
        FeatureMap input = inputs.get(producer);
        return input != null ? input : layer(producer).ofmap();
    }

    /** The layer of that name. */
    public Layer layer(String layerName) {
        return layers.stream()
                .filter(l -> l.name().equals(layerName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no layer " + layerName));
    }
}
