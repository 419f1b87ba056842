package org.nicepim.cost.dram;

import java.util.List;
import org.nicepim.cost.dram.AccessPattern.Level;

/**
 * Breaks a tile of a feature map into contiguous runs.
 *
 * <p>Layout {@code C/c H W c}: channels are cut into blocks of c; c = 1 is CHW, c = C is HWC. The last block is padded to c channels.
 * Word (n, ch, h, w) lies at
 *
 * <pre>
 *   (((n · ⌈C/c⌉ + ch div c) · H + h) · W + w) · c + ch mod c
 *
 *   tile (tn, tc, th, tw)      run                    levels, innermost first
 *   inside one block, tc &lt; c   tc words               tw × c,  th × W·c,                  tn × ⌈C/c⌉·H·W·c
 *   whole blocks               tw · c words           th × W·c,  blocks × H·W·c,          tn × ⌈C/c⌉·H·W·c
 * </pre>
 *
 * A tile that straddles blocks takes whole blocks. Runs that touch merge ({@link AccessPattern}).
 *
 * @param channels C of what one node holds
 * @param rows H
 * @param cols W
 * @param wordBytes bytes of a word
 * @param channelBlock c
 */
public record TileRuns(long channels, long rows, long cols, int wordBytes, long channelBlock) {
    /**
     * A box of a feature map.
     *
     * @param n0 first image
     * @param c0 first channel
     * @param h0 first row
     * @param w0 first column
     * @param tn images
     * @param tc channels
     * @param th rows
     * @param tw columns
     */
    public record Tile(long n0, long c0, long h0, long w0, long tn, long tc, long th, long tw) {
        /** Checks ranges. */
        public Tile {
            require(Math.min(Math.min(n0, c0), Math.min(h0, w0)) >= 0, "tile must not start below 0");
            require(Math.min(Math.min(tn, tc), Math.min(th, tw)) >= 1, "tile must not be empty");
        }

        /** The tile at the origin. */
        public static Tile first(long tn, long tc, long th, long tw) {
            return new Tile(0, 0, 0, 0, tn, tc, th, tw);
        }
    }

    /** Checks ranges. */
    public TileRuns {
        require(channels >= 1 && rows >= 1 && cols >= 1, "tensor must not be empty");
        require(wordBytes >= 1, "wordBytes must be at least 1");
        if (channelBlock < 1 || channelBlock > Math.max(channels, 1024)) {
            throw new IllegalArgumentException("channelBlock = " + channelBlock
                    + " must lie between 1 and the larger of C = " + channels + " and 1024");
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Bytes of one image as stored, padding of the last channel block included. */
    public long imageBytes() {
        return blocks() * rows * cols * channelBlock * wordBytes;
    }

    private long blocks() {
        return (channels - 1) / channelBlock + 1;
    }

    /**
     * The runs of a tile.
     *
     * @param tile a box inside the tensor
     * @param baseBytes address of the tensor
     * @param write true if the tile is written
     * @throws IllegalArgumentException if the tile leaves the tensor
     */
    public AccessPattern tile(Tile tile, long baseBytes, boolean write) {
        if (tile.c0 + tile.tc > channels || tile.h0 + tile.th > rows || tile.w0 + tile.tw > cols) {
            throw new IllegalArgumentException(tile + " must lie inside " + this);
        }
        long line = cols * channelBlock * wordBytes;
        long origin = baseBytes + tile.n0 * imageBytes() + tile.h0 * line + tile.w0 * channelBlock * wordBytes;
        return runs(origin, tile.c0, tile.tc, tile.tn, Steps.dense(tile.th), Steps.dense(tile.tw), write);
    }

    /**
     * Positions along rows or columns: some stand a step apart, and these stretches stand a stride apart.
     *
     * @param length positions of a stretch
     * @param step between them
     * @param stretches how many
     * @param stride between them
     */
    public record Steps(long length, long step, long stretches, long stride) {
        /** Positions side by side. */
        public static Steps dense(long length) {
            return new Steps(length, 1, 1, length);
        }

        /** All positions. */
        public long count() {
            return length * stretches;
        }

        /** From the first to the last. */
        public long extent() {
            return (length - 1) * step + (stretches - 1) * stride + 1;
        }
    }

    /**
     * The runs of a tile at the origin that takes only some of its rows and columns.
     *
     * @param tn images
     * @param tc channels
     * @param rowSteps its rows
     * @param colSteps its columns
     * @param write true if the tile is written
     * @throws IllegalArgumentException if the tile leaves the tensor
     */
    public AccessPattern some(long tn, long tc, Steps rowSteps, Steps colSteps, boolean write) {
        if (tc > channels || rowSteps.extent() > rows || colSteps.extent() > cols) {
            throw new IllegalArgumentException(
                    "a tile of " + tc + " channels, " + rowSteps + ", " + colSteps + " must lie inside " + this);
        }
        return runs(0, 0, tc, tn, rowSteps, colSteps, write);
    }

    private AccessPattern runs(long origin, long c0, long tc, long tn, Steps rowSteps, Steps colSteps, boolean write) {
        long firstBlock = c0 / channelBlock;
        long tileBlocks = (c0 + tc - 1) / channelBlock - firstBlock + 1;
        boolean part = tileBlocks == 1 && tc < channelBlock;
        long pixel = channelBlock * wordBytes;
        long line = cols * pixel;
        long plane = rows * line;
        return new AccessPattern(
                origin + firstBlock * plane + (part ? c0 % channelBlock * wordBytes : 0),
                part ? tc * wordBytes : pixel,
                List.of(
                        new Level(colSteps.length, colSteps.step * pixel),
                        new Level(colSteps.stretches, colSteps.stride * pixel),
                        new Level(rowSteps.length, rowSteps.step * line),
                        new Level(rowSteps.stretches, rowSteps.stride * line),
                        new Level(tileBlocks, plane),
                        new Level(tn, imageBytes())),
                write);
    }

    /**
     * The runs of a tile in the middle of the grid of such tiles: its alignment stands for that of the others.
     *
     * @param tn images
     * @param tc channels
     * @param th rows
     * @param tw columns
     * @param write true if the tile is written
     */
    public AccessPattern middle(long tn, long tc, long th, long tw, boolean write) {
        return tile(new Tile(0, middle(channels, tc), middle(rows, th), middle(cols, tw), tn, tc, th, tw), 0, write);
    }

    private static long middle(long extent, long tile) {
        return extent / tile / 2 * tile;
    }
}
