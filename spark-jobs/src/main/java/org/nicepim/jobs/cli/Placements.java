package org.nicepim.jobs.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Split;
import org.nicepim.workload.Dim;

/**
 * All ways to lay given parts of dims over the rows and columns of a region: which factor of each goes to the rows, and the order
 * of the splits on each axis.
 */
final class Placements {
    private final int rows;
    private final Map<Dim, Integer> parts;
    private final List<Partition> found = new ArrayList<>();

    private Placements(int rows, Map<Dim, Integer> parts) {
        this.rows = rows;
        this.parts = parts;
    }

    /**
     * Each placement once.
     *
     * @param rows rows of the region, a divisor of the product of all parts
     * @param parts into how many parts each dim is cut; dims that are not cut may be left out
     */
    static List<Partition> of(int rows, Map<Dim, Integer> parts) {
        Placements placements = new Placements(rows, parts);
        placements.share(List.copyOf(parts.keySet()), new EnumMap<>(Dim.class), 1);
        return List.copyOf(placements.found);
    }

    /** Decides for one dim after another how many of its parts lie along the rows. */
    private void share(List<Dim> left, Map<Dim, Integer> onRows, int product) {
        if (left.isEmpty()) {
            if (product == rows) {
                place(onRows);
            }
            return;
        }
        Dim dim = left.get(0);
        for (int factor = 1; factor <= parts.getOrDefault(dim, 1); factor++) {
            if (parts.getOrDefault(dim, 1) % factor == 0 && rows % (product * factor) == 0) {
                Map<Dim, Integer> more = new EnumMap<>(onRows);
                more.put(dim, factor);
                share(left.subList(1, left.size()), more, product * factor);
            }
        }
    }

    private void place(Map<Dim, Integer> onRows) {
        List<Split> rowSplits = new ArrayList<>();
        List<Split> colSplits = new ArrayList<>();
        onRows.forEach((dim, factor) -> {
            int rest = parts.getOrDefault(dim, 1) / factor;
            if (factor > 1) {
                rowSplits.add(new Split(dim, factor));
            }
            if (rest > 1) {
                colSplits.add(new Split(dim, rest));
            }
        });
        for (List<Split> row : orders(rowSplits)) {
            for (List<Split> col : orders(colSplits)) {
                found.add(new Partition(row, col));
            }
        }
    }

    private static List<List<Split>> orders(List<Split> splits) {
        if (splits.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Split>> orders = new ArrayList<>();
        for (Split first : splits) {
            List<Split> others =
                    splits.stream().filter(split -> !split.equals(first)).toList();
            for (List<Split> rest : orders(others)) {
                List<Split> order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                orders.add(order);
            }
        }
        return orders;
    }
}
