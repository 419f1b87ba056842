package org.nicepim.cost.dram;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.hardware.DramEnergy;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.HardwareConfig;

/**
 * The DRAM of one node in closed form: {@code channels} channels, interleaved burst by burst, and a controller
 * that looks ahead and reorders (FR-FCFS), with open or closed pages and any {@link org.nicepim.hardware.AddressOrder}.
 *
 * <p>Per pattern: distinct bursts per channel ({@link BurstCount}, exact), rows opened per channel ({@link RowWalk}), how the rows
 * fall on banks ({@link BankSpread}), and from these the time of the busiest channel ({@link ChannelTime}), which counts.
 * Refresh takes tRFC + tRP and the time until data flow again out of every tREFI:
 *
 * <pre>
 *   serviceCycles = service · tREFI / (tREFI − tRP − tRFC − tRCD − tCL)
 *   activations   = rows opened + rows in use at each refresh
 * </pre>
 *
 * The form is physical; its few constants (window, share of open banks, tRCD + tCL after a
 * refresh) were chosen on DRAMsim3 rows of datasets/reference, so the errors on these rows are not independent of them. Those
 * on Ramulator 2.1 rows are.
 *
 * <p>Immutable; safe to share between threads.
 */
public final class DramModel {
    /** Bytes of a pattern before the next has its turn, if nothing else is said. */
    public static final int TURN_BYTES = 1024;

    private final DramSpec spec;
    private final int channels;
    private final DramChannel dram;
    private final DramEnergy energy;
    private final double lost;
    private final double cyclesPerClock;

    /**
     * The DRAM of a node.
     *
     * @param spec the stack
     * @param channels channels that the node owns
     * @param logicClockMhz the clock in which cycles are counted
     */
    public DramModel(DramSpec spec, int channels, double logicClockMhz) {
        if (channels < 1) {
            throw new IllegalArgumentException("channels = " + channels + " must be at least 1");
        }
        this.spec = spec;
        this.channels = channels;
        this.dram = new DramChannel(spec);
        this.energy = spec.energy();
        this.lost = dram.clocks.refreshStop() / dram.clocks.refreshInterval();
        this.cyclesPerClock = spec.timing().clockNs() * logicClockMhz / 1000;
    }

    /** The DRAM of one node of a hardware. */
    public static DramModel of(HardwareConfig hardware) {
        return new DramModel(
                hardware.technology().dram(),
                hardware.channelsPerNode(),
                hardware.technology().logic().clockMhz());
    }

    /** Logic cycles that the bus is idle when reads change to writes and back. */
    public double turnCycles() {
        return dram.clocks.bus().turnaround() * cyclesPerClock;
    }

    /** Logic cycles from one refresh to the next. */
    public double refreshCycles() {
        return dram.clocks.refreshInterval() * cyclesPerClock;
    }

    /** Bursts of a pattern, over-fetch included. */
    public long bursts(AccessPattern pattern) {
        return BurstCount.of(pattern, dram.burstBytes, 1).all();
    }

    /** Prices a pattern at several places, with less effort than one by one. */
    public PlacedPattern placed(AccessPattern pattern) {
        return new PlacedPattern(this, pattern, dram.burstBytes, channels);
    }

    /**
     * Cost of a pattern.
     *
     * @param count its bursts
     */
    DramCost cost(AccessPattern pattern, BurstCount count) {
        return total(Stream.ofRuns(pattern, count, dram, channels), false);
    }

    /** Cost of a pattern. */
    public DramCost cost(DramPattern pattern) {
        return total(pattern, false);
    }

    /**
     * Cost of patterns that are served side by side in turns of {@link #TURN_BYTES}.
     *
     * @param patterns at least one
     */
    public DramCost cost(List<? extends DramPattern> patterns) {
        return cost(patterns, TURN_BYTES);
    }

    /**
     * Cost of patterns that are served side by side, turn by turn.
     *
     * @param patterns at least one
     * @param turnBytes bytes of a pattern before the next has its turn
     */
    public DramCost cost(List<? extends DramPattern> patterns, int turnBytes) {
        return total(patterns, turnBytes, false);
    }

    /**
     * Cost of patterns that start on idle banks just after a refresh, with refreshes counted one by one: what a simulation of
     * these patterns and nothing else sees.
     *
     * @param patterns at least one
     * @param turnBytes bytes of a pattern before the next has its turn
     */
    public DramCost alone(List<? extends DramPattern> patterns, int turnBytes) {
        return total(patterns, turnBytes, true);
    }

    private double refreshes(double busyClocks) {
        double rest = busyClocks - dram.clocks.refreshInterval();
        return rest < 0 ? 0 : 1 + Math.floor(rest / (dram.clocks.refreshInterval() - dram.clocks.refreshStop()));
    }

    private DramCost total(List<? extends DramPattern> patterns, int turnBytes, boolean alone) {
        if (patterns.size() == 1) {
            return total(patterns.get(0), alone);
        }
        double turnBursts = (double) turnBytes / dram.burstBytes / channels;
        List<Stream> streams = new ArrayList<>();
        for (DramPattern pattern : patterns) {
            streams.add(Stream.of(pattern, dram, channels));
        }
        int at = busiest(streams);
        ChannelTime time = new Mix(streams, at, turnBursts, dram).time();
        double bursts = streams.stream().mapToDouble(Stream::allBursts).sum();
        double rows = time.activations() * bursts / time.bursts();
        return cost(time, bursts, rows, alone, patterns.get(0).write());
    }

    /** The channel with most bursts of all streams. */
    private int busiest(List<Stream> streams) {
        int busiest = 0;
        double most = 0;
        for (int channel = 0; channel < channels; channel++) {
            double bursts = 0;
            for (Stream stream : streams) {
                bursts += stream.bursts(channel);
            }
            busiest = bursts > most ? channel : busiest;
            most = Math.max(most, bursts);
        }
        return busiest;
    }

    private DramCost total(DramPattern pattern, boolean alone) {
        return total(Stream.of(pattern, dram, channels), alone);
    }

    private DramCost total(Stream stream, boolean alone) {
        ChannelTime time = ChannelTime.of(stream, stream.busiest(), alone, dram);
        double rows = dram.closes ? stream.allBursts() : stream.allRows();
        return cost(time, stream.allBursts(), rows, alone, stream.write());
    }

    /**
     * Of all channels, which are alike but for a burst or a row, when the busiest is known.
     *
     * @param time of the busiest channel
     * @param bursts of all channels
     * @param rows opened in all channels, refresh apart
     */
    private DramCost cost(ChannelTime time, double bursts, double rows, boolean alone, boolean write) {
        double service = time.serviceClocks();
        double refreshed = alone
                ? refreshes(service + dram.clocks.firstAccess(false))
                : service / (1 - lost) / dram.clocks.refreshInterval();
        double busyChannels = bursts / time.bursts();
        double activations = Math.min(bursts, rows + refreshed * time.openBanks() * busyChannels);
        return new DramCost(
                (service + refreshed * dram.clocks.refreshStop()) * cyclesPerClock,
                dram.clocks.firstAccess(write) * cyclesPerClock,
                bursts,
                activations,
                bursts - activations,
                bursts * dram.burstBytes * 8 * energy.transferPjPerBit(),
                activations * energy.activatePj());
    }

    /** Peak bytes per logic cycle of the node. */
    public double peakBytesPerCycle() {
        return channels * spec.organization().burstBytes() / (dram.clocks.bus().burst() * cyclesPerClock);
    }

    /** Cycles that no pattern's bytes are below, refresh included. */
    public double leastCyclesPerByte() {
        return 1 / (peakBytesPerCycle() * (1 - lost));
    }

    /** Energy of refreshing the node's channels, per logic cycle. */
    public double refreshPjPerCycle() {
        return channels * spec.energy().refreshPj() / (dram.clocks.refreshInterval() * cyclesPerClock);
    }

    /** Standby energy of the node's channels, per logic cycle: 1 mW is 1 pJ per ns. */
    public double backgroundPjPerCycle() {
        return channels * spec.energy().backgroundMwPerChannel() * spec.timing().clockNs() / cyclesPerClock;
    }

    /** Energy that the node's DRAM takes by time: refresh and standby, per logic cycle. */
    public double standingPjPerCycle() {
        return refreshPjPerCycle() + backgroundPjPerCycle();
    }
}
