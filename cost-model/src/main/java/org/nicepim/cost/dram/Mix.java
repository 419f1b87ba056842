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
 *   service                  reads + writes − hidden + turnarounds · (tCL + tWTR + 1 + wait)     turnarounds = written bursts / max(write queue, turn)
 * </pre>
 *
 * Streams of a kind share its transaction queue; how many are in view follows from the turn ({@link Lookahead}). What is hidden are the
 * requests that a turnaround leaves in the banks' queues, at most Q of each kind.
 *
 * <p>Streams of a kind that come to one bank at the same time close each other's rows. The controller serves what waits for the open row
 * first: with a bank to themselves, S streams get pieces of max(t, 2Q/(S − 1) − t) bursts of turns of t, since a row is left when
 * the others' requests fill the bank's queue Q; a row of k bursts takes ⌈k / piece⌉ pieces. If the bank may be precharged before its
 * next column command is due, it is left after four hits ({@link #early}).
 *
 * <p>Reads and writes close each other's rows once per turnaround ({@link Turnarounds}), or, where bursts go round the banks, as streams of a
 * kind do, in turns of what a batch of writes brings to a bank.
 *
 * <p>With closed pages banks decide, and {@link ClosedWalk} goes through the stays.
 */
final class Mix {
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
        double meanCrowd = 1;
        for (Stream other : streams) {
            if (other.write() == stream.write()) {
                double met = other == stream ? 0 : stream.together(other, at, 0);
                sharers++;
                crowd += met;
                meanCrowd += met * Math.min(1, other.bursts(at) / stream.bursts(at));
            }
        }
        boolean burstsOverBanks = dram.order == AddressOrder.ROW_COLUMN_BANK;
        return Load.of(stream, at, dram, rows(stream, meanCrowd), sharers, burstsOverBanks ? 1 : crowd);
    }

    private double rows(Stream stream, double crowd) {
        double bursts = stream.bursts(at);
        if (dram.closes) {
            return bursts;
        }
        double alone = stream.rows(at);
        double perRow = bursts / alone;
        boolean burstsOverBanks = dram.order == AddressOrder.ROW_COLUMN_BANK;
        double inBank = burstsOverBanks ? Math.max(1, turn / dram.banks) : turn;
        double early = early(burstsOverBanks ? perRow : perRow * crowd, stream.write());
        double cut = alone * pieces(perRow, inBank, Math.max(2, crowd), early);
        return Math.min(bursts, alone + Math.min(1, crowd - 1) * (cut - alone));
    }

    /** Pieces that a row is cut into by streams that come to its bank as well. */
    private double pieces(double perRow, double inBank, double crowd, double early) {
        double filled = Math.max(inBank, 2 * dram.bankQueue / (crowd - 1) - inBank);
        double pieces = Math.ceil(perRow / filled - 1e-9);
        return pieces + early * Math.max(0, perRow / Math.max(inBank, MOST_HITS) - pieces);
    }

    /**
     * How often a bank's next column command is due so late, since other banks are at work too, that its row is closed before: where bursts go
     * round the banks, the longer they do compared with a bank's recovery; else while the next row's bank is in view.
     */
    private double early(double rowsBursts, boolean write) {
        double recovery = dram.clocks.recovery(write);
        double burst = dram.clocks.bus().burst();
        if (recovery <= burst) {
            return 1;
        }
        if (dram.order == AddressOrder.ROW_COLUMN_BANK) {
            return Math.min(1, Math.max(0, dram.banks * burst / recovery - 1));
        }
        double inView = (dram.queue(write) + dram.bankQueue) / rowsBursts;
        boolean late = dram.order == AddressOrder.ROW_BANK_COLUMN && recovery <= burst * (1 + Math.ceil(inView));
        return late ? Math.min(1, inView) : 0;
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
        Turnarounds.Each each = turnarounds > 0 ? turnaround(active, all / rows) : Turnarounds.Each.NONE;
        return new ChannelTime(
                service + turnarounds * (dram.clocks.bus().turnaround() + each.clocks()),
                all,
                Math.min(all, rows + turnarounds * each.reopened()),
                ChannelTime.openBanks(Math.max(reads.spread, writes.spread), rows / all, dram));
    }

    private Turnarounds.Each turnaround(List<Part> active, double perRow) {
        double batch = Math.max(dram.queue(true), turn);
        if (dram.closes || dram.order != AddressOrder.ROW_COLUMN_BANK) {
            return Turnarounds.of(active.stream().map(Part::stream).toList(), at, batch, dram);
        }
        double pieces = pieces(perRow, Math.max(1, batch / dram.banks), 2, early(perRow, true));
        return new Turnarounds.Each(2 * batch / perRow * Math.max(0, pieces - 1), 0);
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
                        clocks += other.load.bank() * same * part.stream.together(other.stream, at, 0);
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
