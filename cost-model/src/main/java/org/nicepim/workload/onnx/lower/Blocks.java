package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nicepim.workload.Block;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Tensor;

/**
 * Which words a part of a value is. A range of positions is a block of the producer's tensor where the axis is the outer part
 * of an axis of the feature map, and several blocks where little lies outside it; elsewhere a block of as many words stands for
 * it.
 */
final class Blocks {
    static final String APPROXIMATED =
            "A slice that is no block of its producer's tensor is read as a block of as many words";
    private static final List<MapAxis> PREFERENCE = List.of(MapAxis.CHANNEL, MapAxis.ROW, MapAxis.COL, MapAxis.N);

    /** In more pieces no slice is read: a shuffle of channels makes two, the halves of all heads many. */
    private static final int MOST_PIECES = 8;

    private final LayerWriter writer;
    private final Notes notes;
    private final Content.Part part;
    private final Atom atom;

    private Blocks(LayerWriter writer, Notes notes, Content.Part part) {
        this.writer = writer;
        this.notes = notes;
        this.part = part;
        this.atom = part.cut().atoms(part.axis()).get(0);
    }

    /** The part's words under its axes. */
    static Content.Known of(LayerWriter writer, Notes notes, Content.Part part) {
        Tensor whole = LayerWriter.tensor(part.base());
        Tensor cut = writer.shaped(part.node(), whole, part.cut().map());
        Source source = ((Content.Known) part.base().content()).source().part();
        return new Content.Known(new Blocks(writer, notes, part).find(cut), source);
    }

    private Tensor find(Tensor tensor) {
        int share = part.cut().extent(atom.role()) / atom.size();
        int pieces = share / atom.stride();
        if (pieces > 1 && pieces <= MOST_PIECES) {
            Optional<Tensor> exact = pieces(tensor);
            if (exact.isPresent()) {
                return exact.get();
            }
        }
        if (pieces > 1) {
            notes.add(part.node(), APPROXIMATED);
        }
        return slice(tensor, share * part.from(), share * part.size()).orElseGet(() -> portion(tensor));
    }

    /** The same positions of each of the outer atoms. */
    private Optional<Tensor> pieces(Tensor tensor) {
        List<Tensor> pieces = new ArrayList<>();
        int step = atom.size() * atom.stride();
        int extent = tensor.shape().of(atom.role().axis());
        for (int start = 0; start < extent; start += step) {
            slice(tensor, start + part.from() * atom.stride(), part.size() * atom.stride())
                    .ifPresent(pieces::add);
        }
        return pieces.size() * step == extent
                ? Optional.of(Tensor.concat(atom.role().axis(), pieces))
                : Optional.empty();
    }

    private Optional<Tensor> slice(Tensor tensor, int from, int size) {
        try {
            return Optional.of(tensor.slice(atom.role().axis(), from, size));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The slice cuts through the words of its producer: a block of as many words, at the same part of another axis. */
    private Tensor portion(Tensor tensor) {
        notes.add(part.node(), APPROXIMATED);
        FeatureMap map = part.axes().map();
        Tensor.Part only = writer.gathered(part.node(), tensor).parts().get(0);
        FeatureMap extents = only.part().extents();
        for (MapAxis axis : PREFERENCE) {
            int extent = extents.of(axis);
            if (extent % atom.size() == 0) {
                int start = only.part().from().of(axis) + extent / atom.size() * part.from();
                Block block = new Block(
                        only.part().from().with(axis, start), extents.with(axis, extent / atom.size() * part.size()));
                return new Tensor(List.of(new Tensor.Part(only.producer(), block, Block.whole(map))), map);
            }
        }
        Tensor copy = writer.copied(part.node(), tensor);
        int share = copy.shape().of(atom.role().axis()) / atom.size();
        return copy.slice(atom.role().axis(), share * part.from(), share * part.size());
    }
}
