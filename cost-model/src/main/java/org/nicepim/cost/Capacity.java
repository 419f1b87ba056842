package org.nicepim.cost;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.RegionTree;
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
    public static Capacity of(Workload workload, Mapping mapping, HardwareModel hardware) {
        List<LayerMapping> mappings = mapping.layers();
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
                mappings.stream().map(layer -> layer.region().nodes()).toList();
        LiveMaps maps = new LiveMaps(workload, regions, mapping.tree());
        int word = hardware.wordBytes();
        return new Capacity(weights + maps.most.stack * word, nodeWeights + maps.most.node * word);
    }

    /** Bytes of a layer's stored weights, one copy. */
    static double storedBytes(Layer layer, HardwareModel hardware) {
        return layer.type().hasStoredWeights() ? layer.weightWords() * hardware.weightBytes(layer) : 0;
    }

    /** Words of feature maps and KV cache at the fullest moment of the stack, which no mapping changes. */
    static double mostLiveWords(Workload workload) {
        List<Layer> layers = workload.layers();
        RegionTree order = RegionTree.sequence(layers.stream().map(Layer::name).toList());
        return new LiveMaps(workload, Collections.nCopies(layers.size(), 1), order).most.stack;
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
     * Words at a moment.
     *
     * @param stack of the whole stack
     * @param node of the node that every region holds
     */
    private record Words(double stack, double node) {
        private static final Words NONE = new Words(0, 0);

        Words plus(Words other) {
            return new Words(stack + other.stack, node + other.node);
        }

        Words max(Words other) {
            return new Words(Math.max(stack, other.stack), Math.max(node, other.node));
        }
    }

    /**
     * What a part of a region tree adds to what was there before it.
     *
     * @param most at its fullest moment
     * @param left tensors made in it that are still to be read behind it
     */
    private record Added(Words most, List<String> left) {}

    /**
     * Words of the feature maps that are alive while a layer runs; a tensor lies evenly over its layer's region, of which the
     * number of nodes is known. Branches side by side are taken to be at their fullest together, each on nodes of its own; what was there
     * before them stays until all have ended.
     */
    private static final class LiveMaps implements RegionTree.Cases<Added> {
        private final Workload workload;
        private final Map<String, Integer> reads = new HashMap<>();
        private final Map<String, Integer> nodes = new HashMap<>();
        private final Words most;

        LiveMaps(Workload workload, List<Integer> regions, RegionTree tree) {
            this.workload = workload;
            List<Layer> layers = workload.layers();
            for (int i = 0; i < layers.size(); i++) {
                int region = regions.get(i);
                nodes.put(layers.get(i).name(), region);
                for (String input : layers.get(i).producers()) {
                    reads.merge(input, 1, Integer::sum);
                    if (workload.inputs().containsKey(input)) {
                        nodes.merge(input, region, Math::min);
                    }
                }
            }
            // Nobody of the workload is the last to read what it leaves behind.
            workload.outputs().forEach(output -> reads.merge(output, 1, Integer::sum));
            List<RegionTree> parts = new ArrayList<>();
            addParts(tree, parts);
            this.most = inOrder(parts, List.copyOf(workload.inputs().keySet())).most;
        }

        private static void addParts(RegionTree tree, List<RegionTree> parts) {
            if (tree instanceof RegionTree.Sequence sequence) {
                sequence.parts().forEach(part -> addParts(part, parts));
            } else {
                parts.add(tree);
            }
        }

        private Added inOrder(List<RegionTree> parts, List<String> before) {
            List<String> live = new ArrayList<>(before);
            Words fullest = Words.NONE;
            for (RegionTree part : parts) {
                Words there = Words.NONE;
                for (String tensor : live) {
                    there = there.plus(words(tensor));
                }
                Added added = part.fold(this);
                fullest = fullest.max(there.plus(added.most));
                live.addAll(added.left);
                live.removeIf(this::isRead);
            }
            return new Added(fullest, live);
        }

        /** All who read it have run; a tensor that nobody reads stays to the end. */
        private boolean isRead(String tensor) {
            return reads.getOrDefault(tensor, 1) == 0;
        }

        private Words words(String tensor) {
            double words = workload.tensor(tensor).words();
            return new Words(words, words / nodes.getOrDefault(tensor, 1));
        }

        @Override
        public Added run(String name) {
            Layer layer = workload.layer(name);
            double moved = movedWords(layer);
            layer.producers().forEach(input -> reads.merge(input, -1, Integer::sum));
            Words most = words(name).plus(new Words(moved, moved / nodes.getOrDefault(name, 1)));
            return new Added(most, List.of(name));
        }

        @Override
        public Added sequence(List<RegionTree> parts) {
            return inOrder(parts, List.of());
        }

        @Override
        public Added parallel(List<RegionTree> branches) {
            double stack = 0;
            double node = 0;
            List<String> left = new ArrayList<>();
            for (RegionTree branch : branches) {
                Added added = branch.fold(this);
                stack += added.most.stack;
                node = Math.max(node, added.most.node);
                left.addAll(added.left);
            }
            return new Added(new Words(stack, node), left);
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
