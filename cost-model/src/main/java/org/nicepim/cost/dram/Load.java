package org.nicepim.cost.dram;

import org.nicepim.hardware.AddressOrder;

/**
 * What one stream asks of a channel.
 *
 * <pre>
 *   visit   = max(tRC, tRCD + (k−1) · tBurst + recovery + tRP)              a row that serves k bursts; k = 1 with closed pages
 *   bank    = rows · visit · share                                          share of the stays in reach that one bank serves
 *   reach   = banks at work ({@link Lookahead}) if a stay overflows its bank's queue, else the window over the stay
 *   changes = rows · (k · tBurst + max(0, tRP + tRCD + 1 − (T + Q) · tBurst))   if a row is longer than the queues T + Q that see the next
 * </pre>
 *
 * @param write true if it is written
 * @param bursts bursts
 * @param rows rows opened
 * @param bus clocks of the data bus
 * @param bank clocks of the bank that has most to do
 * @param stay bursts that come in a row to a bank
 * @param perBurst clocks of a bank per burst
 * @param unrecovered clocks in which the last row recovers, if it does so behind the last burst
 * @param spread banks that hold rows in use
 */
record Load(
        boolean write,
        double bursts,
        double rows,
        double bus,
        double bank,
        double stay,
        double perBurst,
        double unrecovered,
        double spread) {
    /** Clocks between the last command of a row and the next bank's first: a request moves, then its row is opened. */
    private static final double HANDOVER = 2;

    /**
     * A stream's load.
     *
     * @param stream the stream
     * @param at which channel
     * @param dram the channel
     * @param rows rows that it opens
     * @param sharers streams of its kind that share the transaction queue
     * @param crowd streams that come to the same banks at the same time
     */
    static Load of(Stream stream, int at, DramChannel dram, double rows, double sharers, double crowd) {
        DramClocks clocks = dram.clocks;
        boolean write = stream.write();
        double bursts = stream.bursts(at);
        double perRow = bursts / rows;
        double visit = clocks.rowVisit(perRow, write);
        double perBurst = visit / perRow;
        double stay = Math.min(bursts, stream.stay());
        double queue = dram.queue(write) / sharers;
        double period = Lookahead.period(stay * crowd, queue, dram.bankQueue);
        double handover = dram.closes ? (clocks.bank().activate() + HANDOVER) / perBurst : 0;
        double atWork =
                period == 0 ? dram.window(write) / stay : stay * crowd / Math.min(stay * crowd, period + handover);
        double share = share(stream, dram, Math.min(atWork, bursts / stay));
        double burst = burst(dram, Math.min(atWork + 1, bursts / stay));
        double bank = rows * visit * share;
        double changes = 0;
        if (!dram.closes && dram.order == AddressOrder.ROW_BANK_COLUMN && perRow >= queue + dram.bankQueue) {
            double hidden = (queue + dram.bankQueue) * burst;
            double wait = Math.max(0, clocks.bank().precharge() + clocks.bank().activate() + 1 - hidden);
            changes = rows * (perRow * burst + wait);
        }
        double together = dram.order == AddressOrder.ROW_COLUMN_BANK
                ? Math.max(0, rows * share - 1) * clocks.rowChange(1 / share, write)
                : 0;
        return new Load(
                write,
                bursts,
                rows,
                bursts * burst + (dram.closes ? 0 : together),
                Math.max(bank, changes),
                stay,
                perBurst,
                dram.closes ? 0 : visit - perRow * burst,
                1 / share + 1 - share);
    }

    /** Clocks of a burst when some banks are at work, that to which requests come next included. */
    private static double burst(DramChannel dram, double banks) {
        DramClocks.Bus bus = dram.clocks.bus();
        if (bus.burstWithin() == bus.burst()) {
            return bus.burst();
        }
        return bus.burst(1 / dram.largestGroup(Math.max(1, Math.min(banks, dram.banks))));
    }

    /** With open pages the next row's bank is opened while this row's bursts move; more banks than these two must be at work by themselves. */
    private static double share(Stream stream, DramChannel dram, double reach) {
        boolean ahead = !dram.closes && dram.order == AddressOrder.ROW_BANK_COLUMN;
        return stream.share(ahead ? Math.max(2, reach) : reach);
    }
}
