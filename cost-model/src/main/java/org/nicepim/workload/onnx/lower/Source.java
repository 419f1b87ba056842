package org.nicepim.workload.onnx.lower;

import java.util.Optional;

/** What was computed once: all values that are element-wise functions of it alone have the same source. */
final class Source {
    private final Optional<Draft> layer;
    private final boolean input;

    private Source(Optional<Draft> layer, boolean input) {
        this.layer = layer;
        this.input = input;
    }

    /** A layer's result. */
    static Source of(Draft layer) {
        return new Source(Optional.of(layer), false);
    }

    /** An input of the network. */
    static Source input() {
        return new Source(Optional.empty(), true);
    }

    /** A concatenation. */
    static Source mixture() {
        return new Source(Optional.empty(), false);
    }

    /** A part of what this one computes. */
    Source part() {
        return new Source(Optional.empty(), input);
    }

    /** True for an input of the network, and parts of one. */
    boolean isInput() {
        return input;
    }

    /** The layer that computes it; empty for inputs, slices and concatenations. */
    Optional<Draft> layer() {
        return layer;
    }
}
