package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Window;

/**
 * A pooling layer whose window covers whole axes.
 *
 * <p>Over all rows or columns the feature map is read as it is. Over anything else, channels above all, it is read as one
 * whose columns are what vanishes and whose rows are the remaining rows and columns.
 *
 * @param read shape in which the feature map is read
 * @param rows rows of the window: all or one
 * @param cols columns of the window: all or one
 * @param axes of the result, those that vanish with extent 1
 */
record Reduction(FeatureMap read, int rows, int cols, Axes axes) {
    /**
     * Plans a reduction.
     *
     * @param axes of a tensor without repeats on the axes that remain
     * @param vanishing axes over which is reduced
     */
    static Reduction of(Axes axes, Set<Integer> vanishing) {
        List<Atom> gone = new ArrayList<>();
        List<List<Atom>> left = new ArrayList<>();
        for (int axis = 0; axis < axes.rank(); axis++) {
            boolean vanishes = vanishing.contains(axis);
            gone.addAll(vanishes ? axes.atoms(axis) : List.of());
            left.add(vanishes ? List.of() : axes.atoms(axis));
        }
        int rows = extent(gone, Role.ROW);
        int cols = extent(gone, Role.COL);
        boolean spatial = extent(gone, Role.N) == 1
                && extent(gone, Role.CHANNEL) == 1
                && (rows == 1 || rows == axes.extent(Role.ROW))
                && (cols == 1 || cols == axes.extent(Role.COL));
        return spatial ? new Reduction(axes.map(), rows, cols, Axes.packed(left)) : folded(gone, left);
    }

    private static Reduction folded(List<Atom> gone, List<List<Atom>> left) {
        Axes axes = Axes.packed(left.stream()
                .map(atoms -> atoms.stream().map(Reduction::onRows).toList())
                .toList());
        FeatureMap result = axes.map();
        int window = Axes.size(gone.stream().filter(atom -> !atom.repeats()).toList());
        FeatureMap read = new FeatureMap(result.n(), result.channels(), result.rows(), window);
        return new Reduction(read, 1, window, axes);
    }

    private static Atom onRows(Atom atom) {
        return atom.role() == Role.COL ? new Atom(Role.ROW, atom.size()) : atom;
    }

    private static int extent(List<Atom> atoms, Role role) {
        return Axes.size(atoms.stream().filter(atom -> atom.role() == role).toList());
    }

    /** Loop extents of the pooling layer. */
    LayerDims dims() {
        return new LayerDims(read.n(), read.channels(), 1, 1, read.rows() / rows, read.cols() / cols, rows, cols);
    }

    /** How it looks at what it reads. */
    Window window() {
        return Window.identity(read.rows(), read.cols());
    }
}
