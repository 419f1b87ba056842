package org.nicepim.cost.dram;

import java.util.List;
import org.nicepim.hardware.AddressOrder;

/**
 * Time and activations of one channel, without refresh. Of a stream alone:
 *
 * <pre>
 *   service = max(bus, bank, rows · max(tRRD, tFAW/4))             {@link Load}
 * </pre>
 *
 * If nothing goes before or follows, the first activate waits for no other and the first request needs a clock to get to its bank. The last
 * visit of a bank need not be recovered from. With closed pages, which keep a bank busy for each burst, banks end one after another;
 * what that takes is walked through ({@link ClosedWalk}), or is the last stay's in row | column | bank.
 *
 * @param serviceClocks DRAM clocks; if nothing follows, until the last bank is done
 * @param bursts bursts of all streams
 * @param activations rows opened
 * @param openBanks banks that hold a row in use, on average
 */
record ChannelTime(double serviceClocks, double bursts, double activations, double openBanks) {
    private static final double MOST_OPEN = 0.75;

    /** Clocks in which the first request moves to its bank. */
    private static final double ARRIVAL = 1;

    /**
     * A stream alone.
     *
     * @param stream the stream
     * @param at which channel
     * @param ends true if nothing follows it
     * @param dram the channel
     */
    static ChannelTime of(Stream stream, int at, boolean ends, DramChannel dram) {
        double rows = dram.closes ? stream.bursts(at) : stream.rows(at);
        Load load = Load.of(stream, at, dram, rows, 1, 1);
        double activates =
                ends ? (rows - 1) * dram.activateGap() + dram.clocks.bus().burst() : rows * dram.activateGap();
        double rate = Math.max(load.bus(), activates);
        double service = Math.max(rate, load.bank() - load.unrecovered());
        if (ends && dram.closes) {
            service = end(stream, at, load, rate, dram);
        }
        double open = openBanks(load.spread(), rows / load.bursts(), dram);
        return new ChannelTime(service + (ends ? ARRIVAL : 0), load.bursts(), rows, open);
    }

    private static double end(Stream stream, int at, Load load, double rate, DramChannel dram) {
        if (dram.order == AddressOrder.ROW_COLUMN_BANK) {
            return Math.max(rate, load.bank() + (load.stay() - 1) * load.perBurst());
        }
        double gap = rate / load.bursts();
        return new ClosedWalk(dram, gap, Double.POSITIVE_INFINITY).endClocks(List.of(stream), at);
    }

    /** Banks that hold a row in use when a refresh comes. */
    static double openBanks(double spread, double rowsPerBurst, DramChannel dram) {
        return Math.min(MOST_OPEN * dram.banks, Math.min(spread, 1 + dram.window(false) * rowsPerBurst));
    }

    ChannelTime then(ChannelTime next) {
        return new ChannelTime(
                serviceClocks + next.serviceClocks,
                bursts + next.bursts,
                activations + next.activations,
                Math.max(openBanks, next.openBanks));
    }
}
