package org.nicepim.cost.dram;

import java.util.Arrays;
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
    private final boolean write;
    private final DramChannel channel;
    private final long[] bursts;
    private final double[] rows;
    private final double allBursts;
    private final double allRows;
    private final Places places;

    private Stream(boolean write, DramChannel channel, long[] bursts, double[] rows, Places places) {
        this.write = write;
        this.channel = channel;
        this.bursts = bursts;
        this.rows = rows;
        double burstSum = 0;
        double rowSum = 0;
        for (int i = 0; i < bursts.length; i++) {
            burstSum += bursts[i];
            rowSum += rows[i];
        }
        this.allBursts = burstSum;
        this.allRows = rowSum;
        this.places = places;
    }

    /** Where the bursts of a stream lie. */
    private sealed interface Places permits Stretches, Scattered {
        /** Bursts that come in a row to a bank. */
        double stay();

        /** Share of the stays in reach that one bank must serve. */
        double share(double reach);

        /** Rows from address 0 to a run without gaps, none if it has gaps. */
        double straightFromRow();

        /** The stays of so many bursts. */
        ClosedWalk.Stays stays(double bursts, boolean write);

        /** Bank of the first burst where a bank is one range of addresses; not a number if a stream has no such bank. */
        double firstBank();
    }

    private record Stretches(
            RowWalk walk, double unit, int banks, double rows, double stay, double rowBytes, boolean ranges)
            implements Places {
        @Override
        public double share(double reach) {
            return BankSpread.share(walk, unit, banks, rows, reach);
        }

        @Override
        public double straightFromRow() {
            return walk.stretches() == 1 ? walk.offset() / rowBytes : Double.NaN;
        }

        @Override
        public ClosedWalk.Stays stays(double bursts, boolean write) {
            return new StretchStays(this, bursts, write);
        }

        @Override
        public double firstBank() {
            return ranges ? Math.floor(walk.offset() / unit) : Double.NaN;
        }
    }

    /** Blocks of v stays each, whose places are random: of the n stays in reach, those of other blocks fall on any bank alike. */
    private record Scattered(double own, double same, int banks, double stay) implements Places {
        @Override
        public double share(double reach) {
            double seen = Math.max(1, reach);
            double mine = Math.min(seen, own);
            double together = Math.max(1, same * mine / own);
            return Math.min(1, Math.max(1 / Math.min(seen, banks), (together + (seen - mine) / banks) / seen));
        }

        @Override
        public double straightFromRow() {
            return Double.NaN;
        }

        @Override
        public ClosedWalk.Stays stays(double bursts, boolean write) {
            return new ScatteredStays(this, bursts, write);
        }

        @Override
        public double firstBank() {
            return Double.NaN;
        }
    }

    /** Stretches cut where the bank changes. */
    private static final class StretchStays implements ClosedWalk.Stays {
        private final Stretches places;
        private final RowWalk.Steps steps;
        private final double perByte;
        private double inStretch;
        private double left;
        private final boolean write;
        private int bank;

        StretchStays(Stretches places, double bursts, boolean write) {
            this.write = write;
            this.places = places;
            this.steps = places.walk.steps();
            this.perByte = bursts / ((double) places.walk.extent() * places.walk.stretches());
            this.left = bursts;
        }

        @Override
        public double left() {
            return left;
        }

        @Override
        public double take(double most) {
            double address = places.walk.offset() + steps.displacement() + inStretch;
            double unit = Math.floor(address / places.unit + 1e-9);
            bank = (int) (unit % places.banks);
            double inUnit = (unit + 1) * places.unit - address;
            double bytes = Math.min(Math.min(inUnit, places.walk.extent() - inStretch), most / perByte);
            inStretch += bytes;
            if (inStretch >= places.walk.extent() - 1e-6) {
                inStretch = 0;
                steps.next();
            }
            double count = Math.min(left, Math.max(bytes * perByte, 0.01));
            left -= count;
            return count;
        }

        @Override
        public int bank() {
            return bank;
        }

        @Override
        public boolean write() {
            return write;
        }

        @Override
        public void skip(double bursts) {
            left -= bursts;
        }
    }

    /** Stays in banks that a generator of pseudo-random numbers chooses, the same at every call. */
    private static final class ScatteredStays implements ClosedWalk.Stays {
        private final Scattered places;
        private long state = 1;
        private double inStay;
        private double inBlock;
        private double left;
        private final boolean write;
        private int bank;

        ScatteredStays(Scattered places, double bursts, boolean write) {
            this.write = write;
            this.places = places;
            this.left = bursts;
        }

        @Override
        public double left() {
            return left;
        }

        /** Blocks are aligned to their size, so their first bank is too if they go round the banks. */
        private int start(long random) {
            long round = places.same < places.own ? Math.min(places.banks, (long) Math.ceil(places.own)) : 1;
            return (int) (random / round * round);
        }

        @Override
        public double take(double most) {
            if (inStay < 1e-6) {
                boolean goesOn = inBlock > 0.5;
                inBlock = goesOn ? inBlock - 1 : places.own - 1;
                state = state * 6364136223846793005L + 1442695040888963407L;
                bank = goesOn
                        ? (bank + (places.same < places.own ? 1 : 0)) % places.banks
                        : start((state >>> 33) % places.banks);
                inStay = places.stay;
            }
            double count = Math.min(Math.min(left, inStay), most);
            inStay -= count;
            left -= count;
            return count;
        }

        @Override
        public int bank() {
            return bank;
        }

        @Override
        public boolean write() {
            return write;
        }

        @Override
        public void skip(double bursts) {
            left -= bursts;
        }
    }

    static Stream of(DramPattern pattern, DramChannel dram, int channels) {
        return pattern instanceof AccessPattern runs
                ? ofRuns(runs, dram, channels)
                : ofBlocks((ScatteredBlocks) pattern, dram, channels);
    }

    /** Blocks at random; the rows of a block go round the banks, or stay in one with bank | row | column. */
    private static Stream ofBlocks(ScatteredBlocks blocks, DramChannel dram, int channels) {
        boolean burstsOverBanks = dram.order == AddressOrder.ROW_COLUMN_BANK;
        double inBlock = Math.ceil((double) blocks.blockBytes() / dram.burstBytes) / channels;
        double rowsInBlock = burstsOverBanks
                ? Math.min(inBlock, dram.banks) * Math.ceil(inBlock / ((double) dram.banks * dram.rowBursts))
                : Math.min(inBlock, Math.max(1, inBlock / dram.rowBursts));
        long[] bursts = new long[channels];
        Arrays.fill(bursts, Math.round(blocks.blocks() * inBlock));
        double[] rows = new double[channels];
        Arrays.fill(rows, Math.min(bursts[0], blocks.blocks() * rowsInBlock));
        double stay = burstsOverBanks ? 1 : inBlock / rowsInBlock;
        double own = Math.max(1, inBlock / stay);
        double same = dram.order == AddressOrder.BANK_ROW_COLUMN ? own : Math.max(1, own / dram.banks);
        return new Stream(blocks.write(), dram, bursts, rows, new Scattered(own, same, dram.banks, stay));
    }

    private static Stream ofRuns(AccessPattern pattern, DramChannel dram, int channels) {
        int burst = dram.burstBytes;
        boolean burstsOverBanks = dram.order == AddressOrder.ROW_COLUMN_BANK;
        long[] bursts = BurstCount.perChannel(pattern, burst, channels);
        int stripes = burstsOverBanks ? channels * dram.banks : channels;
        Grid grid = new Grid(burst, stripes, dram.rowBursts);
        RowWalk walk = RowWalk.of(pattern, grid.nodeRowBytes(), (stripes - 1L) * burst);
        long[] striped = burstsOverBanks ? BurstCount.perChannel(pattern, burst, stripes) : bursts;
        double[] rows = rows(walk.rowsPerChannel(grid), striped, channels);
        return new Stream(pattern.write(), dram, bursts, rows, places(pattern, dram, walk, bursts, rows));
    }

    private static Places places(AccessPattern pattern, DramChannel dram, RowWalk walk, long[] bursts, double[] rows) {
        double rowBytes = (double) dram.burstBytes * dram.rowBursts * bursts.length;
        double all = 0;
        double allRows = 0;
        for (int i = 0; i < bursts.length; i++) {
            all += bursts[i];
            allRows += rows[i];
        }
        if (dram.order == AddressOrder.ROW_BANK_COLUMN) {
            double inStretch = Math.max(1, allRows / bursts.length / walk.stretches());
            double fullRow = walk.stretches() == 1 ? Math.max(1, walk.extent() / rowBytes) : allRows / bursts.length;
            return new Stretches(walk, rowBytes, dram.banks, inStretch, all / bursts.length / fullRow, rowBytes, false);
        }
        boolean ranges = dram.order == AddressOrder.BANK_ROW_COLUMN;
        double unit = ranges ? rowBytes * dram.rowsPerBank : (double) dram.burstBytes * bursts.length;
        RowWalk units = RowWalk.of(pattern, (long) unit, 0);
        double inStretch = Math.max(1, units.extent() / unit);
        double stays = units.stretches() * inStretch;
        if (ranges && units.stretches() == 1) {
            stays = Math.floor((units.offset() + units.extent() - 1) / unit) - Math.floor(units.offset() / unit) + 1;
        }
        double stay = Math.max(1, all / bursts.length / stays);
        return new Stretches(units, unit, dram.banks, inStretch, ranges ? stay : 1, rowBytes, ranges);
    }

    /** Rows per channel, of all its stripes; a stripe with bursts opens a row, and no more rows than bursts. */
    private static double[] rows(double[] rowsOfStripes, long[] bursts, int channels) {
        double[] rows = channels == bursts.length ? rowsOfStripes : new double[channels];
        int channel = 0;
        for (int stripe = 0; stripe < bursts.length; stripe++) {
            double least = bursts[stripe] > 0 ? 1 : 0;
            double opened = Math.max(least, Math.min(bursts[stripe], rowsOfStripes[stripe]));
            rows[channel] = stripe < channels ? opened : rows[channel] + opened;
            channel = channel + 1 == channels ? 0 : channel + 1;
        }
        return rows;
    }

    boolean write() {
        return write;
    }

    /** Distinct bursts on a channel. */
    double bursts(int at) {
        return bursts[at];
    }

    /** Its stays, one after the other. */
    ClosedWalk.Stays stays(int at) {
        return places.stays(bursts[at], write);
    }

    /** Distinct rows on a channel. */
    double rows(int at) {
        return rows[at];
    }

    /** Bursts that lie in one row, on average over the channels. */
    double burstsPerRow() {
        return allBursts / allRows;
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

    /**
     * How much of the time this stream and another want the same bank, from 0 to 1: all of it if both go straight ahead at the same
     * pace and start in the same bank, none if they start a row apart, and a bank's part by chance.
     */
    double together(Stream other, int at) {
        if (channel.order == AddressOrder.ROW_COLUMN_BANK) {
            return 1;
        }
        double bank = places.firstBank();
        double otherBank = other.places.firstBank();
        if (!Double.isNaN(bank - otherBank)) {
            return BankSpread.signed(bank - otherBank, channel.banks) == 0 ? 1 : 0;
        }
        double distance = places.straightFromRow() - other.places.straightFromRow();
        if (Math.abs(rows[at] - other.rows[at]) <= 1 && !Double.isNaN(distance)) {
            return Math.max(0, 1 - Math.abs(BankSpread.signed(distance, channel.banks)));
        }
        return 1.0 / channel.banks;
    }
}
