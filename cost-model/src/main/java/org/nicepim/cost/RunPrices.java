package org.nicepim.cost;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nicepim.cost.dram.DramCost;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.PagePolicy;

/**
 * What patterns of runs cost on the DRAM of a node. Keeps what it has priced: blocks of one shape come up again and again. Safe to
 * share between threads.
 */
final class RunPrices {
    private final HardwareModel hardware;
    private final int burstBytes;
    private final double openBytes;
    private final Map<BoxRuns.Key, Price> cold = new ConcurrentHashMap<>();
    private final Map<BoxRuns.Key, Price> open = new ConcurrentHashMap<>();

    RunPrices(HardwareModel hardware) {
        this.hardware = hardware;
        DramSpec dram = hardware.config().technology().dram();
        this.burstBytes = dram.organization().burstBytes();
        double rows = (double) hardware.config().channelsPerNode()
                * dram.organization().banksPerChannel();
        this.openBytes = dram.controller().pages() == PagePolicy.OPEN
                ? rows * dram.organization().rowBytes()
                : 0;
    }

    /**
     * What a pattern costs.
     *
     * @param cycles of the fullest channel
     * @param firstAccessCycles until the first data
     * @param bursts moved, over-fetch included
     * @param activations rows opened
     */
    record Price(double cycles, double firstAccessCycles, double bursts, double activations) {}

    int burstBytes() {
        return burstBytes;
    }

    /** Whether a tensor of so many bytes fits all open rows of a node. */
    boolean fitsOpenRows(double bytes) {
        return bytes <= openBytes;
    }

    /** Price of a pattern; its rows may be open from the move before, and each is opened once by all moves together. */
    Price of(BoxRuns.Key key, boolean rowsOpen) {
        Map<BoxRuns.Key, Price> prices = rowsOpen ? open : cold;
        Price known = prices.get(key);
        if (known == null) {
            known = rowsOpen ? opened(key) : cold(key);
            prices.put(key, known);
        }
        return known;
    }

    private Price cold(BoxRuns.Key key) {
        DramCost cost = hardware.dram().cost(key.pattern());
        return new Price(cost.serviceCycles(), cost.firstAccessCycles(), cost.bursts(), cost.activations());
    }

    private Price opened(BoxRuns.Key key) {
        Price cold = cold(key);
        double even = cold.bursts * burstBytes / hardware.dram().peakBytesPerCycle();
        double cycles = even * key.skew(burstBytes, hardware.config().channelsPerNode());
        return new Price(
                Math.min(cold.cycles, cycles),
                cold.firstAccessCycles,
                cold.bursts,
                Math.min(cold.activations, hardware.streamActivations(cold.bursts * burstBytes)));
    }
}
