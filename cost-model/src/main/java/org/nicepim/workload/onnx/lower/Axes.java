package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nicepim.workload.FeatureMap;

/**
 * How the axes of an ONNX tensor lie in a feature map: for each axis its atoms, the outermost first.
 *
 * <p>A hidden vector of 12 heads, (1, 128, 768), is {@code [] [ROW 128] [CHANNEL 768]}; reshaped to (1, 128, 12, 64) and
 * transposed to (1, 12, 128, 64) it is {@code [] [CHANNEL 12 by 64] [ROW 128] [CHANNEL 64 by 1]}: the same words at the same
 * place.
 *
 * @param axes atoms per axis
 */
record Axes(List<List<Atom>> axes) {
    /** Freezes the lists. */
    Axes {
        axes = axes.stream().map(List::copyOf).toList();
    }

    /** Atoms that fill a feature map in the order of the axes; strides are found here. */
    static Axes packed(List<List<Atom>> axes) {
        Map<Role, Integer> strides = new EnumMap<>(Role.class);
        List<List<Atom>> packed = new ArrayList<>();
        for (int axis = axes.size() - 1; axis >= 0; axis--) {
            List<Atom> atoms = new ArrayList<>();
            for (int i = axes.get(axis).size() - 1; i >= 0; i--) {
                Atom atom = axes.get(axis).get(i);
                int stride = strides.getOrDefault(atom.role(), 1);
                if (atom.size() > 1) {
                    atoms.add(new Atom(atom.role(), atom.size(), atom.repeats() ? 0 : stride));
                    strides.put(atom.role(), Math.multiplyExact(stride, atom.size()));
                }
            }
            Collections.reverse(atoms);
            packed.add(Regrouping.joined(atoms));
        }
        Collections.reverse(packed);
        return new Axes(packed);
    }

    /** One atom per axis. */
    static Axes of(List<Integer> shape, List<Role> roles) {
        return packed(IntStream.range(0, shape.size())
                .mapToObj(axis -> List.of(new Atom(roles.get(axis), shape.get(axis))))
                .toList());
    }

    int rank() {
        return axes.size();
    }

    List<Atom> atoms(int axis) {
        return axes.get(axis);
    }

    /** All atoms in the order of the axes. */
    List<Atom> atoms() {
        return axes.stream().flatMap(List::stream).toList();
    }

    int extent(int axis) {
        return size(atoms(axis));
    }

    static int size(List<Atom> atoms) {
        return atoms.stream().mapToInt(Atom::size).reduce(1, Math::multiplyExact);
    }

    /** Number of elements of a shape. */
    static int count(List<Integer> shape) {
        return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    }

    List<Integer> shape() {
        return axes.stream().map(Axes::size).toList();
    }

    /** Number of positions that atoms of a role have together. */
    int extent(Role role) {
        return size(atoms().stream().filter(atom -> atom.role() == role).toList());
    }

    /** The feature map in which the axes lie. */
    FeatureMap map() {
        return new FeatureMap(extent(Role.N), extent(Role.CHANNEL), extent(Role.ROW), extent(Role.COL));
    }

    boolean repeats() {
        return atoms().stream().anyMatch(Atom::repeats);
    }

    /** True if all atoms of an axis have the role. */
    boolean isAll(int axis, Role role) {
        return atoms(axis).stream().allMatch(atom -> atom.role() == role);
    }

    /** The axes in another order. */
    Axes permuted(List<Integer> order) {
        return new Axes(order.stream().map(axes::get).toList());
    }

    /** Other atoms on one axis. */
    Axes with(int axis, List<Atom> atoms) {
        List<List<Atom>> changed = new ArrayList<>(axes);
        changed.set(axis, atoms);
        return new Axes(changed);
    }

    /** The same positions under another shape; empty if an axis would start or end inside an atom. */
    Optional<Axes> regrouped(List<Integer> shape) {
        return Regrouping.of(atoms(), shape).map(Axes::new);
    }

    /** The axes as those of a tensor of higher rank: outer axes of extent 1 in front. */
    Axes ofRank(int rank) {
        List<List<Atom>> aligned = new ArrayList<>(Collections.nCopies(Math.max(0, rank - rank()), List.of()));
        aligned.addAll(axes);
        return new Axes(aligned);
    }

    /** Repeats along axes, as far as the shape is larger. */
    Axes repeated(List<Integer> shape) {
        Axes aligned = ofRank(shape.size());
        List<List<Atom>> repeated = new ArrayList<>();
        for (int axis = 0; axis < shape.size(); axis++) {
            List<Atom> atoms = new ArrayList<>();
            int times = shape.get(axis) / aligned.extent(axis);
            if (times > 1) {
                atoms.add(new Atom(Role.REPEATED, times));
            }
            atoms.addAll(aligned.atoms(axis));
            repeated.add(Regrouping.joined(atoms));
        }
        return new Axes(repeated);
    }

    /** True if positions along the axis are positions, or groups of them, along one axis of the feature map. */
    boolean isOuter(int axis) {
        if (atoms(axis).size() != 1) {
            return atoms(axis).isEmpty();
        }
        Atom atom = atoms(axis).get(0);
        return !atom.repeats() && atom.size() * atom.stride() == extent(atom.role());
    }
}
