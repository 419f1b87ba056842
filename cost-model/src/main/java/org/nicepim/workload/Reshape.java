package org.nicepim.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * The same words, in order of batch, channel, row and column, under another shape.
 *
 * <p>A tensor of one part is read as a whole. Of several parts, each needs a block in the new shape: batch may fold into
 * channels or out of them, and rows and columns may flatten into channels.
 */
final class Reshape {
    private final FeatureMap from;
    private final FeatureMap to;

    private Reshape(FeatureMap from, FeatureMap to) {
        this.from = from;
        this.to = to;
    }

    static Tensor of(Tensor tensor, FeatureMap to) {
        FeatureMap from = tensor.shape();
        if (to.words() != from.words()) {
            throw new IllegalArgumentException("a tensor of " + from + " cannot be read as " + to);
        }
        if (tensor.parts().size() == 1) {
            Tensor.Part only = tensor.parts().get(0);
            return new Tensor(List.of(new Tensor.Part(only.producer(), only.part(), Block.whole(to))), to);
        }
        Reshape reshape = new Reshape(from, to);
        List<Tensor.Part> parts = new ArrayList<>();
        tensor.parts().forEach(part -> reshape.add(part, parts));
        return new Tensor(parts, to);
    }

    private void add(Tensor.Part part, List<Tensor.Part> parts) {
        if (from.rows() == to.rows() && from.cols() == to.cols()) {
            refold(part, parts);
        } else if (from.n() == to.n() && to.rows() == 1 && to.cols() == 1) {
            parts.add(flattened(part));
        } else {
            throw new IllegalArgumentException("a concatenation of " + from + " cannot be read as " + to);
        }
    }

    private Tensor.Part flattened(Tensor.Part part) {
        Block place = part.place();
        int plane = Math.multiplyExact(from.rows(), from.cols());
        if (place.extents().rows() != from.rows() || place.extents().cols() != from.cols()) {
            throw new IllegalArgumentException(
                    "a concatenation along rows or columns of " + from + " cannot be flattened to " + to);
        }
        FeatureMap extents = new FeatureMap(
                place.extents().n(), Math.multiplyExact(place.extents().channels(), plane), 1, 1);
        Corner corner = new Corner(place.from().n(), place.from().channel() * plane, 0, 0);
        return new Tensor.Part(part.producer(), part.part(), new Block(corner, extents));
    }

    /** One piece per image and per image of the new shape, since batch × channels are cut elsewhere there. */
    private void refold(Tensor.Part part, List<Tensor.Part> parts) {
        Block place = part.place();
        if (place.extents().n() == from.n() && place.extents().channels() == from.channels()) {
            Block rows = place.with(MapAxis.N, 0, to.n()).with(MapAxis.CHANNEL, 0, to.channels());
            parts.add(new Tensor.Part(part.producer(), part.part(), rows));
            return;
        }
        for (int n = place.from().n(); n < place.end(MapAxis.N); n++) {
            Tensor.Part image = part.between(MapAxis.N, n, n + 1);
            long first = (long) n * from.channels() + place.from().channel();
            long end = first + place.extents().channels();
            while (first < end) {
                long target = first / to.channels();
                long stop = Math.min(end, (target + 1) * to.channels());
                int start = Math.toIntExact(first - (long) n * from.channels());
                Tensor.Part piece = image.between(MapAxis.CHANNEL, start, start + Math.toIntExact(stop - first));
                FeatureMap extents = piece.place().extents();
                Corner corner = new Corner(
                        Math.toIntExact(target),
                        Math.toIntExact(first % to.channels()),
                        place.from().row(),
                        place.from().col());
                parts.add(new Tensor.Part(piece.producer(), piece.part(), new Block(corner, extents)));
                first = stop;
            }
        }
    }
}
