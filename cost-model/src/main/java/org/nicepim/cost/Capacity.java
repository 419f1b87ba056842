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
 * DRAM that a mapping occupies: all weights all the time, each feature map from its producer to its last consumer, and
 * the inputs of the running layer in the place where it needs them.
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
            weights += words * hardware.wordBytes() * mappings.get(i).weightCopies() + extra;
            nodeWeights += nodeWeightBytes(layer, mappings.get(i), hardware)
                    + extra / hardware.config().nodes();
        }
        double maps = liveMapBytes(workload, hardware);
        return new Capacity(
                weights + maps, nodeWeights + maps / hardware.config().nodes());
    }

    private static double nodeWeightBytes(Layer layer, LayerMapping mapping, HardwareModel hardware) {
        if (!layer.type().hasStoredWeights()) {
            return 0;
        }
        var share = mapping.partition().largestShare(layer.dims());
        double words = (double) share.g() * share.k() * share.c() * share.r() * share.s();
        int members = PartitionSharing.members(mapping.partition(), Operand.WEIGHT);
        return words * hardware.wordBytes() * mapping.weightCopies() / members;
    }

    /** Most bytes of feature maps that are alive while some layer runs, its inputs counted twice for their move. */
    private static double liveMapBytes(Workload workload, HardwareModel hardware) {
        Map<String, Integer> lastUse = new HashMap<>();
        List<Layer> layers = workload.layers();
        for (int i = 0; i < layers.size(); i++) {
            lastUse.put(layers.get(i).name(), i);
            for (String input : layers.get(i).inputs()) {
                lastUse.put(input, i);
            }
        }
        List<String> live = new ArrayList<>(workload.inputs().keySet());
        double most = 0;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            live.add(layer.name());
            double words = layer.ifmap().words() * (double) layer.ifmapCount();
            for (String tensor : live) {
                words += workload.tensor(tensor).words();
            }
            most = Math.max(most, words);
            int now = i;
            live.removeIf(tensor -> lastUse.getOrDefault(tensor, now) <= now && !isResult(workload, tensor));
        }
        return most * hardware.wordBytes();
    }

    private static boolean isResult(Workload workload, String tensor) {
        return workload.layers().stream().noneMatch(layer -> layer.inputs().contains(tensor));
    }
}
