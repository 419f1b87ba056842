package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.List;

/** Parts of values along an axis. Which words they are is found when they are read: a concatenation may join them again. */
final class Slicing {
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
        Value base = repeats
                ? call.writer().whole(call.name(), value)
                : call.writer().written(call.name(), value);
        List<Atom> atoms = base.axes().atoms(axis);
        int inner = Axes.size(atoms.subList(1, atoms.size()));
        boolean aligned = from % inner == 0 && size % inner == 0;
        Axes cut = aligned ? base.axes() : flattened(base.axes(), axis);
        int scale = aligned ? inner : 1;
        Axes axes = shrunk(cut, axis, size / scale);
        Content.Part part = new Content.Part(base, cut, axes, axis, from / scale, size / scale, call.name());
        return new Value(axes, part, true);
    }

    /**
     * Takes positions that are no range.
     *
     * @param first first position
     * @param size number of positions, fewer than there are
     */
    Value scattered(Value value, int axis, int first, int size) {
        call.note(Blocks.APPROXIMATED);
        int extent = value.axes().extent(axis);
        int from = Math.min(Math.max(0, first) * size, extent - size);
        return range(value, axis, from, size);
    }

    /** All atoms of an axis on the feature map's axis of the first one. */
    private static Axes flattened(Axes axes, int axis) {
        Role role = axes.atoms(axis).get(0).role();
        return Axes.packed(
                axes.with(axis, List.of(new Atom(role, axes.extent(axis)))).axes());
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
