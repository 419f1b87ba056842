package org.nicepim.workload;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks that what a layer reads is what its producers write, and that it fills the layer's operands. */
final class Edges {
    private final Layer layer;

    private Edges(Layer layer) {
        this.layer = layer;
    }

    static void check(Layer layer, Map<String, FeatureMap> known) {
        Edges edges = new Edges(layer);
        for (LayerInput input : layer.inputs()) {
            edges.checkInput(input, known.get(input.producer()));
        }
        if (!layer.inputs().isEmpty()) {
            edges.checkFilled(Operand.IFMAP, layer.ifmap());
        }
        if (layer.type().isAttention()) {
            edges.checkFilled(Operand.WEIGHT, layer.weightMap());
        }
    }

    private void checkInput(LayerInput input, @Nullable FeatureMap written) {
        if (written == null) {
            throw error("its input " + input.producer() + " is no earlier layer and no workload input");
        }
        if (!input.part().inside(written)) {
            throw error("it reads " + input.part() + " of " + input.producer() + ", which writes " + written);
        }
        FeatureMap operand = input.operand() == Operand.IFMAP ? layer.ifmap() : layer.weightMap();
        if (!input.place().inside(operand)) {
            throw error("its input " + input.producer() + " fills " + input.place() + " of an operand of " + operand);
        }
        if (!fits(input)) {
            throw error("its producer " + input.producer() + " writes "
                    + input.part().words() + " words where it reads "
                    + input.place().words());
        }
    }

    /** As many words as the place has; layers without MACs may repeat an input along axes, and reductions resample. */
    private boolean fits(LayerInput input) {
        if (input.part().words() == input.place().words() || layer.type() == LayerType.REDUCTION) {
            return true;
        }
        return layer.type() == LayerType.ELEMENTWISE
                && List.of(MapAxis.values()).stream()
                        .allMatch(axis -> input.part().extents().of(axis) == 1
                                || input.part().extents().of(axis)
                                        == input.place().extents().of(axis));
    }

    private void checkFilled(Operand operand, FeatureMap shape) {
        List<LayerInput> inputs = layer.inputs().stream()
                .filter(input -> input.operand() == operand)
                .toList();
        long filled = inputs.stream().mapToLong(input -> input.place().words()).sum();
        if (layer.type() == LayerType.ELEMENTWISE) {
            if (filled % shape.words() != 0) {
                throw error("its inputs fill " + filled + " words, no multiple of the " + shape.words() + " it reads");
            }
            return;
        }
        if (filled != shape.words()) {
            throw error("its producers write " + filled + " words, it reads " + shape.words());
        }
        checkDisjoint(inputs);
    }

    private void checkDisjoint(List<LayerInput> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (inputs.get(i).place().overlaps(inputs.get(j).place())) {
                    throw error("its inputs " + inputs.get(j).producer() + " and "
                            + inputs.get(i).producer() + " fill the same words of its "
                            + inputs.get(i).operand());
                }
            }
        }
    }

    private IllegalArgumentException error(String rule) {
        return new IllegalArgumentException(layer.name() + ": " + rule);
    }
}
