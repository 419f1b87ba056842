package org.nicepim.mapping;

import java.util.List;
import java.util.stream.Collectors;
import org.nicepim.workload.Dim;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Operand;

/**
 * The split of one layer's dims over the rows and the columns of a region. Along an axis the first split is the
 * outermost. A dim may be split on both axes; then the rows are its outer part.
 *
 * @param rowSplits splits over the region's rows, their product is the number of rows
 * @param colSplits splits over the region's columns, their product is the number of columns
 */
public record Partition(List<Split> rowSplits, List<Split> colSplits) {
    private static final Dim[] DIMS = Dim.values();

    /** Copies the lists. */
    public Partition {
        rowSplits = List.copyOf(rowSplits);
        colSplits = List.copyOf(colSplits);
    }

    /** Number of rows that the partition fills. */
    public int rows() {
        return product(rowSplits);
    }

    /** Number of columns that the partition fills. */
    public int cols() {
        return product(colSplits);
    }

    private static int product(List<Split> splits) {
        int product = 1;
        for (Split split : splits) {
            product *= split.parts();
        }
        return product;
    }

    /** Into how many parts a dim is split over both axes. */
    public int parts(Dim dim) {
        return partsOn(rowSplits, dim) * partsOn(colSplits, dim);
    }

    private static int partsOn(List<Split> splits, Dim dim) {
        int parts = 1;
        for (Split split : splits) {
            if (split.dim() == dim) {
                parts *= split.parts();
            }
        }
        return parts;
    }

    /**
     * Which part of a dim a node computes.
     *
     * @param row row in the region
     * @param col column in the region
     */
    public int part(Dim dim, int row, int col) {
        return partOn(rowSplits, dim, row, rows()) * partsOn(colSplits, dim) + partOn(colSplits, dim, col, cols());
    }

    private static int partOn(List<Split> splits, Dim dim, int position, int length) {
        int part = 0;
        int rest = position;
        int block = length;
        for (Split split : splits) {
            block /= split.parts();
            int digit = rest / block;
            rest %= block;
            if (split.dim() == dim) {
                part = part * split.parts() + digit;
            }
        }
        return part;
    }

    /** Nodes that compute the same part of every dim that indexes the operand; 1 if each node has a part of its own. */
    public int sharers(Operand operand) {
        int sharers = 1;
        for (Dim dim : DIMS) {
            if (!operand.indexedBy(dim)) {
                sharers *= parts(dim);
            }
        }
        return sharers;
    }

    /** True if no dim is cut into more parts than it has elements. */
    public boolean fits(LayerDims dims) {
        for (Dim dim : Dim.values()) {
            if (parts(dim) > dims.of(dim)) {
                return false;
            }
        }
        return true;
    }

    /** Splits over the region's rows, then over its columns, outermost first, such as {@code K4/P2Q2}. */
    public String text() {
        return text(rowSplits) + "/" + text(colSplits);
    }

    private static String text(List<Split> splits) {
        return splits.stream().map(split -> split.dim().name() + split.parts()).collect(Collectors.joining());
    }

    /** Dims of the largest share: extents divided by parts, rounded up. */
    public LayerDims largestShare(LayerDims dims) {
        return new LayerDims(
                share(dims, Dim.N),
                share(dims, Dim.G),
                share(dims, Dim.K),
                share(dims, Dim.C),
                share(dims, Dim.P),
                share(dims, Dim.Q),
                dims.r(),
                dims.s());
    }

    private int share(LayerDims dims, Dim dim) {
        return ceilDiv(dims.of(dim), parts(dim));
    }

    /** First index of a part under the floor rule. */
    public static int start(int extent, int parts, int part) {
        return (int) ((long) part * extent / parts);
    }

    static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }
}
