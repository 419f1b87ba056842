package org.nicepim.cost.node;

import org.nicepim.workload.Window;

/**
 * One dim of a layer, cut into the parts of a partition and each part into tiles. All nodes make as many trips as the
 * largest part, in lock-step; the others find their last tiles smaller.
 *
 * @param extent of the whole layer
 * @param parts of the partition
 * @param tile largest extent of a tile
 * @param trips tiles of the largest part
 * @param inputLargest different stored ifmap rows (or columns) that a tile reads ({@link Taps}), summed over the tiles of the
 *     part with most of them; for dims without a window the largest part's extent
 * @param inputTotal the same, summed over all parts
 * @param inputTile most stored ifmap rows (or columns) of any one tile
 */
public record DimTiling(int extent, int parts, int tile, int trips, long inputLargest, long inputTotal, int inputTile) {

    /** A dim that indexes elements one to one: N, G, K, C. */
    public static DimTiling plain(int extent, int parts, int tile) {
        int largest = ceilDiv(extent, parts);
        int used = Math.min(tile, largest);
        return new DimTiling(extent, parts, used, ceilDiv(largest, used), largest, extent, used);
    }

    /** Output rows; counts the stored ifmap rows that are read, halos between tiles and parts again. */
    public static DimTiling rows(int extent, int parts, int tile, Window window, int filterRows) {
        return windowed(extent, parts, tile, Taps.rows(window, filterRows));
    }

    /** Output columns, as {@link #rows}. */
    public static DimTiling cols(int extent, int parts, int tile, Window window, int filterCols) {
        return windowed(extent, parts, tile, Taps.cols(window, filterCols));
    }

    private static DimTiling windowed(int extent, int parts, int tile, Taps input) {
        int largestPart = ceilDiv(extent, parts);
        int used = Math.min(tile, largestPart);
        long total = 0;
        long largest = 0;
        int largestTile = 0;
        for (int part = 0; part < parts; part++) {
            int end = (int) ((part + 1L) * extent / parts);
            long sum = 0;
            for (int from = (int) ((long) part * extent / parts); from < end; from += used) {
                int rows = input.read(from, Math.min(end, from + used));
                sum += rows;
                largestTile = Math.max(largestTile, rows);
            }
            total += sum;
            largest = Math.max(largest, sum);
        }
        return new DimTiling(extent, parts, used, ceilDiv(largestPart, used), largest, total, largestTile);
    }

    /** Extent of the largest part. */
    public int largest() {
        return parts == 1 ? extent : ceilDiv(extent, parts);
    }

    /** Tiles of all parts; parts without a last tile have one less. */
    public long tiles() {
        return trips == 1 ? Math.min(parts, extent) : chunksTotal(tile);
    }

    /** Steps of the largest part when {@code lanes} elements of a tile are computed at once. */
    public long chunksLargest(int lanes) {
        return chunks(largest(), lanes);
    }

    /** The same, summed over all parts. */
    public long chunksTotal(int lanes) {
        if (lanes == 1) {
            return extent;
        }
        if (parts == 1) {
            return chunks(extent, lanes);
        }
        int larger = extent % parts;
        long small = chunks(extent / parts, lanes) * (parts - larger);
        return larger == 0 ? small : small + larger * chunks(extent / parts + 1, lanes);
    }

    /**
     * Lane of each element, counted from 0 and added up over all elements of all parts, when {@code lanes} elements of a tile are
     * computed at once: element e of a tile lies on lane e mod lanes.
     */
    public long lanesTotal(int lanes) {
        if (lanes == 1) {
            return 0;
        }
        if (parts == 1) {
            return lanesOf(extent, lanes);
        }
        int larger = extent % parts;
        long small = lanesOf(extent / parts, lanes) * (parts - larger);
        return larger == 0 ? small : small + larger * lanesOf(extent / parts + 1, lanes);
    }

    private long lanesOf(int part, int lanes) {
        return part / tile * lanesOfTile(tile, lanes) + lanesOfTile(part % tile, lanes);
    }

    static long lanesOfTile(int elements, int lanes) {
        int whole = elements / lanes;
        int rest = elements % lanes;
        return (whole * (lanes - 1L) * lanes + rest * (rest - 1L)) / 2;
    }

    private long chunks(int part, int lanes) {
        if (lanes == 1) {
            return part;
        }
        if (part <= tile) {
            return ceilDiv(part, lanes);
        }
        int rest = part % tile;
        return (long) (part / tile) * ceilDiv(tile, lanes) + ceilDiv(rest, lanes);
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }
}
