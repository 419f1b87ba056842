package org.nicepim.cost;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.sharing.PartitionSharing;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Workload;

/**
 * DRAM that a mapping occupies: all weights all the time, each feature map from its producer to its last consumer, outputs
 * and KV cache to the end, and the inputs of the running layer but the cache in the place where it needs them.
 *
 * @param stackBytes of the whole stack, at the fullest moment
 * @param fullestNodeBytes of the node that holds most
 */
public record Capacity(double stackBytes, double fullestNodeBytes) {
    /** Adds up a mapping. */
    static Capacity of(Workload workload, List<LayerMapping> mappings, HardwareModel hardware) {
        double weights = 0;
        double nodeWeights = 0;
        for (int i = 0; i < mappings.size(); i++) {
            Layer layer = workload.layers().get(i);
            double extra = layer.extraParameters() * (double) hardware.wordBytes();
            double words = layer.type().hasStoredWeights() ? layer.weightWords() : 0;
            weights += words * hardware.weightBytes(layer) * mappings.get(i).weightCopies() + extra;
            nodeWeights += nodeWeightBytes(layer, mappings.get(i), hardware)
                    + extra / hardware.config().nodes();
        }
        Capacity maps = new LiveMaps(workload, mappings).most();
        int word = hardware.wordBytes();
        return new Capacity(weights + maps.stackBytes * word, nodeWeights + maps.fullestNodeBytes * word);
    }

    private static double nodeWeightBytes(Layer layer, LayerMapping mapping, HardwareModel hardware) {
        if (!layer.type().hasStoredWeights()) {
            return 0;
        }
        var share = mapping.partition().largestShare(layer.dims());
        double words = (double) share.g() * share.k() * share.c() * share.r() * share.s();
        int members = PartitionSharing.members(mapping.partition(), Operand.WEIGHT);
        return words * hardware.weightBytes(layer) * mapping.weightCopies() / members;
    }

    /** Words of the feature maps that are alive while a layer runs; a tensor lies evenly over its layer's region. */
    private static final class LiveMaps {
        private final Workload workload;
        private final List<LayerMapping> mappings;
        private final Map<String, Integer> lastUse = new HashMap<>();
        private final Map<String, Integer> nodes = new HashMap<>();

        LiveMaps(Workload workload, List<LayerMapping> mappings) {
            this.workload = workload;
            this.mappings = mappings;
            List<Layer> layers = workload.layers();
            for (int i = 0; i < layers.size(); i++) {
                int region = mappings.get(i).region().nodes();
                nodes.put(layers.get(i).name(), region);
                for (String input : layers.get(i).producers()) {
                    lastUse.put(input, i);
                    if (workload.inputs().containsKey(input)) {
                        nodes.merge(input, region, Math::min);
                    }
                }
            }
            workload.outputs().forEach(output -> lastUse.put(output, Integer.MAX_VALUE));
        }

        /** The fullest moment of the stack and that of the node that every region holds. */
        Capacity most() {
            double stack = 0;
            double node = 0;
            List<String> live = new ArrayList<>(workload.inputs().keySet());
            for (int i = 0; i < mappings.size(); i++) {
                Layer layer = workload.layers().get(i);
                live.add(layer.name());
                double words = movedWords(layer);
                double nodeWords = words / mappings.get(i).region().nodes();
                for (String tensor : live) {
                    words += workload.tensor(tensor).words();
                    nodeWords += (double) workload.tensor(tensor).words() / nodes.getOrDefault(tensor, 1);
                }
                stack = Math.max(stack, words);
                node = Math.max(node, nodeWords);
                int now = i;
                live.removeIf(tensor -> lastUse.getOrDefault(tensor, Integer.MAX_VALUE) <= now);
            }
            return new Capacity(stack, node);
        }

        /** What a running layer reads lies twice, where it was written and where it is needed, but for the KV cache. */
        private double movedWords(Layer layer) {
            return layer.inputs().stream()
                    .filter(input -> !workload.isCache(input.producer()))
                    .mapToDouble(input -> input.part().words())
                    .sum();
        }
    }
}
