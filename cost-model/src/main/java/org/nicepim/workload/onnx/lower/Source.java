package org.nicepim.workload.onnx.lower;

import java.util.Optional;

/** What was computed once: all values that are element-wise functions of it alone have the same source. */
final class Source {
    private final Optional<Draft> layer;

    private Source(Optional<Draft> layer) {
        this.layer = layer;
    }

    /** A layer's result. */
    static Source of(Draft layer) {
        return new Source(Optional.of(layer));
    }

    /** An input of the network, or a mixture of results. */
    static Source other() {
        return new Source(Optional.empty());
    }

    /** The layer that computes it; empty for inputs, slices and concatenations. */
    Optional<Draft> layer() {
        return layer;
    }
}
