package org.nicepim.cost.dram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.nicepim.hardware.AddressOrder;

/**
 * Streams that a channel serves side by side, turn by turn; they end one after another.
 *
 * <pre>
 *   a kind (reads, writes)   max(bus, activates, slowest bank, Σ banks / streams in view)
 *   service                  reads + writes − hidden + turnarounds · (tCL + tWTR + 1)     turnarounds = written bursts / max(write queue, turn)
 * </pre>
 *
 * Streams of a kind share its transaction queue; how many are in view follows from the turn ({@link Lookahead}). What is hidden are the
 * requests that a turnaround leaves in the banks' queues, at most Q of each kind.
 *
 * <p>Streams that come to one bank at the same time close each other's rows. The controller serves what waits for the open row first: with
 * a bank to themselves, S streams get pieces of max(t, 2Q/(S − 1) − t) bursts of turns of t, since a row is left when the others' requests
 * fill the bank's queue Q. If the bank may be precharged before its next column command is due, it is left after four hits. A
 * turnaround reopens about one and a half rows (least squares over the reference's {@code conv_mix} rows gave 1.3).
 *
 * <p>With closed pages banks decide, and {@link ClosedWalk} goes through the stays.
 */
final class Mix {
    private static final double REOPENED_PER_TURNAROUND = 1.5;

    /** The controller's rule, as DRAMsim3's. */
    private static final double MOST_HITS = 4;

    private final DramChannel dram;
    private final int at;
    private final double turn;
    private final List<Stream> streams;

    /**
     * The streams of a channel.
     *
     * @param streams side by side
     * @param at which channel
     * @param turnBursts bursts of a stream before the next has its turn
     * @param dram the channel
     */
    Mix(List<Stream> streams, int at, double turnBursts, DramChannel dram) {
        this.dram = dram;
        this.at = at;
        this.turn = Math.max(1, turnBursts);
        this.streams = streams.stream().filter(stream -> stream.bursts(at) > 0).toList();
    }

    private record Part(Stream stream, Load load) {}

    ChannelTime time() {
        if (dram.closes && dram.order != AddressOrder.ROW_COLUMN_BANK) {
            return closed();
        }
        List<Part> parts = new ArrayList<>();
        streams.forEach(stream -> parts.add(new Part(stream, load(stream))));
        parts.sort(Comparator.comparingDouble(part -> part.load.bursts()));
        ChannelTime total = new ChannelTime(0, 0, 0, 0);
        double served = 0;
        for (int first = 0; first < parts.size(); first++) {
            double until = parts.get(first).load.bursts();
            if (until > served) {
                total = total.then(phase(parts.subList(first, parts.size()), until - served));
                served = until;
            }
        }
        return total;
    }

    private ChannelTime closed() {
        double bursts = 0;
        for (Stream stream : streams) {
            bursts += stream.bursts(at);
        }
        double gap = Math.max(dram.clocks.bus().burst(), dram.activateGap());
        double clocks = new ClosedWalk(dram, gap, turn).endClocks(streams, at);
        return new ChannelTime(clocks, bursts, bursts, ChannelTime.openBanks(dram.banks, 1, dram));
    }

    private Load load(Stream stream) {
        double sharers = 0;
        double crowd = 1;
        for (Stream other : streams) {
            if (other.write() == stream.write()) {
                sharers++;
                crowd += other == stream ? 0 : stream.together(other, at);
            }
        }
        boolean burstsOverBanks = dram.order == AddressOrder.ROW_COLUMN_BANK;
        return Load.of(stream, at, dram, rows(stream, crowd), sharers, burstsOverBanks ? 1 : crowd);
    }

    private double rows(Stream stream, double crowd) {
        double bursts = stream.bursts(at);
        if (dram.closes) {
            return bursts;
        }
        double alone = stream.rows(at);
        double cut = crowd > 1 ? Math.max(alone, bursts / piece(crowd, stream.write())) : alone;
        return alone + Math.min(1, crowd - 1) * (cut - alone);
    }

    /** Bursts between two openings of a row that others keep closing. */
    private double piece(double crowd, boolean write) {
        boolean burstsOverBanks = dram.order == AddressOrder.ROW_COLUMN_BANK;
        double inBank = Math.max(1, burstsOverBanks ? turn / dram.banks : turn);
        boolean leftEarly = burstsOverBanks
                || dram.clocks.recovery(write) <= dram.clocks.bus().burst();
        double filled = 2 * dram.bankQueue / Math.max(1, crowd - 1) - inBank;
        return Math.max(inBank, leftEarly ? MOST_HITS : filled);
    }

    private ChannelTime phase(List<Part> active, double bursts) {
        Kind reads = new Kind(false);
        Kind writes = new Kind(true);
        for (Part part : active) {
            (part.load.write() ? writes : reads).add(part, active, bursts / part.load.bursts());
        }
        double turnarounds = reads.bursts > 0 ? writes.bursts / Math.max(dram.queue(true), turn) : 0;
        double readTime = reads.time();
        double writeTime = writes.time();
        double left = turnarounds * dram.bankQueue * (reads.perBurst + writes.perBurst);
        double idle = readTime + writeTime - reads.bus - writes.bus;
        double hidden = Math.min(left, Math.min(idle, Math.min(readTime, writeTime)));
        double rows = reads.rows + writes.rows;
        double all = reads.bursts + writes.bursts;
        double service = Math.max(readTime + writeTime - hidden, rows * dram.activateGap());
        double reopened = dram.closes ? 0 : REOPENED_PER_TURNAROUND * turnarounds;
        return new ChannelTime(
                service + turnarounds * dram.clocks.bus().turnaround(),
                all,
                Math.min(all, rows + reopened),
                ChannelTime.openBanks(Math.max(reads.spread, writes.spread), rows / all, dram));
    }

    /** The reads or the writes among streams, each in part. */
    private final class Kind {
        private final boolean write;
        private int count;
        private double bursts;
        private double bus;
        private double rows;
        private double slowestBank;
        private double allBanks;
        private double perBurst;
        private double spread;

        Kind(boolean write) {
            this.write = write;
        }

        void add(Part part, List<Part> active, double share) {
            Load load = part.load;
            count++;
            bursts += load.bursts() * share;
            bus += load.bus() * share;
            rows += load.rows() * share;
            allBanks += load.bank() * share;
            slowestBank = Math.max(slowestBank, load.bank() * share + others(part, active, share));
            perBurst = Math.max(perBurst, load.perBurst());
            spread = Math.max(spread, load.spread());
        }

        /** Clocks that the part's bank is busy with other streams of its kind. */
        private double others(Part part, List<Part> active, double share) {
            double clocks = 0;
            if (dram.order != AddressOrder.ROW_COLUMN_BANK) {
                for (Part other : active) {
                    if (!other.equals(part) && other.load.write() == write) {
                        double same = share * part.load.bursts() / other.load.bursts();
                        clocks += other.load.bank() * same * part.stream.together(other.stream, at);
                    }
                }
            }
            return clocks;
        }

        double time() {
            if (count == 0) {
                return 0;
            }
            double inView = Math.min(count, Lookahead.banks(turn, dram.queue(write), dram.bankQueue));
            return Math.max(Math.max(bus, rows * dram.activateGap()), Math.max(slowestBank, allBanks / inView));
        }
    }
}
