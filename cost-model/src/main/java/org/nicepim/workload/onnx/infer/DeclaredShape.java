package org.nicepim.workload.onnx.infer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.nicepim.workload.onnx.graph.ElementType;

/**
 * What the file says of a tensor inside the graph.
 *
 * @param type of its elements
 * @param fixed dims that the file states as numbers; empty where it has a name or nothing
 * @param resolved as {@code fixed}, with the names whose values are given
 */
public record DeclaredShape(ElementType type, List<OptionalInt> fixed, List<OptionalInt> resolved) {
    /** Freezes the lists. */
    public DeclaredShape {
        fixed = List.copyOf(fixed);
        resolved = List.copyOf(resolved);
    }

    /** All dims, if all are known. */
    Optional<List<Integer>> shape() {
        return resolved.stream().allMatch(OptionalInt::isPresent)
                ? Optional.of(resolved.stream().map(OptionalInt::orElseThrow).toList())
                : Optional.empty();
    }

    /** Whether a shape has another rank, or another extent where the file states a number. A scalar says nothing in old files. */
    boolean contradicts(List<Integer> shape) {
        if (fixed.isEmpty()) {
            return false;
        }
        return fixed.size() != shape.size()
                || IntStream.range(0, shape.size())
                        .anyMatch(axis ->
                                fixed.get(axis).isPresent() && fixed.get(axis).getAsInt() != shape.get(axis));
    }

    /** Dims as a message shows them. */
    String text() {
        return fixed.stream()
                .map(dim -> dim.isPresent() ? Integer.toString(dim.getAsInt()) : "?")
                .toList()
                .toString();
    }
}
