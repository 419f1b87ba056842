package org.nicepim.workload.yaml;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.nicepim.workload.Block;
import org.nicepim.workload.Corner;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Operand;

/**
 * One input of a layer as a file writes it.
 *
 * @param from name of the producer
 * @param operand which operand it fills, if said
 * @param part ranges of the producer's tensor; whole along axes that are left out
 * @param place ranges of the operand, if said; axes that are left out start at 0 and are as long as the part's
 */
record InputDraft(String from, Optional<Operand> operand, Map<MapAxis, Span> part, Optional<Map<MapAxis, Span>> place) {
    /** Copies the maps. */
    InputDraft {
        part = Map.copyOf(part);
        place = place.map(Map::copyOf);
    }

    /** A whole tensor. */
    static InputDraft whole(String from) {
        return new InputDraft(from, Optional.empty(), Map.of(), Optional.empty());
    }

    /** True if the name says all. */
    boolean isPlain() {
        return operand.isEmpty() && part.isEmpty() && place.isEmpty();
    }

    InputDraft without(Map<MapAxis, Span> newPart, Optional<Map<MapAxis, Span>> newPlace) {
        return new InputDraft(from, operand, newPart, newPlace);
    }

    InputDraft withoutOperand() {
        return new InputDraft(from, Optional.empty(), part, place);
    }

    /** The block that is read of a tensor of this shape. */
    Block partOf(FeatureMap written) {
        return block(part, written);
    }

    /** The block that a file's {@code place} means, for a part of these extents. */
    static Block block(Map<MapAxis, Span> spans, FeatureMap otherwise) {
        Corner corner = Corner.ORIGIN;
        FeatureMap extents = otherwise;
        for (Map.Entry<MapAxis, Span> axis : spans.entrySet()) {
            corner = corner.with(axis.getKey(), axis.getValue().first());
            extents = extents.with(axis.getKey(), axis.getValue().size());
        }
        return new Block(corner, extents);
    }

    /** The ranges of a block that are not those of the whole shape. */
    static Map<MapAxis, Span> spans(Block block, FeatureMap otherwise) {
        Map<MapAxis, Span> spans = new EnumMap<>(MapAxis.class);
        for (MapAxis axis : MapAxis.values()) {
            int first = block.from().of(axis);
            int end = Math.toIntExact(block.end(axis));
            if (first != 0 || end != otherwise.of(axis)) {
                spans.put(axis, new Span(first, end));
            }
        }
        return spans;
    }
}
