package org.nicepim.cost;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.workload.FeatureMap;

/** Finds the blocks of a stored tensor that a consumer sees under another shape, such as heads folded into channels. */
final class TensorView {
    private TensorView() {}

    /**
     * The blocks of the stored tensor behind a block of the seen one. Exact for equal shapes and for batch folded into
     * channels; by proportion otherwise, such as a flattened feature map, where only the words of partial rows differ.
     */
    static List<Box> inShapeOf(Box box, FeatureMap seen, FeatureMap stored) {
        if (seen.equals(stored)) {
            return List.of(box);
        }
        boolean folded = seen.rows() == stored.rows()
                && seen.cols() == stored.cols()
                && (long) seen.n() * seen.channels() == (long) stored.n() * stored.channels();
        return folded ? refold(box, seen.channels(), stored.channels()) : List.of(box.reshaped(seen, stored));
    }

    private static List<Box> refold(Box box, int seenChannels, int storedChannels) {
        List<Box> boxes = new ArrayList<>();
        for (int n = (int) Math.floor(box.n().from()); n < box.n().to(); n++) {
            Box.Range part = Box.Range.of(
                    Math.max(0, box.n().from() - n), Math.min(1, box.n().to() - n));
            double at = (double) n * seenChannels + box.channel().from();
            double end = (double) n * seenChannels + box.channel().to();
            while (at < end - 1e-9) {
                int image = (int) Math.floor(at / storedChannels + 1e-12);
                double next = Math.min(end, (image + 1.0) * storedChannels);
                double first = (double) image * storedChannels;
                boxes.add(new Box(
                        Box.Range.of(image + part.from(), image + part.to()),
                        Box.Range.of(at - first, next - first),
                        box.row(),
                        box.col()));
                at = next;
            }
        }
        return boxes;
    }
}
