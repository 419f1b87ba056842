package org.nicepim.cost.dram;

import java.util.List;
import org.nicepim.hardware.DramEnergy;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.HardwareConfig;

/**
 * The DRAM of one node in closed form: {@code channels} channels, interleaved burst by burst, and a controller
 * that looks ahead and reorders (FR-FCFS), with open or closed pages and any {@link org.nicepim.hardware.AddressOrder}.
 *
 * <p>Per pattern: distinct bursts per channel ({@link BurstCount}, exact), rows opened per channel ({@link RowWalk}), how the rows
 * fall on banks ({@link BankSpread}), and from these the time of each channel ({@link ChannelTime}); the busiest channel counts.
 * Refresh takes tRFC + tRP and the time until data flow again out of every tREFI:
 *
 * <pre>
 *   serviceCycles = service · tREFI / (tREFI − tRP − tRFC − tRCD − tCL)
 *   activations   = rows opened + rows in use at each refresh
 * </pre>
 *
 * The form is physical; its few constants (window, share of open banks, rows reopened per turnaround, pieces, tRCD + tCL after a
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
    private final DramClocks clocks;
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
        this.clocks = DramClocks.of(spec);
        this.cyclesPerClock = spec.timing().clockNs() * logicClockMhz / 1000;
    }

    /** The DRAM of one node of a hardware. */
    public static DramModel of(HardwareConfig hardware) {
        return new DramModel(
                hardware.technology().dram(),
                hardware.channelsPerNode(),
                hardware.technology().logic().clockMhz());
    }

    /** Cost of a pattern. */
    public DramCost cost(DramPattern pattern) {
        return cost(List.of(pattern));
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
        double lost = clocks.refreshStop() / clocks.refreshInterval();
        return total(patterns, turnBytes, false, service -> service / (1 - lost) / clocks.refreshInterval());
    }

    /**
     * Cost of patterns that start on idle banks just after a refresh, with refreshes counted one by one: what a simulation of
     * these patterns and nothing else sees.
     *
     * @param patterns at least one
     * @param turnBytes bytes of a pattern before the next has its turn
     */
    public DramCost alone(List<? extends DramPattern> patterns, int turnBytes) {
        double first = clocks.firstAccess(patterns.get(0).write());
        return total(patterns, turnBytes, true, service -> refreshes(service + first));
    }

    private double refreshes(double busyClocks) {
        double rest = busyClocks - clocks.refreshInterval();
        return rest < 0 ? 0 : 1 + Math.floor(rest / (clocks.refreshInterval() - clocks.refreshStop()));
    }

    private interface Refreshes {
        double during(double serviceClocks);
    }

    private DramCost total(List<? extends DramPattern> patterns, int turnBytes, boolean alone, Refreshes refreshes) {
        double turnBursts = (double) turnBytes / spec.organization().burstBytes() / channels;
        List<Stream> streams = patterns.stream()
                .map(pattern -> Stream.of(pattern, spec, channels))
                .toList();
        double slowest = 0;
        double bursts = 0;
        double activations = 0;
        for (int channel = 0; channel < channels; channel++) {
            ChannelTime time = ChannelTime.of(streams, channel, turnBursts, spec, clocks);
            double service = time.serviceClocks() + (alone ? time.drainClocks() : 0);
            double refreshed = refreshes.during(service);
            slowest = Math.max(slowest, service + refreshed * clocks.refreshStop());
            bursts += time.bursts();
            activations += Math.min(time.bursts(), time.activations() + refreshed * time.openBanks());
        }
        DramEnergy energy = spec.energy();
        return new DramCost(
                slowest * cyclesPerClock,
                clocks.firstAccess(patterns.get(0).write()) * cyclesPerClock,
                bursts,
                activations,
                bursts - activations,
                bursts * spec.organization().burstBytes() * 8 * energy.transferPjPerBit(),
                activations * energy.activatePj());
    }

    /** Peak bytes per logic cycle of the node. */
    public double peakBytesPerCycle() {
        return channels * spec.organization().burstBytes() / (clocks.burst() * cyclesPerClock);
    }

    /** Energy of refreshing the node's channels, per logic cycle. */
    public double refreshPjPerCycle() {
        return channels * spec.energy().refreshPj() / (clocks.refreshInterval() * cyclesPerClock);
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
