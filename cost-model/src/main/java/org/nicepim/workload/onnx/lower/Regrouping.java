package org.nicepim.workload.onnx.lower;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Atoms dealt out to the axes of another shape. */
final class Regrouping {
    private Regrouping() {}

    static Optional<List<List<Atom>>> of(List<Atom> atoms, List<Integer> shape) {
        Deque<Atom> rest = new ArrayDeque<>(joined(atoms));
        List<List<Atom>> axes = new ArrayList<>();
        for (int extent : shape) {
            Optional<List<Atom>> taken = take(rest, extent);
            if (taken.isEmpty()) {
                return Optional.empty();
            }
            axes.add(taken.get());
        }
        return rest.isEmpty() ? Optional.of(axes) : Optional.empty();
    }

    private static Optional<List<Atom>> take(Deque<Atom> rest, int extent) {
        List<Atom> taken = new ArrayList<>();
        int left = extent;
        while (left > 1) {
            if (rest.isEmpty()) {
                return Optional.empty();
            }
            Atom next = rest.removeFirst();
            if (left % next.size() == 0) {
                taken.add(next);
                left /= next.size();
            } else if (next.size() % left == 0) {
                taken.add(next.outer(left));
                rest.addFirst(next.inner(left));
                left = 1;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(joined(taken));
    }

    /** Neighbours that walk over one range become one atom. */
    static List<Atom> joined(List<Atom> atoms) {
        List<Atom> joined = new ArrayList<>();
        for (Atom atom : atoms) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).continues(atom)) {
                Atom outer = joined.remove(last);
                joined.add(new Atom(atom.role(), Math.multiplyExact(outer.size(), atom.size()), atom.stride()));
            } else {
                joined.add(atom);
            }
        }
        return joined;
    }
}
