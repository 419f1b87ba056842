package org.nicepim.cost;

import java.util.ArrayList;
import java.util.Collections;
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
    /** Adds up a mapping, one entry per layer in the workload's order. */
    public static Capacity of(Workload workload, List<LayerMapping> mappings, HardwareModel hardware) {
        double weights = 0;
        double nodeWeights = 0;
        for (int i = 0; i < mappings.size(); i++) {
            Layer layer = workload.layers().get(i);
            double extra = layer.extraParameters() * (double) hardware.wordBytes();
            weights += storedBytes(layer, hardware) * mappings.get(i).weightCopies() + extra;
            nodeWeights += nodeWeightBytes(layer, mappings.get(i), hardware)
                    + extra / hardware.config().nodes();
        }
        List<Integer> regions =
                mappings.stream().map(mapping -> mapping.region().nodes()).toList();
        Capacity maps = new LiveMaps(workload, regions).most();
        int word = hardware.wordBytes();
        return new Capacity(weights + maps.stackBytes * word, nodeWeights + maps.fullestNodeBytes * word);
    }

    /** Bytes of a layer's stored weights, one copy. */
    static double storedBytes(Layer layer, HardwareModel hardware) {
        return layer.type().hasStoredWeights() ? layer.weightWords() * hardware.weightBytes(layer) : 0;
    }

    /** Words of feature maps and KV cache at the fullest moment of the stack, which no mapping changes. */
    static double mostLiveWords(Workload workload) {
        return new LiveMaps(workload, Collections.nCopies(workload.layers().size(), 1)).most().stackBytes;
    }

    /** Bytes of a layer's stored weights, all copies, on the node that holds most of them. */
    public static double nodeWeightBytes(Layer layer, LayerMapping mapping, HardwareModel hardware) {
        if (!layer.type().hasStoredWeights()) {
            return 0;
        }
        var share = mapping.partition().largestShare(layer.dims());
        double words = (double) share.g() * share.k() * share.c() * share.r() * share.s();
        int owners = PartitionSharing.members(mapping.partition(), Operand.WEIGHT, mapping.weightCopies());
        return words * hardware.weightBytes(layer) / owners;
    }

    /**
     * Words of the feature maps that are alive while a layer runs; a tensor lies evenly over its layer's region, of which the
     * number of nodes is known.
     */
    private static final class LiveMaps {
        private final Workload workload;
        private final List<Integer> regions;
        private final Map<String, Integer> lastUse = new HashMap<>();
        private final Map<String, Integer> nodes = new HashMap<>();

        LiveMaps(Workload workload, List<Integer> regions) {
            this.workload = workload;
            this.regions = regions;
            List<Layer> layers = workload.layers();
            for (int i = 0; i < layers.size(); i++) {
                int region = regions.get(i);
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
            for (int i = 0; i < regions.size(); i++) {
                Layer layer = workload.layers().get(i);
                live.add(layer.name());
                double words = movedWords(layer);
                double nodeWords = words / regions.get(i);
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
