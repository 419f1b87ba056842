package org.nicepim.workload.onnx.lower;

import java.util.Optional;
import java.util.Set;

/**
 * What a convolution or pooling reads, without what folds into it: padding, and scale and shift of its input alone.
 *
 * @param value the rest, in memory
 * @param padded zeros around it
 * @param vectors stored scales and shifts
 */
record Folded(Value value, Optional<Content.Padded> padded, Set<String> vectors) {
    /**
     * Takes a value apart.
     *
     * @param affine true if scale and shift fold into the reader too
     */
    static Folded of(Call call, Value value, boolean affine) {
        if (value.content() instanceof Content.Padded padded) {
            Value base = padded.base();
            Folded inner =
                    of(call, new Value(base.axes(), base.content(), base.exclusive() && value.exclusive()), affine);
            return new Folded(inner.value, Optional.of(padded), inner.vectors);
        }
        boolean folds = affine && value.exclusive();
        if (folds
                && value.content() instanceof Content.Normalised normalised
                && !normalised.tally().statistics()) {
            Value base = normalised.base().with(value.axes());
            return new Folded(
                    call.writer().whole(call.name(), base),
                    Optional.empty(),
                    normalised.tally().vectors());
        }
        return new Folded(call.writer().whole(call.name(), value), Optional.empty(), Set.of());
    }
}
