package org.nicepim.cost.dram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.nicepim.hardware.AddressOrder;
import org.nicepim.hardware.DramController;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.PagePolicy;

/**
 * Time and activations of one channel that serves some streams side by side, without refresh.
 *
 * <pre>
 *   bus      = Σ bursts · tBurst + turnarounds · (tCL + tWTR + 1)     turnarounds = written bursts / max(32, turn) if reads and writes mix
 *   bank     = rows · bankShare · max(tRC, tRCD + (k−1)·tBurst + recovery + tRP), k bursts per row
 *   activate = Σ rows · max(tRRD, tFAW/4)
 *   service  = max(bus, bank, activate)
 * </pre>
 *
 * The last visit of a bank need not be recovered from. Streams wait for the slowest bank of one of them and, by chance, for
 * the others' visits to it. A turnaround reopens about one and a half rows (least squares over the reference's {@code conv_mix} rows gave 1.3).
 * Streams that keep to the same bank in step ({@link Stream#collides}) cut each other's rows into pieces of about max(10, turn)
 * bursts, and about half of the pieces' bank time stays visible (read off the reference's {@code two_stream} rows: 1/2.1 to 1/1.4).
 *
 * With closed pages, which keep a bank busy for each burst, the banks in reach end one after another: the last one of them needs about
 * 0.6 of a row's bursts alone (read off the reference's short {@code seq_read} and {@code seq_write} rows).
 *
 * @param serviceClocks DRAM clocks
 * @param drainClocks clocks in which the last banks finish alone, if nothing follows; hidden behind what follows
 * @param bursts bursts of all streams
 * @param activations rows opened
 * @param openBanks banks that hold a row in use, on average
 */
record ChannelTime(double serviceClocks, double drainClocks, double bursts, double activations, double openBanks) {
    private static final double REOPENED_PER_TURNAROUND = 1.5;
    private static final double MOST_OPEN = 0.75;
    private static final double LEAST_PIECE = 10;
    private static final double VISIBLE_PIECES = 0.5;
    private static final double TAIL = 0.6;

    /**
     * Serves the streams.
     *
     * @param streams side by side
     * @param channel which channel
     * @param turnBursts bursts of a stream before the next has its turn
     * @param spec banks, rows and controller
     * @param clocks timing
     */
    static ChannelTime of(List<Stream> streams, int channel, double turnBursts, DramSpec spec, DramClocks clocks) {
        List<Load> loads = new ArrayList<>();
        for (Stream stream : streams) {
            if (stream.bursts(channel) > 0) {
                double piece = piece(
                        stream,
                        streams,
                        channel,
                        turnBursts,
                        spec.organization().banksPerChannel());
                loads.add(Load.of(stream, channel, piece, spec, clocks));
            }
        }
        loads.sort(Comparator.comparingDouble(Load::bursts));
        ChannelTime total = new ChannelTime(0, 0, 0, 0, 0);
        double served = 0;
        for (int first = 0; first < loads.size(); first++) {
            double until = loads.get(first).bursts;
            if (until > served) {
                Sums sums = new Sums(spec, clocks);
                for (Load load : loads.subList(first, loads.size())) {
                    sums.add(load, (until - served) / load.bursts);
                }
                total = total.then(sums.time(turnBursts));
                served = until;
            }
        }
        return total;
    }

    private ChannelTime then(ChannelTime next) {
        return new ChannelTime(
                serviceClocks + next.serviceClocks,
                next.drainClocks,
                bursts + next.bursts,
                activations + next.activations,
                Math.max(openBanks, next.openBanks));
    }

    /** Bursts between two openings of a stream's row if another stream keeps closing it, else without bound. */
    private static double piece(Stream stream, List<Stream> streams, int channel, double turnBursts, int banks) {
        for (Stream other : streams) {
            if (!other.equals(stream) && stream.collides(other, channel, banks)) {
                return Math.max(LEAST_PIECE, turnBursts);
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /**
     * A stream alone.
     *
     * @param write true if it is written
     * @param bursts its bursts
     * @param rows rows that it opens
     * @param slowestBank clocks of the bank that has most to do
     * @param colliding clocks of all its row visits, if another stream keeps closing its rows
     * @param stalled clocks in which all its banks change rows at once
     * @param drain clocks in which its last banks finish alone
     * @param spread banks that its rows in sight lie in
     */
    private record Load(
            boolean write,
            double bursts,
            double rows,
            double slowestBank,
            double colliding,
            double stalled,
            double drain,
            double spread) {
        static Load of(Stream stream, int channel, double piece, DramSpec spec, DramClocks clocks) {
            double bursts = stream.bursts(channel);
            double opened = Math.max(stream.rows(channel), bursts / piece);
            double perRow = bursts / opened;
            double visit = clocks.rowVisit(perRow, stream.write());
            double share = stream.bankShare();
            boolean closes = spec.controller().pages() == PagePolicy.CLOSED;
            boolean together = spec.controller().order() == AddressOrder.ROW_COLUMN_BANK;
            return new Load(
                    stream.write(),
                    bursts,
                    opened,
                    opened * share * visit - (visit - perRow * clocks.burst()),
                    piece < Double.POSITIVE_INFINITY ? VISIBLE_PIECES * opened * visit : 0,
                    together ? opened * share * clocks.rowChange(1 / share, stream.write()) : 0,
                    closes ? TAIL * (1 - share) * stream.burstsPerRow() * visit : 0,
                    1 / share + 1 - share);
        }
    }

    /** Streams that are served side by side, each in part. */
    private static final class Sums {
        private final DramSpec spec;
        private final DramClocks clocks;
        private double bursts;
        private double written;
        private double rows;
        private double slowestBank;
        private double allBanks;
        private double collidingBanks;
        private double stalled;
        private double spread;
        private double drain;

        Sums(DramSpec spec, DramClocks clocks) {
            this.spec = spec;
            this.clocks = clocks;
        }

        private void add(Load load, double part) {
            double bank = load.slowestBank * part;
            bursts += load.bursts * part;
            written += load.write ? load.bursts * part : 0;
            rows += load.rows * part;
            slowestBank = Math.max(slowestBank, bank);
            allBanks += Math.max(0, bank);
            collidingBanks += load.colliding * part;
            stalled += load.stalled * part;
            spread = Math.max(spread, load.spread);
            drain = Math.max(drain, load.drain);
        }

        private ChannelTime time(double turnBursts) {
            DramController controller = spec.controller();
            int banks = spec.organization().banksPerChannel();
            double turnarounds = written < bursts ? written / Math.max(controller.writeQueue(), turnBursts) : 0;
            double bus = bursts * clocks.burst() + turnarounds * clocks.turnaround() + stalled;
            double bank = Math.max(slowestBank + (allBanks - slowestBank) / banks, collidingBanks);
            boolean closes = controller.pages() == PagePolicy.CLOSED;
            double gap = closes ? clocks.activateGapBesideColumns() : clocks.activateGap();
            double window = Stream.window(controller, banks, false);
            return new ChannelTime(
                    Math.max(bus, Math.max(bank, rows * gap)),
                    drain,
                    bursts,
                    Math.min(bursts, rows + REOPENED_PER_TURNAROUND * turnarounds),
                    Math.min(MOST_OPEN * banks, Math.min(spread, 1 + window * rows / bursts)));
        }
    }
}
