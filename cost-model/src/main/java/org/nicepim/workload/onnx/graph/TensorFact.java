package org.nicepim.workload.onnx.graph;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a tensor before the network runs.
 *
 * @param type of its elements
 * @param shape dims, outermost first; a scalar has none; absent downstream of a skipped operator
 * @param stored the file holds it, or it follows from what the file holds: no input of the network changes it
 * @param values if it is stored, small, and its bytes are in reach
 */
public record TensorFact(
        ElementType type, Optional<List<Integer>> shape, boolean stored, Optional<TensorValues> values) {
    /** Freezes the shape. */
    public TensorFact {
        shape = shape.map(List::copyOf);
    }

    /** A tensor that the network computes. */
    public static TensorFact computed(ElementType type, List<Integer> shape) {
        return new TensorFact(type, Optional.of(shape), false, Optional.empty());
    }

    /** A tensor of which the shape alone is stored. */
    public static TensorFact stored(ElementType type, List<Integer> shape) {
        return new TensorFact(type, Optional.of(shape), true, Optional.empty());
    }

    /** A small constant. */
    public static TensorFact constant(ElementType type, List<Integer> shape, TensorValues values) {
        return new TensorFact(type, Optional.of(shape), true, Optional.of(values));
    }

    /** A tensor downstream of a skipped operator. */
    public static TensorFact shapeless(ElementType type) {
        return new TensorFact(type, Optional.empty(), false, Optional.empty());
    }
}
