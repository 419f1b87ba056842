package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nicepim.workload.Block;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Tensor;

/**
 * Parts of values along an axis. A range of positions is a block of the producer's tensor where the axis is the outer part of
 * an axis of the feature map; elsewhere a block of as many words stands for it.
 */
final class Slicing {
    private static final String APPROXIMATED =
            "A slice that is no block of its producer's tensor is read as a block of as many words";
    private static final List<MapAxis> PREFERENCE = List.of(MapAxis.CHANNEL, MapAxis.ROW, MapAxis.COL, MapAxis.N);

    /** In more pieces no slice is read: a shuffle of channels makes two, a rotation of all heads many. */
    private static final int MOST_PIECES = 8;

    private final Call call;

    Slicing(Call call) {
        this.call = call;
    }

    /**
     * Takes positions of an axis.
     *
     * @param from first position
     * @param size number of positions
     */
    Value range(Value value, int axis, int from, int size) {
        if (size == value.axes().extent(axis)) {
            return value;
        }
        boolean repeats = value.axes().atoms(axis).stream().anyMatch(Atom::repeats);
        Value whole = repeats
                ? call.writer().whole(call.name(), value)
                : call.writer().written(call.name(), value);
        List<Atom> atoms = whole.axes().atoms(axis);
        int inner = Axes.size(atoms.subList(1, atoms.size()));
        if (from % inner == 0 && size % inner == 0) {
            return ofAtom(whole, axis, from / inner, size / inner);
        }
        return ofAtom(flattened(whole, axis), axis, from, size);
    }

    /**
     * Takes positions that are no range.
     *
     * @param first first position
     * @param size number of positions, fewer than there are
     */
    Value scattered(Value value, int axis, int first, int size) {
        call.note(APPROXIMATED);
        int extent = value.axes().extent(axis);
        int from = Math.min(Math.max(0, first) * size, extent - size);
        return range(value, axis, from, size);
    }

    /** All atoms of an axis on the feature map's axis of the first one. */
    private Value flattened(Value value, int axis) {
        Role role = value.axes().atoms(axis).get(0).role();
        Axes axes = value.axes().with(axis, List.of(new Atom(role, value.axes().extent(axis))));
        return call.writer().seen(call.name(), value, Axes.packed(axes.axes()));
    }

    private Value ofAtom(Value value, int axis, int from, int size) {
        List<Atom> atoms = value.axes().atoms(axis);
        Atom atom = atoms.get(0);
        Tensor tensor = LayerWriter.tensor(value);
        int share = value.axes().extent(atom.role()) / atom.size();
        Axes axes = shrunk(value.axes(), axis, size);
        int pieces = share / atom.stride();
        Source source = ((Content.Known) value.content()).source().part();
        if (pieces > 1 && pieces <= MOST_PIECES) {
            Optional<Tensor> exact = pieces(tensor, atom, from, size);
            if (exact.isPresent()) {
                return Value.known(axes, exact.get(), source);
            }
        }
        if (pieces > 1) {
            call.note(APPROXIMATED);
        }
        Tensor part = slice(tensor, atom, share * from, share * size)
                .orElseGet(() -> portion(tensor, atom, from, size, axes.map()));
        return Value.known(axes, part, source);
    }

    /** The same positions of each of the outer atoms. */
    private static Optional<Tensor> pieces(Tensor tensor, Atom atom, int from, int size) {
        List<Tensor> pieces = new ArrayList<>();
        int step = atom.size() * atom.stride();
        for (int start = 0; start < tensor.shape().of(atom.role().axis()); start += step) {
            slice(tensor, atom, start + from * atom.stride(), size * atom.stride())
                    .ifPresent(pieces::add);
        }
        return pieces.size() * step == tensor.shape().of(atom.role().axis())
                ? Optional.of(Tensor.concat(atom.role().axis(), pieces))
                : Optional.empty();
    }

    private static Optional<Tensor> slice(Tensor tensor, Atom atom, int from, int size) {
        try {
            return Optional.of(tensor.slice(atom.role().axis(), from, size));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The slice cuts through the words of its producer: a block of as many words, at the same part of another axis. */
    private Tensor portion(Tensor tensor, Atom atom, int from, int size, FeatureMap map) {
        call.note(APPROXIMATED);
        Tensor.Part part = call.writer().gathered(call.name(), tensor).parts().get(0);
        FeatureMap extents = part.part().extents();
        for (MapAxis axis : PREFERENCE) {
            int extent = extents.of(axis);
            if (extent % atom.size() == 0) {
                int start = part.part().from().of(axis) + extent / atom.size() * from;
                Block block = new Block(
                        part.part().from().with(axis, start), extents.with(axis, extent / atom.size() * size));
                return new Tensor(List.of(new Tensor.Part(part.producer(), block, Block.whole(map))), map);
            }
        }
        FeatureMap written = tensor.shape();
        Tensor copy = Tensor.of(
                call.writer()
                        .resampled(call.name() + "/copy", tensor, written, 1)
                        .name(),
                written);
        int share = written.of(atom.role().axis()) / atom.size();
        return copy.slice(atom.role().axis(), share * from, share * size);
    }

    /** The axes after a slice: atoms outside the one that shrinks move together. */
    private static Axes shrunk(Axes axes, int axis, int size) {
        Atom shrinks = axes.atoms(axis).get(0);
        List<List<Atom>> shrunk = new ArrayList<>();
        for (List<Atom> atoms : axes.axes()) {
            List<Atom> moved = new ArrayList<>();
            for (Atom atom : atoms) {
                boolean outside = atom.role() == shrinks.role() && atom.stride() > shrinks.stride();
                moved.add(outside ? new Atom(atom.role(), atom.size(), atom.stride() / shrinks.size() * size) : atom);
            }
            shrunk.add(moved);
        }
        List<Atom> own = shrunk.get(axis);
        own.remove(0);
        if (size > 1) {
            own.add(0, new Atom(shrinks.role(), size, shrinks.stride()));
        }
        return new Axes(shrunk);
    }
}
