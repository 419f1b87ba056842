package org.nicepim.cost.dram;

import java.util.List;
import org.nicepim.hardware.AddressOrder;

/**
 * What a change from reads to writes and back costs in banks that both want, with open pages: rows that were begun are closed and opened again,
 * and what cannot hide behind other banks' bursts is waited for.
 *
 * <pre>
 *   reopened = Σ streams begun · cut · hit
 *   begun    rows of k bursts that lie in the stream's part T of the queue: max(1, T / k) if they are longer than a bank's queue, else 1
 *   cut      chance that the change does not come at a row's end: 1 − 1/k; of straight runs whose batches keep step with their rows, 1 − gcd(T, k)/k,
 *            or 1 if they begin elsewhere in a row
 *   hit      chance that the other direction has bursts for the bank: {@link Stream#together}, with the rows that it goes on
 *   clocks   = (recovery of a read and of a write + 2 (tRP + tRCD) − 2 bursts − turnaround) · hit · exp(−(T + Q) / k)
 * </pre>
 *
 * The last factor is the chance that no other row, in another bank, is in view; where all rows lie in one bank it is 1.
 */
final class Turnarounds {
    private Turnarounds() {}

    /**
     * Of one change and back.
     *
     * @param reopened rows
     * @param clocks beyond the bus's own
     */
    record Each(double reopened, double clocks) {
        static final Each NONE = new Each(0, 0);
    }

    /**
     * Mean over the changes.
     *
     * @param streams reads and writes
     * @param at which channel
     * @param batch writes between two changes
     * @param dram the channel
     */
    static Each of(List<Stream> streams, int at, double batch, DramChannel dram) {
        if (dram.closes || dram.order == AddressOrder.ROW_COLUMN_BANK) {
            return Each.NONE;
        }
        double writes = streams.stream().filter(Stream::write).count();
        double reads = streams.size() - writes;
        DramClocks clocks = dram.clocks;
        double wait = clocks.recovery(false)
                + clocks.recovery(true)
                + 2
                        * (clocks.bank().precharge()
                                + clocks.bank().activate()
                                - clocks.bus().burst())
                - clocks.bus().turnaround();
        double reopened = 0;
        double waited = 0;
        for (Stream stream : streams) {
            double perRow = stream.bursts(at) / stream.rows(at);
            double mine = batch / writes;
            double hit = hit(stream, streams, at, mine);
            double inQueue = dram.queue(stream.write()) / (stream.write() ? writes : reads);
            double begun = perRow > dram.bankQueue ? Math.max(1, inQueue / perRow) : 1;
            boolean inStep = stream.write() || dram.order == AddressOrder.BANK_ROW_COLUMN;
            boolean single = (stream.write() ? writes : reads) == 1;
            double ends = inStep && single ? stream.ends((long) batch) : 1 / perRow;
            reopened += begun * Math.max(0, 1 - ends) * hit;
            double alone = dram.order == AddressOrder.BANK_ROW_COLUMN
                    ? 1
                    : Math.exp(-(dram.queue(stream.write()) + dram.bankQueue) / perRow);
            waited = stream.write() ? waited : Math.max(waited, hit * alone);
        }
        return new Each(reopened, Math.max(0, wait) * waited);
    }

    private static double hit(Stream stream, List<Stream> streams, int at, double bursts) {
        double missed = 1;
        for (Stream other : streams) {
            if (other.write() != stream.write()) {
                missed *= 1 - stream.together(other, at, bursts * other.rows(at) / other.bursts(at));
            }
        }
        return 1 - missed;
    }
}
