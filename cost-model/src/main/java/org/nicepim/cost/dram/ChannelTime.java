package org.nicepim.cost.dram;

import java.util.List;
import org.nicepim.hardware.DramOrganization;

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
 * @param serviceClocks DRAM clocks
 * @param bursts bursts of all streams
 * @param activations rows opened
 * @param openBanks banks that hold a row in use, on average
 */
record ChannelTime(double serviceClocks, double bursts, double activations, double openBanks) {
    private static final double REOPENED_PER_TURNAROUND = 1.5;
    private static final double MOST_OPEN = 0.75;
    private static final double LEAST_PIECE = 10;
    private static final double VISIBLE_PIECES = 0.5;

    /**
     * Serves the streams.
     *
     * @param streams side by side
     * @param channel which channel
     * @param turnBursts bursts of a stream before the next has its turn
     * @param dram banks and rows
     * @param clocks timing
     */
    static ChannelTime of(
            List<Stream> streams, int channel, double turnBursts, DramOrganization dram, DramClocks clocks) {
        Sums sums = new Sums();
        for (Stream stream : streams) {
            double piece = piece(stream, streams, channel, turnBursts, dram);
            sums.add(stream, channel, piece, clocks);
        }
        return sums.time(turnBursts, dram.banksPerChannel(), clocks);
    }

    /** Bursts between two openings of a stream's row if another stream keeps closing it, else without bound. */
    private static double piece(
            Stream stream, List<Stream> streams, int channel, double turnBursts, DramOrganization dram) {
        for (Stream other : streams) {
            if (!other.equals(stream) && stream.collides(other, channel, dram.banksPerChannel())) {
                return Math.max(LEAST_PIECE, turnBursts);
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private static final class Sums {
        private double bursts;
        private double written;
        private double rows;
        private double slowestBank;
        private double allBanks;
        private double collidingBanks;
        private double spread;

        private void add(Stream stream, int channel, double piece, DramClocks clocks) {
            double own = stream.bursts(channel);
            if (own == 0) {
                return;
            }
            double opened = Math.max(stream.rows(channel), own / piece);
            double perRow = own / opened;
            double visit = clocks.rowVisit(perRow, stream.write());
            double bank = opened * stream.bankShare() * visit - (visit - perRow * clocks.burst());
            bursts += own;
            written += stream.write() ? own : 0;
            rows += opened;
            slowestBank = Math.max(slowestBank, bank);
            allBanks += Math.max(0, bank);
            collidingBanks += piece < Double.POSITIVE_INFINITY ? VISIBLE_PIECES * opened * visit : 0;
            spread = Math.max(spread, 1 / stream.bankShare() + 1 - stream.bankShare());
        }

        private ChannelTime time(double turnBursts, int banks, DramClocks clocks) {
            if (bursts == 0) {
                return new ChannelTime(0, 0, 0, 0);
            }
            double turnarounds = written < bursts ? written / Math.max(Stream.TRANSACTION_QUEUE, turnBursts) : 0;
            double bus = bursts * clocks.burst() + turnarounds * clocks.turnaround();
            double bank = Math.max(slowestBank + (allBanks - slowestBank) / banks, collidingBanks);
            return new ChannelTime(
                    Math.max(bus, Math.max(bank, rows * clocks.activateGap())),
                    bursts,
                    Math.min(bursts, rows + REOPENED_PER_TURNAROUND * turnarounds),
                    Math.min(MOST_OPEN * banks, Math.min(spread, 1 + Stream.window(banks) * rows / bursts)));
        }
    }
}
