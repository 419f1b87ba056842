package org.nicepim.cost.dram;

import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.DramTiming;

/**
 * A channel's timing in DRAM clocks, each gate rounded up as a controller does.
 *
 * @param bank gates of a bank
 * @param bus gates between commands to different banks
 * @param refreshStop clocks that a refresh takes from a busy channel: tRP + tRFC + tRCD + tCL, until data flow again
 * @param refreshInterval tREFI
 */
record DramClocks(Bank bank, Bus bus, double refreshStop, double refreshInterval) {
    /**
     * Gates of a bank.
     *
     * @param read from read command to data
     * @param write from write command to data
     * @param activate from activate to column command
     * @param precharge from precharge to activate
     * @param rowCycle from activate to activate
     * @param readRecovery from the last read command to precharge
     * @param writeRecovery from the last write command to precharge
     */
    record Bank(
            double read,
            double write,
            double activate,
            double precharge,
            double rowCycle,
            double readRecovery,
            double writeRecovery) {}

    /**
     * Gates between commands to different banks.
     *
     * @param burst clocks of a burst on the data bus, or tCCD if that is longer
     * @param burstWithin the same for bursts from banks of one group
     * @param activateGap least mean distance of activates: max(tRRD, tFAW/4)
     * @param activateGapOfBursts the same if every burst is activated for itself
     * @param turnaround bus clocks lost per change from read to write and back: tCL + tWTR + one idle clock
     */
    record Bus(double burst, double burstWithin, double activateGap, double activateGapOfBursts, double turnaround) {
        /** Clocks of a burst when the banks at work lie in so many groups. */
        double burst(double groups) {
            return Math.max(burst, burstWithin / groups);
        }
    }

    static DramClocks of(DramSpec spec) {
        DramTiming timing = spec.timing();
        DramTiming.Core core = timing.core();
        double tck = timing.clockNs();
        double cl = clocks(core.tClNs(), tck);
        double cwl = clocks(core.tCwlNs(), tck);
        double rcd = clocks(core.tRcdNs(), tck);
        double rp = clocks(core.tRpNs(), tck);
        Bank bank = new Bank(
                cl,
                cwl,
                rcd,
                rp,
                clocks(core.tRasNs(), tck) + rp,
                clocks(core.tRtpNs(), tck),
                cwl + timing.burstCycles() + clocks(core.tWrNs(), tck));
        return new DramClocks(
                bank,
                bus(timing, spec.organization().bankGroups() == 1, cl, rcd),
                rp + clocks(timing.refreshNs(), tck) + rcd + cl,
                clocks(timing.refreshIntervalNs(), tck));
    }

    private static Bus bus(DramTiming timing, boolean oneGroup, double cl, double rcd) {
        DramTiming.Channel channel = timing.channel();
        double tck = timing.clockNs();
        double rrd = clocks(between(channel.tRrd(), oneGroup), tck);
        double faw = clocks(channel.tFawNs(), tck) / 4;
        return new Bus(
                Math.max(timing.burstCycles(), clocks(between(channel.tCcd(), oneGroup), tck)),
                Math.max(timing.burstCycles(), clocks(channel.tCcd().withinNs(), tck)),
                Math.max(rrd, faw),
                besideColumns(rrd, faw, rcd),
                cl + clocks(between(channel.tWtr(), oneGroup), tck) + 1);
    }

    /**
     * A row's column command comes tRCD after its activate. If activates go out every tRRD and tRRD divides tRCD, each column command
     * wants the clock of another activate; that one slips, and the next tRRD are free of conflict.
     */
    private static double besideColumns(double rrd, double faw, double rcd) {
        return rrd >= faw && rcd % rrd == 0 ? rrd + 1 / rrd : Math.max(rrd, faw);
    }

    /** Banks of one group keep the longer gate. */
    private static double between(DramTiming.Gap gap, boolean oneGroup) {
        return oneGroup ? gap.withinNs() : gap.acrossNs();
    }

    private static double clocks(double ns, double tck) {
        return Math.ceil(ns / tck - 1e-6);
    }

    /** Clocks from the first activate to the first data. */
    double firstAccess(boolean isWrite) {
        return bank.activate + (isWrite ? bank.write : bank.read);
    }

    /** Clocks from the last column command of a row until its bank may be precharged. */
    double recovery(boolean isWrite) {
        return isWrite ? bank.writeRecovery : bank.readRecovery;
    }

    /**
     * Clocks that the bus waits while some banks, among which bursts go round, change their rows together: each needs its
     * recovery, precharge and activate, less what the others still have to move and what the first is ahead by then.
     */
    double rowChange(double banksAtOnce, boolean isWrite) {
        double ahead = (banksAtOnce - 1) * bus.activateGap;
        return Math.max(0, recovery(isWrite) + bank.precharge + bank.activate - banksAtOnce * bus.burst - ahead);
    }

    /** Least clocks between activates of a bank whose row serves k bursts. */
    double rowVisit(double bursts, boolean isWrite) {
        return Math.max(
                bank.rowCycle, bank.activate + (bursts - 1) * bus.burstWithin + recovery(isWrite) + bank.precharge);
    }
}
