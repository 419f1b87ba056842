package org.nicepim.workload.onnx.lower;

import org.nicepim.workload.Tensor;

/**
 * What a tensor of the graph is while layers are being made of it.
 *
 * @param axes how its axes lie in the content's feature map
 * @param content where its words come from
 * @param exclusive true if nothing else reads the content: what follows may still change the layer that writes it
 */
record Value(Axes axes, Content content, boolean exclusive) {
    /** Words in memory that are computed elsewhere. */
    static Value known(Axes axes, Tensor tensor, Source source) {
        return new Value(axes, new Content.Known(tensor, source), true);
    }

    /** The same words, seen otherwise. */
    Value with(Axes other) {
        return new Value(other, content, exclusive);
    }

    boolean isFree() {
        return content instanceof Content.Free;
    }

    /** What all views of the same computation have in common. */
    Object origin() {
        return content.origin();
    }
}
