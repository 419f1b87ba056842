package org.nicepim.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How element-wise layers read inputs that lie over each other: an extent of 1 is repeated along its axis. */
final class Repeats {
    private Repeats() {}

    /** The largest extent of any tensor along each axis. */
    static FeatureMap shape(Tensor... tensors) {
        FeatureMap shape = tensors[0].shape();
        for (MapAxis axis : MapAxis.values()) {
            int most = Arrays.stream(tensors)
                    .mapToInt(tensor -> tensor.shape().of(axis))
                    .max()
                    .orElseThrow();
            shape = shape.with(axis, most);
        }
        return shape;
    }

    /** All tensors over the whole shape, part by part. */
    static List<LayerInput> inputs(FeatureMap shape, Tensor... tensors) {
        List<LayerInput> read = new ArrayList<>();
        for (Tensor tensor : tensors) {
            for (Tensor.Part part : tensor.parts()) {
                Block place = repeated(part.place(), tensor.shape(), shape);
                read.add(new LayerInput(part.producer(), Operand.IFMAP, part.part(), place));
            }
        }
        return read;
    }

    private static Block repeated(Block place, FeatureMap from, FeatureMap to) {
        Block block = place;
        for (MapAxis axis : MapAxis.values()) {
            if (from.of(axis) == 1) {
                block = block.with(axis, 0, to.of(axis));
            } else if (from.of(axis) != to.of(axis)) {
                throw new IllegalArgumentException("element-wise inputs differ in shape: " + to + " and " + from);
            }
        }
        return block;
    }
}
