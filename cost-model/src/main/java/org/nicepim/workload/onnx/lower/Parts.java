package org.nicepim.workload.onnx.lower;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Parts of a tensor that are put together again: halves that change places, rows that are shifted round. */
final class Parts {
    private Parts() {}

    /**
     * The tensor that parts make along an axis: itself, or the same words in another order. Empty if they come from several
     * tensors, or leave words out, or repeat some.
     */
    static Optional<Value> joined(List<Content.Part> parts, int axis) {
        if (parts.isEmpty() || !parts.stream().allMatch(part -> isBeside(part, parts.get(0), axis))) {
            return Optional.empty();
        }
        List<Content.Part> sorted = parts.stream()
                .sorted(Comparator.comparingInt(Content.Part::from))
                .toList();
        int end = 0;
        for (Content.Part part : sorted) {
            if (part.from() != end) {
                return Optional.empty();
            }
            end += part.size();
        }
        Content.Part first = parts.get(0);
        if (end != first.cut().atoms(axis).get(0).size()) {
            return Optional.empty();
        }
        Value base = first.base();
        return Optional.of(
                sorted.equals(parts)
                        ? new Value(base.axes(), base.content(), false)
                        : Value.known(base.axes(), LayerWriter.tensor(base), Source.mixture()));
    }

    private static boolean isBeside(Content.Part part, Content.Part other, int axis) {
        return part.axis() == axis
                && other.axis() == axis
                && part.base().content() == other.base().content()
                && part.base().axes().equals(other.base().axes())
                && part.cut().equals(other.cut());
    }
}
