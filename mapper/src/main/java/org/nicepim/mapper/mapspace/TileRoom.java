package org.nicepim.mapper.mapspace;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.nicepim.mapping.Tile;
import org.nicepim.workload.LayerDims;

/**
 * Which tiles of a share fit the buffers of a node.
 *
 * <pre>
 *   ifmap    n · g · c · rows(p) · cols(q)  ≤  words of half the ifmap buffer
 *   weight   g · k · c · r · s              ≤  words of half the weight buffer
 *   ofmap    n · g · k · p · q              ≤  psums of half the ofmap buffer
 * </pre>
 *
 * A tile that reads fewer rows than a smaller one is possible where padding is cut off, so P and Q are walked size by size; the number of (k, c)
 * that fit is then a sum of min(K, ⌊room / c⌋), of which partial sums are known.
 */
public final class TileRoom {
    private final LayerDims share;
    private final Words most;
    private final long weightRoom;
    private final int[] rows;
    private final int[] cols;

    /**
     * The largest tiles of each operand.
     *
     * @param ifmap words
     * @param weight words, filter positions counted; {@link Long#MAX_VALUE} if the layer has no weights
     * @param ofmap psums
     */
    public record Words(long ifmap, long weight, long ofmap) {}

    /**
     * For one share.
     *
     * @param share extents of the largest share
     * @param most that fit
     * @param rows ifmap rows that a tile of so many output rows reads at most
     * @param cols ifmap columns that a tile of so many output columns reads at most
     */
    public TileRoom(LayerDims share, Words most, IntUnaryOperator rows, IntUnaryOperator cols) {
        this.share = share;
        this.most = most;
        this.weightRoom = most.weight / ((long) share.r() * share.s());
        this.rows = table(share.p(), rows);
        this.cols = table(share.q(), cols);
    }

    private static int[] table(int extent, IntUnaryOperator reads) {
        return IntStream.rangeClosed(0, extent)
                .map(size -> size == 0 ? 0 : reads.applyAsInt(size))
                .toArray();
    }

    /** Extents of the share. */
    LayerDims share() {
        return share;
    }

    /** True if a tile is no larger than the share and all its operands fit. */
    public boolean fits(Tile tile) {
        boolean inside = tile.n() <= share.n()
                && tile.g() <= share.g()
                && tile.k() <= share.k()
                && tile.c() <= share.c()
                && tile.p() <= share.p()
                && tile.q() <= share.q();
        long groups = (long) tile.n() * tile.g();
        return inside
                && groups * tile.c() * rows[tile.p()] * cols[tile.q()] <= most.ifmap
                && (long) tile.g() * tile.k() * tile.c() <= weightRoom
                && groups * tile.k() * tile.p() * tile.q() <= most.ofmap;
    }

    /** How many tiles fit. */
    public long tiles() {
        return share.k() == 1 && share.c() == 1 ? channelwise() : matrix();
    }

    private long channelwise() {
        long groups = Math.min(share.g(), weightRoom);
        long tiles = 0;
        for (int n = 1; n <= share.n(); n++) {
            for (int p = 1; p <= share.p(); p++) {
                for (int q = 1; q <= share.q(); q++) {
                    long ifmap = most.ifmap / ((long) n * rows[p] * cols[q]);
                    long ofmap = most.ofmap / ((long) n * p * q);
                    tiles += Math.min(groups, Math.min(ifmap, ofmap));
                }
            }
        }
        return tiles;
    }

    private long matrix() {
        long tiles = 0;
        for (int g = 1; g <= share.g() && g <= weightRoom; g++) {
            Channels channels = new Channels(share.k(), share.c(), weightRoom / g);
            for (int n = 1; n <= share.n(); n++) {
                long before = tiles;
                tiles += positions(channels, (long) n * g);
                if (tiles == before) {
                    break;
                }
            }
        }
        return tiles;
    }

    private long positions(Channels channels, long groups) {
        long tiles = 0;
        for (int p = 1; p <= share.p() && groups * p <= most.ofmap; p++) {
            for (int q = 1; q <= share.q(); q++) {
                long k = most.ofmap / (groups * p * q);
                if (k == 0) {
                    break;
                }
                tiles += channels.upTo(k, most.ifmap / (groups * rows[p] * cols[q]));
            }
        }
        return tiles;
    }

    /** Pairs of k and c whose product fits the weights' room. */
    private static final class Channels {
        private final int most;
        private final long room;
        private final boolean bounded;
        /** Of ⌊room / c⌋ over c from 1 on. */
        private final long[] sums;

        Channels(int k, int c, long room) {
            this.most = k;
            this.room = room;
            this.bounded = room < (long) k * c;
            this.sums = new long[c + 1];
            for (int i = 1; bounded && i <= c; i++) {
                sums[i] = sums[i - 1] + room / i;
            }
        }

        long upTo(long largestK, long largestC) {
            long k = Math.min(most, largestK);
            int c = (int) Math.min(sums.length - 1L, largestC);
            if (!bounded) {
                return k * c;
            }
            int whole = (int) Math.min(c, room / k);
            return k * whole + sums[c] - sums[whole];
        }
    }
}
