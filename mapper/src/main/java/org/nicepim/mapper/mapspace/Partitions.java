package org.nicepim.mapper.mapspace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Split;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;

/**
 * All partitions of a layer over a region: each axis is a product of splits of different dims, in the order of
 * {@link Dim}; no dim is cut into more parts than it has elements.
 */
public final class Partitions {
    /** Dims that may be split and tiled. */
    static final List<Dim> DIMS = List.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q);

    private Partitions() {}

    /**
     * Lists them in a fixed order.
     *
     * @param allowed dims that may be split
     */
    public static List<Partition> of(Layer layer, int rows, int cols, Set<Dim> allowed) {
        List<Dim> dims = DIMS.stream()
                .filter(dim -> allowed.contains(dim) && layer.dims().of(dim) > 1)
                .toList();
        List<List<Split>> rowSplits = axis(dims, rows);
        List<List<Split>> colSplits = axis(dims, cols);
        List<Partition> result = new ArrayList<>();
        for (List<Split> row : rowSplits) {
            for (List<Split> col : colSplits) {
                Partition partition = new Partition(row, col);
                if (partition.fits(layer.dims())) {
                    result.add(partition);
                }
            }
        }
        return result;
    }

    /**
     * The partitions over the whole region, or, if the layer's dims cannot fill it, over the largest sub-regions that they
     * fill, whose rows and columns divide the region's.
     *
     * @param allowed dims that may be split
     * @return at least one: a single node is always filled
     */
    public static List<Partition> largest(Layer layer, int rows, int cols, Set<Dim> allowed) {
        for (int nodes = rows * cols; nodes > 1; nodes--) {
            List<Partition> result = new ArrayList<>();
            for (int r = 1; r <= rows; r++) {
                if (rows % r == 0 && nodes % r == 0 && cols % (nodes / r) == 0) {
                    result.addAll(of(layer, r, nodes / r, allowed));
                }
            }
            if (!result.isEmpty()) {
                return result;
            }
        }
        return of(layer, 1, 1, allowed);
    }

    /**
     * The partitions over the region and over smaller ones, whose rows and columns divide the region's or are halves of them, again and
     * again, rounded up: a small layer may lose more by what its nodes must exchange than it gains by more of them.
     *
     * @param allowed dims that may be split
     * @return at least one: a single node is always filled; of the region itself first
     */
    public static List<Partition> within(Layer layer, int rows, int cols, Set<Dim> allowed) {
        List<Partition> result = new ArrayList<>();
        for (int r : lengths(rows)) {
            for (int c : lengths(cols)) {
                result.addAll(of(layer, r, c, allowed));
            }
        }
        return result;
    }

    private static List<Integer> lengths(int nodes) {
        Set<Integer> halves = new HashSet<>();
        for (int length = nodes; length > 1; length = (length + 1) / 2) {
            halves.add(length);
        }
        return IntStream.rangeClosed(1, nodes)
                .filter(length -> nodes % length == 0 || halves.contains(length))
                .boxed()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** All ways to fill an axis of so many nodes by splits of different dims. */
    static List<List<Split>> axis(List<Dim> dims, int nodes) {
        if (nodes == 1) {
            return List.of(List.of());
        }
        if (dims.isEmpty()) {
            return List.of();
        }
        Dim first = dims.get(0);
        List<Dim> others = dims.subList(1, dims.size());
        List<List<Split>> result = new ArrayList<>(axis(others, nodes));
        for (int parts = 2; parts <= nodes; parts++) {
            if (nodes % parts == 0) {
                for (List<Split> rest : axis(others, nodes / parts)) {
                    List<Split> splits = new ArrayList<>();
                    splits.add(new Split(first, parts));
                    splits.addAll(rest);
                    result.add(splits);
                }
            }
        }
        return result;
    }
}
