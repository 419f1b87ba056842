package org.nicepim.cost.dram;

import java.util.ArrayList;
import java.util.List;

/**
 * Streams side by side on a channel with closed pages, stay by stay ({@link Backlog}): at most some hundred stays of each set of streams that
 * go on together; beyond, until one of them ends, the pace of the second half of these holds.
 *
 * <p>Where reads and writes mix, writes gather until their queue is full and are let through as one batch.
 */
final class ClosedWalk {
    private static final int MOST_STAYS = 256;
    private static final double LEAST = 1e-2;

    private final DramChannel dram;
    private final Backlog backlog;
    private final double turn;
    private final double[] gathered;
    private double allGathered;
    private boolean mixed;
    private boolean inBatch;

    private int stays;
    private double offered;
    private double offeredHalfway;
    private double halfway;

    /** The stays of a stream, one after the other. */
    interface Stays {
        /** Bursts that are left of the stream. */
        double left();

        /** True if they are written. */
        boolean write();

        /** Leaves out so many bursts. */
        void skip(double bursts);

        /** Takes bursts of one bank, at most so many. */
        double take(double most);

        /** The bank of those that were taken last. */
        int bank();
    }

    /**
     * Starts with idle banks.
     *
     * @param dram the channel
     * @param gap least clocks per burst
     * @param turn bursts of a stream before the next has its turn
     */
    ClosedWalk(DramChannel dram, double gap, double turn) {
        this.dram = dram;
        this.backlog = new Backlog(dram, gap);
        this.turn = turn;
        this.gathered = new double[dram.banks];
    }

    /** Clocks until the last bank is done. */
    double endClocks(List<Stream> streams, int at) {
        List<Stays> going = new ArrayList<>();
        for (Stream stream : streams) {
            if (stream.bursts(at) > 0) {
                going.add(stream.stays(at));
            }
        }
        double skipped = 0;
        while (!going.isEmpty()) {
            mix(going);
            skipped += together(going);
            going.removeIf(stream -> stream.left() < LEAST);
        }
        letThrough();
        endBatch();
        return backlog.end() + skipped;
    }

    private void mix(List<Stays> going) {
        boolean both = false;
        for (Stays stream : going) {
            both |= stream.write() != going.get(0).write();
        }
        if (mixed && !both) {
            letThrough();
            endBatch();
        }
        mixed = both;
    }

    /** Goes on until one stream ends, or skips to there; clocks skipped. */
    private double together(List<Stays> going) {
        stays = 0;
        offered = 0;
        offeredHalfway = 0;
        halfway = backlog.now();
        while (stays < MOST_STAYS || offered <= offeredHalfway) {
            for (Stays stream : going) {
                takeTurn(stream, going.size() == 1);
                if (stream.left() < LEAST) {
                    return 0;
                }
            }
            if (offeredHalfway == 0 && stays >= MOST_STAYS / 2) {
                offeredHalfway = offered;
                halfway = backlog.now();
            }
        }
        return skip(going);
    }

    private void takeTurn(Stays stream, boolean single) {
        double left = single ? LEAST : turn;
        while (left >= LEAST && stream.left() >= LEAST) {
            double count = stream.take(single ? Double.POSITIVE_INFINITY : left);
            offer(stream.bank(), count, stream.write());
            left -= count;
            offered += count;
            stays++;
        }
    }

    private double skip(List<Stays> going) {
        double least = Double.POSITIVE_INFINITY;
        for (Stays stream : going) {
            least = Math.min(least, stream.left());
        }
        for (Stays stream : going) {
            stream.skip(least);
        }
        return least * going.size() * (backlog.now() - halfway) / (offered - offeredHalfway);
    }

    private void offer(int bank, double count, boolean write) {
        if (!mixed || !write) {
            endBatch();
            backlog.admit(bank, count, write);
            return;
        }
        double left = count;
        while (left > 0) {
            double put = Math.min(left, dram.queue(true) - allGathered);
            gathered[bank] += put;
            allGathered += put;
            left -= put;
            if (allGathered >= dram.queue(true)) {
                letThrough();
            }
        }
    }

    private void letThrough() {
        if (!inBatch) {
            backlog.beginBatch();
            inBatch = true;
        }
        for (int bank = 0; bank < gathered.length; bank++) {
            backlog.admit(bank, gathered[bank], true);
            gathered[bank] = 0;
        }
        allGathered = 0;
    }

    private void endBatch() {
        if (inBatch) {
            backlog.endBatch();
            inBatch = false;
        }
    }
}
