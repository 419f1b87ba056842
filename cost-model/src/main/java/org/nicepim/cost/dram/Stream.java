package org.nicepim.cost.dram;

import java.util.Arrays;
import org.nicepim.cost.dram.RowWalk.Grid;
import org.nicepim.hardware.AddressOrder;
import org.nicepim.hardware.DramController;
import org.nicepim.hardware.DramOrganization;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.PagePolicy;

/**
 * What a pattern asks of each channel: bursts, rows opened, and how the rows fall on banks.
 *
 * <p>Addresses change the bank every {@code bankUnit} bytes: after a row in order row | bank | column, after a burst in
 * row | column | bank, after all rows of a bank in bank | row | column. In the second, banks are to rows what channels are:
 * each burst goes to the next, so rows are counted per channel and bank.
 */
final class Stream {
    private final boolean write;
    private final long[] bursts;
    private final double[] rows;
    private final double bankShare;
    private final double burstsPerRow;
    private final double straightFromRow;

    private Stream(
            boolean write,
            long[] bursts,
            double[] rows,
            double bankShare,
            double burstsPerRow,
            double straightFromRow) {
        this.write = write;
        this.bursts = bursts;
        this.rows = rows;
        this.bankShare = bankShare;
        this.burstsPerRow = burstsPerRow;
        this.straightFromRow = straightFromRow;
    }

    static Stream of(DramPattern pattern, DramSpec dram, int channels) {
        return pattern instanceof AccessPattern runs
                ? ofRuns(runs, dram, channels)
                : ofBlocks((ScatteredBlocks) pattern, dram, channels);
    }

    /**
     * Blocks at random. Of the n row visits in the controller's window, those of other blocks fall on any bank alike; the v of a
     * block itself go round the banks, or stay in one with bank | row | column.
     */
    private static Stream ofBlocks(ScatteredBlocks blocks, DramSpec dram, int channels) {
        DramOrganization organization = dram.organization();
        DramController controller = dram.controller();
        int banks = organization.banksPerChannel();
        double inBlock = Math.ceil((double) blocks.blockBytes() / organization.burstBytes()) / channels;
        double rowsInBlock = controller.order() == AddressOrder.ROW_COLUMN_BANK
                ? Math.min(inBlock, banks) * Math.ceil(inBlock / ((double) banks * organization.rowBursts()))
                : Math.min(inBlock, Math.max(1, inBlock / organization.rowBursts()));
        double seen = Math.max(1, window(controller, banks, blocks.write()) * rowsInBlock / inBlock);
        double own = Math.max(1, Math.min(seen, rowsInBlock));
        double same = controller.order() == AddressOrder.BANK_ROW_COLUMN ? own : Math.max(1, own / banks);
        double share = Math.max(1 / Math.min(seen, banks), (same + (seen - own) / banks) / seen);
        boolean closes = controller.pages() == PagePolicy.CLOSED;
        long[] bursts = new long[channels];
        Arrays.fill(bursts, Math.round(blocks.blocks() * inBlock));
        double[] rows = new double[channels];
        Arrays.fill(rows, closes ? bursts[0] : Math.min(bursts[0], blocks.blocks() * rowsInBlock));
        return new Stream(blocks.write(), bursts, rows, Math.min(1, share), inBlock / rowsInBlock, Double.NaN);
    }

    private static Stream ofRuns(AccessPattern pattern, DramSpec dram, int channels) {
        DramOrganization organization = dram.organization();
        AddressOrder order = dram.controller().order();
        int burst = organization.burstBytes();
        int banks = organization.banksPerChannel();
        long[] bursts = BurstCount.perChannel(pattern, burst, channels);
        boolean burstsOverBanks = order == AddressOrder.ROW_COLUMN_BANK;
        int stripes = burstsOverBanks ? channels * banks : channels;
        Grid grid = new Grid(burst, stripes, organization.rowBursts());
        RowWalk walk = RowWalk.of(pattern, grid.nodeRowBytes(), (stripes - 1L) * burst);
        long[] striped = burstsOverBanks ? BurstCount.perChannel(pattern, burst, stripes) : bursts;
        double[] touched = rows(walk.rowsPerChannel(grid), striped, channels);
        double rowsPerBurst = Arrays.stream(touched).sum() / sum(bursts);
        double share = share(pattern, dram, channels, walk, rowsPerBurst);
        boolean closes = dram.controller().pages() == PagePolicy.CLOSED;
        double[] rows = closes ? Arrays.stream(bursts).asDoubleStream().toArray() : touched;
        double straight = walk.levels().isEmpty() ? (double) walk.offset() / grid.nodeRowBytes() : Double.NaN;
        return new Stream(pattern.write(), bursts, rows, share, 1 / rowsPerBurst, straight);
    }

    private static double share(AccessPattern pattern, DramSpec dram, int channels, RowWalk walk, double rowsPerBurst) {
        DramController controller = dram.controller();
        int banks = dram.organization().banksPerChannel();
        double window = window(controller, banks, pattern.write());
        double unit = bankUnit(controller.order(), dram.organization(), channels);
        if (controller.order() != AddressOrder.ROW_BANK_COLUMN) {
            RowWalk units = RowWalk.of(pattern, (long) unit, 0);
            double seen = units.stretches() * Math.max(1, units.extent() / unit);
            double bursts =
                    sum(BurstCount.perChannel(pattern, dram.organization().burstBytes(), channels));
            return BankSpread.share(units, unit, banks, Math.max(1, Math.min(1, window / bursts) * seen));
        }
        double rowsInReach = controller.pages() == PagePolicy.CLOSED
                ? Math.min(window / controller.bankQueue(), banksInReach(1 / rowsPerBurst, controller, pattern.write()))
                : window * rowsPerBurst;
        return BankSpread.share(walk, unit, banks, Math.max(1, rowsInReach));
    }

    /**
     * Banks that a controller can work on side by side when a bank's requests come k in a row. Those of the oldest banks that
     * their queues (c each) do not hold stay in the transaction queue (T) and block it: with m banks in work, which have 1/m …
     * m/m of their requests left, Σ max(0, j·k/m − c) = m·(k − c)² / 2k fill the queue at m = 2kT / (k − c)², and one more
     * bank is being filled.
     */
    private static double banksInReach(double inRow, DramController controller, boolean write) {
        double beyond = inRow - controller.bankQueue();
        int queue = write ? controller.writeQueue() : controller.readQueue();
        return beyond <= 0 ? Double.POSITIVE_INFINITY : 1 + 2 * inRow * queue / (beyond * beyond);
    }

    private static double sum(long[] values) {
        return Arrays.stream(values).sum();
    }

    private static double bankUnit(AddressOrder order, DramOrganization organization, int channels) {
        double row = (double) organization.rowBytes() * channels;
        return switch (order) {
            case ROW_BANK_COLUMN -> row;
            case ROW_COLUMN_BANK -> (double) organization.burstBytes() * channels;
            case BANK_ROW_COLUMN -> row * organization.rowsPerBank();
        };
    }

    /** Rows per channel, of all its stripes; a stripe with bursts opens a row, and no more rows than bursts. */
    private static double[] rows(double[] rowsOfStripes, long[] bursts, int channels) {
        double[] rows = new double[channels];
        for (int stripe = 0; stripe < bursts.length; stripe++) {
            double least = bursts[stripe] > 0 ? 1 : 0;
            rows[stripe % channels] += Math.max(least, Math.min(bursts[stripe], rowsOfStripes[stripe]));
        }
        return rows;
    }

    /** Bursts that a controller sees at once. */
    static double window(DramController controller, int banks, boolean write) {
        int queue = write ? controller.writeQueue() : controller.readQueue();
        return queue + (double) controller.bankQueue() * banks;
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

    /** Bursts that lie in one row, whatever the page policy. */
    double burstsPerRow() {
        return burstsPerRow;
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
