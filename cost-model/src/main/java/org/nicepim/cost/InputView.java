package org.nicepim.cost;

import java.util.List;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.LayerInput;

/**
 * Finds the blocks of a producer's tensor behind a block of the operand that reads it, through slices, concatenations,
 * repeats and other groupings of the same words, such as heads folded into channels.
 */
final class InputView {
    private final Box place;
    private final Box part;
    private final FeatureMap seen;
    private final FeatureMap stored;

    InputView(LayerInput input) {
        this.place = Box.of(input.place());
        this.part = Box.of(input.part());
        this.seen = input.place().extents();
        this.stored = input.part().extents();
    }

    /** Blocks of the producer's tensor; none if the block reads nothing of this input. */
    List<Box> stored(Box read) {
        Box cut = read.inside(place);
        if (cut.words() <= 0) {
            return List.of();
        }
        if (seen.words() != stored.words()) {
            // Each reader of a repeated or resampled word needs the whole word.
            return List.of(cut.reshaped(seen, stored).widened().from(part));
        }
        return TensorView.inShapeOf(cut, seen, stored).stream()
                .map(box -> box.from(part))
                .toList();
    }
}
