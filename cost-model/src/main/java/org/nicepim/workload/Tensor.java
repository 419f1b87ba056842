package org.nicepim.workload;

import java.util.Arrays;
import java.util.List;

/**
 * A tensor while a workload is being built: what consumers name as their inputs, and the shape they see.
 *
 * <p>Several producers mean a concatenation, in this order. The shape may group the elements otherwise than the
 * producer's ofmap does (an attention context is written per head and read as one hidden vector); the number of
 * elements is the same.
 *
 * @param producers layers or workload inputs that write it
 * @param shape extents as consumers see them
 */
public record Tensor(List<String> producers, FeatureMap shape) {
    /** Checks that someone writes it. */
    public Tensor {
        producers = List.copyOf(producers);
        if (producers.isEmpty()) {
            throw new IllegalArgumentException("a tensor needs a producer");
        }
    }

    /** A tensor with one producer. */
    static Tensor of(String producer, FeatureMap shape) {
        return new Tensor(List.of(producer), shape);
    }

    /** Tensors one after another along the channels; no layer, its consumers read from all producers. */
    public static Tensor concat(Tensor... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("a concatenation needs a part");
        }
        FeatureMap first = parts[0].shape();
        for (Tensor part : parts) {
            FeatureMap shape = part.shape();
            if (!shape.withChannels(first.channels()).equals(first)) {
                throw new IllegalArgumentException(
                        "parts of a concatenation differ in more than channels: " + first + " and " + shape);
            }
        }
        int channels =
                Arrays.stream(parts).mapToInt(part -> part.shape().channels()).sum();
        List<String> producers =
                Arrays.stream(parts).flatMap(part -> part.producers().stream()).toList();
        return new Tensor(producers, first.withChannels(channels));
    }

    /** The shape as a sequence: one row per position, one column. */
    FeatureMap sequence() {
        if (shape.cols() != 1) {
            throw new IllegalArgumentException("a sequence has one column, not " + shape);
        }
        return shape;
    }

    /** True if several layers write parts of it. */
    public boolean isConcatenation() {
        return producers.size() > 1;
    }
}
