package org.nicepim.mapper.mapspace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nicepim.mapping.Region;

/** Rectangles cut straight through. */
final class Cuts {
    private static final Comparator<Region> PLACE =
            Comparator.comparingInt(Region::row).thenComparingInt(Region::col);

    private Cuts() {}

    /** Both sides of each straight cut, the side with the lower rows or columns first. */
    static List<List<Region>> of(Region whole) {
        List<List<Region>> cuts = new ArrayList<>();
        for (int rows = 1; rows < whole.rows(); rows++) {
            cuts.add(List.of(
                    new Region(whole.row(), whole.col(), rows, whole.cols()),
                    new Region(whole.row() + rows, whole.col(), whole.rows() - rows, whole.cols())));
        }
        for (int cols = 1; cols < whole.cols(); cols++) {
            cuts.add(List.of(
                    new Region(whole.row(), whole.col(), whole.rows(), cols),
                    new Region(whole.row(), whole.col() + cols, whole.rows(), whole.cols() - cols)));
        }
        return cuts;
    }

    /** All sets of at most so many rectangles that straight cuts, one after the other, make of one; each once. */
    static Set<List<Region>> dissections(Region whole, int most) {
        Set<List<Region>> all = new LinkedHashSet<>();
        all.add(List.of(whole));
        if (most == 1) {
            return all;
        }
        for (List<Region> cut : of(whole)) {
            for (List<Region> first : dissections(cut.get(0), most - 1)) {
                for (List<Region> other : dissections(cut.get(1), most - first.size())) {
                    List<Region> both = new ArrayList<>(first);
                    both.addAll(other);
                    both.sort(PLACE);
                    all.add(both);
                }
            }
        }
        return all;
    }

    /** The rectangle that two make, if they make one. */
    static Optional<Region> union(Region a, Region b) {
        int row = Math.min(a.row(), b.row());
        int col = Math.min(a.col(), b.col());
        int rows = Math.max(a.row() + a.rows(), b.row() + b.rows()) - row;
        int cols = Math.max(a.col() + a.cols(), b.col() + b.cols()) - col;
        return rows * cols == a.nodes() + b.nodes() ? Optional.of(new Region(row, col, rows, cols)) : Optional.empty();
    }

    /** The two rectangles with the cut between them moved by a row or a column, either way. */
    static List<List<Region>> moved(Region a, Region b) {
        Region whole = union(a, b).orElseThrow();
        boolean swapped = PLACE.compare(a, b) > 0;
        boolean rows = a.row() != b.row();
        int at = length(swapped ? b : a, rows);
        return of(whole).stream()
                .filter(cut -> (cut.get(0).row() != cut.get(1).row()) == rows)
                .filter(cut -> Math.abs(length(cut.get(0), rows) - at) == 1)
                .map(cut -> swapped ? List.of(cut.get(1), cut.get(0)) : cut)
                .toList();
    }

    private static int length(Region region, boolean rows) {
        return rows ? region.rows() : region.cols();
    }
}
