package org.nicepim.cost.dram;

import org.nicepim.cost.dram.RowWalk.Grid;
import org.nicepim.hardware.AddressOrder;

/**
 * What a pattern asks of each channel: bursts, rows, and how they fall on banks.
 *
 * <p>Addresses change the bank every {@code bankUnit} bytes: after a row in order row | bank | column, after a burst in
 * row | column | bank, after all rows of a bank in bank | row | column. In the second, banks are to rows what channels are:
 * each burst goes to the next, so rows are counted per channel and bank.
 */
final class Stream {
    /** Moments at which the places of two streams are compared. */
    private static final int PLACES = 32;

    private final boolean write;
    private final DramChannel channel;
    private final Share share;
    private final Places places;

    private Stream(boolean write, DramChannel channel, Share share, Places places) {
        this.write = write;
        this.channel = channel;
        this.share = share;
        this.places = places;
    }

    /** What each channel gets. */
    private interface Share {
        double bursts(int at);

        double rows(int at);

        double allBursts();

        double allRows();

        int busiest();
    }

    /** The same on each of some channels. */
    private record Even(double bursts, double rows, int channels) implements Share {
        @Override
        public double bursts(int at) {
            return bursts;
        }

        @Override
        public double rows(int at) {
            return rows;
        }

        @Override
        public double allBursts() {
            return bursts * channels;
        }

        @Override
        public double allRows() {
            return rows * channels;
        }

        @Override
        public int busiest() {
            return 0;
        }
    }

    /**
     * Runs whose rows lie in one bank each; a channel with bursts opens a row, and no more rows than bursts.
     *
     * @param count bursts of the channels
     * @param walk the rows
     * @param grid channels and rows
     * @param walked rows of all channels if none were short of bursts
     * @param allRows rows of all channels
     */
    private record OfRuns(BurstCount count, RowWalk walk, Grid grid, double walked, double allRows) implements Share {
        static OfRuns of(AccessPattern pattern, BurstCount count, RowWalk walk, Grid grid) {
            double rows = Math.min(count.all(), walk.allRows(grid));
            boolean enough = pattern.levels().isEmpty() || count.least() > rows / grid.channels();
            return new OfRuns(count, walk, grid, rows, enough ? rows : fewer(count, walk, grid, rows));
        }

        private static double fewer(BurstCount count, RowWalk walk, Grid grid, double walked) {
            double rows = 0;
            for (int at = 0; at < grid.channels(); at++) {
                rows += rows(count, walk, grid, walked, at);
            }
            return rows;
        }

        /** Long stretches reach all channels; of short ones, each channel opens rows as it has bursts. */
        private static double rows(BurstCount count, RowWalk walk, Grid grid, double walked, int at) {
            double bursts = count.on(at);
            boolean overAll = walk.extent() >= grid.channels() * grid.burst();
            double share = overAll ? walked / grid.channels() : walked * bursts / count.all();
            return Math.min(bursts, Math.max(1, walk.rows(grid, at, share)));
        }

        @Override
        public double bursts(int at) {
            return count.on(at);
        }

        @Override
        public double rows(int at) {
            return rows(count, walk, grid, walked, at);
        }

        @Override
        public double allBursts() {
            return count.all();
        }

        @Override
        public int busiest() {
            return count.busiest();
        }
    }

    /**
     * Runs whose bursts go round the banks.
     *
     * @param count bursts of the channels
     * @param stripes the share of each bank of each channel, as if all were channels
     * @param channels channels
     * @param banks banks of each
     */
    private record OverBanks(BurstCount count, OfRuns stripes, int channels, int banks) implements Share {
        @Override
        public double bursts(int at) {
            return count.on(at);
        }

        @Override
        public double rows(int at) {
            double rows = 0;
            for (int bank = 0; bank < banks; bank++) {
                rows += stripes.rows(at + bank * channels);
            }
            return rows;
        }

        @Override
        public double allBursts() {
            return count.all();
        }

        @Override
        public double allRows() {
            double rows = 0;
            for (int at = 0; at < channels; at++) {
                rows += rows(at);
            }
            return rows;
        }

        @Override
        public int busiest() {
            return count.busiest();
        }
    }

    static Stream of(DramPattern pattern, DramChannel dram, int channels) {
        return pattern instanceof AccessPattern runs
                ? ofRuns(runs, BurstCount.of(runs, dram.burstBytes, channels), dram, channels)
                : ofBlocks((ScatteredBlocks) pattern, dram, channels);
    }

    /** Blocks at random; the rows of a block go round the banks, or stay in one with bank | row | column. */
    private static Stream ofBlocks(ScatteredBlocks blocks, DramChannel dram, int channels) {
        boolean burstsOverBanks = dram.order == AddressOrder.ROW_COLUMN_BANK;
        double inBlock = Math.ceil((double) blocks.blockBytes() / dram.burstBytes) / channels;
        double rowsInBlock = burstsOverBanks
                ? Math.min(inBlock, dram.banks) * Math.ceil(inBlock / ((double) dram.banks * dram.rowBursts))
                : Math.min(inBlock, Math.max(1, inBlock / dram.rowBursts));
        double bursts = Math.round(blocks.blocks() * inBlock);
        double rows = Math.min(bursts, blocks.blocks() * rowsInBlock);
        double stay = burstsOverBanks ? 1 : inBlock / rowsInBlock;
        double own = Math.max(1, inBlock / stay);
        double same = dram.order == AddressOrder.BANK_ROW_COLUMN ? own : Math.max(1, own / dram.banks);
        return new Stream(
                blocks.write(),
                dram,
                new Even(bursts, rows, channels),
                new Places.Scattered(own, same, dram.banks, stay));
    }

    /**
     * Runs whose bursts are counted.
     *
     * @param count bursts of each channel
     */
    static Stream ofRuns(AccessPattern pattern, BurstCount count, DramChannel dram, int channels) {
        int burst = dram.burstBytes;
        boolean burstsOverBanks = dram.order == AddressOrder.ROW_COLUMN_BANK;
        int stripes = burstsOverBanks ? channels * dram.banks : channels;
        Grid grid = new Grid(burst, stripes, dram.rowBursts);
        RowWalk walk = RowWalk.of(pattern, grid.nodeRowBytes(), (stripes - 1L) * burst);
        BurstCount ofStripes = burstsOverBanks ? BurstCount.of(pattern, burst, stripes) : count;
        OfRuns striped = OfRuns.of(pattern, ofStripes, walk, grid);
        Share share = burstsOverBanks ? new OverBanks(count, striped, channels, dram.banks) : striped;
        return new Stream(pattern.write(), dram, share, places(pattern, dram, walk, share, channels));
    }

    private static Places places(AccessPattern pattern, DramChannel dram, RowWalk walk, Share share, int channels) {
        double rowBytes = (double) dram.burstBytes * dram.rowBursts * channels;
        double bursts = share.allBursts() / channels;
        if (dram.order == AddressOrder.ROW_BANK_COLUMN) {
            double rows = share.allRows() / channels;
            double inStretch = Math.max(1, rows / walk.stretches());
            double fullRow = walk.stretches() == 1 ? Math.max(1, walk.extent() / rowBytes) : rows;
            return new Places.Stretches(
                    walk, RowWalk.ofRuns(pattern), rowBytes, dram.banks, inStretch, bursts / fullRow, rowBytes, false);
        }
        boolean ranges = dram.order == AddressOrder.BANK_ROW_COLUMN;
        double unit = ranges ? rowBytes * dram.rowsPerBank : (double) dram.burstBytes * channels;
        RowWalk units = RowWalk.of(pattern, (long) unit, 0);
        double inStretch = Math.max(1, units.extent() / unit);
        double stays = units.stretches() * inStretch;
        if (ranges && units.stretches() == 1) {
            stays = Math.floor((units.offset() + units.extent() - 1) / unit) - Math.floor(units.offset() / unit) + 1;
        }
        double stay = ranges ? Math.max(1, bursts / stays) : 1;
        return new Places.Stretches(
                units, RowWalk.ofRuns(pattern), unit, dram.banks, inStretch, stay, rowBytes, ranges);
    }

    boolean write() {
        return write;
    }

    /** Distinct bursts on a channel. */
    double bursts(int at) {
        return share.bursts(at);
    }

    /** Distinct bursts on all channels. */
    double allBursts() {
        return share.allBursts();
    }

    /** Distinct rows on all channels. */
    double allRows() {
        return share.allRows();
    }

    /** A channel with most bursts. */
    int busiest() {
        return share.busiest();
    }

    /** Its stays, one after the other. */
    ClosedWalk.Stays stays(int at) {
        return places.stays(bursts(at), write);
    }

    /** Distinct rows on a channel. */
    double rows(int at) {
        return share.rows(at);
    }

    /** Bursts that come in a row to a bank. */
    double stay() {
        return places.stay();
    }

    /**
     * Share of its stays that one bank must serve ({@link BankSpread}).
     *
     * @param reach stays that the controller works on at once
     */
    double share(double reach) {
        return places.share(reach);
    }

    /** Share of the batches that end where a row does: of a straight run, those in step with its rows; else by chance. */
    double ends(long batch) {
        long row = channel.rowBursts;
        double begin = places.straightFromRow();
        if (Double.isNaN(begin)) {
            return allRows() / allBursts();
        }
        long step = BurstCount.gcd(row, batch % row);
        long first = Math.round((begin - Math.floor(begin)) * row);
        return first % step == 0 ? (double) step / row : 0;
    }

    /**
     * How much of the time in which both go on at the same pace this stream and another want the same bank, from 0 to 1, at
     * some moments of it; a bank's part of it if one's places are random.
     *
     * @param other the other
     * @param at which channel
     * @param rows rows that the other goes on meanwhile
     */
    double together(Stream other, int at, double rows) {
        if (channel.order == AddressOrder.ROW_COLUMN_BANK) {
            return 1;
        }
        double bursts = Math.min(bursts(at), other.bursts(at));
        double met = 0;
        for (int i = 0; i < PLACES; i++) {
            double served = (i + 0.5) / PLACES * bursts;
            met += places.meets(served / bursts(at), other.places, served / other.bursts(at), rows);
        }
        return met / PLACES;
    }
}
