package org.nicepim.workload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A DNN at one batch size: layers in an order in which every producer stands before its consumers.
 *
 * @param name short name, such as {@code resnet50}
 * @param batch inputs that are computed together
 * @param inputs the workload's own inputs by name
 * @param layers topologically ordered
 * @param outputs tensors that stay in DRAM when their last reader has run: results, which nobody may read, and the KV cache,
 *     whose past part is a workload input; layers that nobody reads are always among them
 * @param generation what a run means for a language model
 */
public record Workload(
        String name,
        int batch,
        Map<String, FeatureMap> inputs,
        List<Layer> layers,
        List<String> outputs,
        Optional<Generation> generation) {
    /** Checks names, order and shapes of all edges. */
    public Workload {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        layers = List.copyOf(layers);
        if (name.isBlank() || inputs.keySet().stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a workload and its inputs need names");
        }
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
        outputs = outputs(name, known, layers, outputs);
        checkSizes(name, known, layers);
    }

    private static void checkSizes(String name, Map<String, FeatureMap> known, List<Layer> layers) {
        double words = known.values().stream().mapToDouble(FeatureMap::words).sum();
        double work = layers.stream()
                .mapToDouble(l -> (double) l.macs() + l.vectorOps() + l.parameters())
                .sum();
        Sizes.checkSum(Math.max(words, work), name + ": words, operations or parameters of all layers");
    }

    /** Given outputs and unread layers, in the order in which they come to be. */
    private static List<String> outputs(
            String name, Map<String, FeatureMap> known, List<Layer> layers, List<String> given) {
        for (String output : given) {
            if (!known.containsKey(output)) {
                throw new IllegalArgumentException(name + ": its output " + output + " is no layer and no input");
            }
        }
        Set<String> read = new HashSet<>();
        layers.forEach(layer -> read.addAll(layer.producers()));
        Set<String> own = layers.stream().map(Layer::name).collect(Collectors.toSet());
        List<String> ordered = new ArrayList<>();
        given.stream()
                .distinct()
                .filter(output -> !own.contains(output))
                .sorted()
                .forEach(ordered::add);
        own.removeIf(layer -> read.contains(layer) && !given.contains(layer));
        layers.stream().map(Layer::name).filter(own::contains).forEach(ordered::add);
        return List.copyOf(ordered);
    }

    /** The same workload under another name. */
    public Workload named(String other) {
        return new Workload(other, batch, inputs, layers, outputs, generation);
    }

    /**
     * The same workload with quantised weights.
     *
     * @param bits of a stored weight of the layers that do not say their own
     */
    public Workload withWeightBits(int bits) {
        List<Layer> quantised =
                layers.stream().map(layer -> layer.withWeightBits(bits)).toList();
        return new Workload(name, batch, inputs, quantised, outputs, generation);
    }

    /** Multiply-accumulates of all layers. */
    public long macs() {
        return layers.stream().mapToLong(Layer::macs).sum();
    }

    /** Learned parameters of all layers. */
    public long parameters() {
        return layers.stream().mapToLong(Layer::parameters).sum();
    }

    /** True for an input that stays: keys or values of earlier tokens. */
    public boolean isCache(String tensor) {
        return inputs.containsKey(tensor) && outputs.contains(tensor);
    }

    /** Words of the KV cache that lie in DRAM before a run starts. */
    public long cacheWords() {
        return inputs.keySet().stream()
                .filter(this::isCache)
                .mapToLong(input -> tensor(input).words())
                .sum();
    }

    /** Keys and values that attention reads, over all tokens: in a language model the KV cache when the run ends. */
    public long keyValueWords() {
        return layers.stream()
                .filter(layer -> layer.type().isAttention())
                .mapToLong(Layer::weightWords)
                .sum();
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
