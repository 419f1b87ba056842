package org.nicepim.cost.dram;

import org.nicepim.cost.dram.RowWalk.Grid;
import org.nicepim.hardware.DramOrganization;

/** What a pattern asks of each channel. */
final class Stream {
    /** Reads that a controller holds before they go to banks, and as many writes, which it drains together. */
    static final int TRANSACTION_QUEUE = 32;

    /** Commands that a controller holds per bank. */
    private static final int COMMAND_QUEUE = 8;

    private final boolean write;
    private final long[] bursts;
    private final double[] rows;
    private final double bankShare;
    private final double straightFromRow;

    private Stream(boolean write, long[] bursts, double[] rows, double bankShare, double straightFromRow) {
        this.write = write;
        this.bursts = bursts;
        this.rows = rows;
        this.bankShare = bankShare;
        this.straightFromRow = straightFromRow;
    }

    static Stream of(AccessPattern pattern, DramOrganization dram, int channels) {
        Grid grid = new Grid(dram.burstBytes(), channels, dram.rowBytes() / dram.burstBytes());
        long[] bursts = BurstCount.perChannel(pattern, dram.burstBytes(), channels);
        long slack = (channels - 1L) * dram.burstBytes();
        RowWalk walk = RowWalk.of(pattern, grid.nodeRowBytes(), slack);
        double[] rows = walk.rowsPerChannel(grid);
        double allRows = 0;
        long allBursts = 0;
        for (int channel = 0; channel < channels; channel++) {
            rows[channel] = Math.min(bursts[channel], rows[channel]);
            allRows += rows[channel];
            allBursts += bursts[channel];
        }
        int banks = dram.banksPerChannel();
        double windowRows = Math.max(1, window(banks) * allRows / allBursts);
        double share = BankSpread.share(walk, grid.nodeRowBytes(), banks, windowRows);
        double straight = walk.levels().isEmpty() ? (double) walk.offset() / grid.nodeRowBytes() : Double.NaN;
        return new Stream(pattern.write(), bursts, rows, share, straight);
    }

    /** Bursts that a controller sees at once. */
    static double window(int banks) {
        return TRANSACTION_QUEUE + (double) COMMAND_QUEUE * banks;
    }

    boolean write() {
        return write;
    }

    /** Distinct bursts on a channel. */
    double bursts(int channel) {
        return bursts[channel];
    }

    /** Rows opened on a channel. */
    double rows(int channel) {
        return rows[channel];
    }

    /** Share of the row visits that one bank must serve ({@link BankSpread}). */
    double bankShare() {
        return bankShare;
    }

    /**
     * True if this stream and another go straight ahead, in the same direction, at the same pace, and always in the same bank:
     * then each closes the other's row all along.
     */
    boolean collides(Stream other, int channel, int banks) {
        double distance = straightFromRow - other.straightFromRow;
        return write == other.write
                && Math.abs(rows[channel] - other.rows[channel]) <= 1
                && Math.abs(distance - banks * Math.rint(distance / banks)) < 0.5;
    }
}
