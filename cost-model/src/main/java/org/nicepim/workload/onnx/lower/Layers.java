package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.LayerType;
import org.nicepim.workload.Tensor;

/** The layers and inputs of the workload, as they come to be. */
final class Layers {
    private final List<Draft> drafts = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, FeatureMap> inputs = new LinkedHashMap<>();
    private final Set<String> kept = new HashSet<>();

    /** Keeps names for tensors that are no layers. */
    void reserve(Collection<String> tensors) {
        names.addAll(tensors);
    }

    /** An input of the workload; a later caller that sees other extents reads the same words. */
    Tensor input(String name, FeatureMap shape) {
        inputs.putIfAbsent(name, shape);
        FeatureMap declared = inputs.getOrDefault(name, shape);
        return Tensor.of(name, declared).reshape(shape);
    }

    /**
     * Adds a layer.
     *
     * @param name as the file has it; changed if it is taken
     * @param make the layer of the name that is free
     */
    Draft add(String name, Function<String, Layer> make) {
        String free = name;
        for (int i = 2; !names.add(free); i++) {
            free = name + "_" + i;
        }
        Draft draft = new Draft(make.apply(free));
        drafts.add(draft);
        return draft;
    }

    /** Says that a tensor leaves the network, or changes what stays in memory. */
    void keep(Tensor tensor) {
        kept.addAll(tensor.producers());
    }

    /** True if no layer computes anything that is kept. */
    boolean isEmpty() {
        return live().isEmpty();
    }

    /** The layers that lead to something that is kept, as the workload has them. */
    List<Layer> finished() {
        return live().stream().map(Draft::finished).toList();
    }

    /** The layers that lead to something that is kept, producers before consumers. */
    List<Draft> live() {
        Set<String> needed = new HashSet<>(kept);
        List<Draft> live = new ArrayList<>();
        for (int i = drafts.size() - 1; i >= 0; i--) {
            Draft draft = drafts.get(i);
            if (needed.contains(draft.name())) {
                needed.addAll(draft.layer().producers());
                live.add(draft);
            }
        }
        Collections.reverse(live);
        return live;
    }

    /** Inputs that a layer reads, or that are kept, in the given order. */
    Map<String, FeatureMap> inputs(List<String> order, List<Layer> layers) {
        Set<String> read = new HashSet<>(kept);
        layers.forEach(layer -> read.addAll(layer.producers()));
        Map<String, FeatureMap> used = new LinkedHashMap<>();
        for (String name : order) {
            FeatureMap shape = inputs.get(name);
            if (shape != null && read.contains(name)) {
                used.put(name, shape);
            }
        }
        return used;
    }

    /** Names of what is kept. */
    List<String> outputs() {
        return kept.stream().sorted().toList();
    }

    /** Loop extents of a layer that has its channels on G. */
    static LayerDims perChannel(FeatureMap map) {
        return new LayerDims(map.n(), map.channels(), 1, 1, map.rows(), map.cols(), 1, 1);
    }

    /** True for a layer that multiplies queries and keys. */
    static boolean isScores(Draft draft) {
        return draft.layer().type() == LayerType.ATTENTION_SCORES;
    }
}
