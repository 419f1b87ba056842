package org.nicepim.workload;

import java.util.List;
import java.util.Map;

/** Checks that what a layer reads is what its producers write. */
final class Edges {
    private Edges() {}

    static void check(Layer layer, Map<String, FeatureMap> known) {
        List<FeatureMap> shapes = layer.inputs().stream()
                .map(input -> {
                    FeatureMap shape = known.get(input);
                    if (shape == null) {
                        throw new IllegalArgumentException(
                                layer.name() + ": its input " + input + " is no earlier layer and no workload input");
                    }
                    return shape;
                })
                .toList();
        if (layer.type().isAttention()) {
            checkWords(layer, shapes.get(0).words(), layer.ifmap().words());
            checkWords(layer, shapes.get(1).words(), layer.weightWords());
        } else if (layer.type() == LayerType.ELEMENTWISE) {
            shapes.forEach(
                    shape -> checkWords(layer, shape.words(), layer.ifmap().words()));
        } else if (!shapes.isEmpty()) {
            long words = shapes.stream().mapToLong(FeatureMap::words).sum();
            checkWords(layer, words, layer.ifmap().words());
        }
    }

    private static void checkWords(Layer layer, long written, long read) {
        if (written != read) {
            throw new IllegalArgumentException(
                    layer.name() + ": its producers write " + written + " words, it reads " + read);
        }
    }
}
