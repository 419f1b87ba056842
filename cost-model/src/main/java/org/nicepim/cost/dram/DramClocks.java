package org.nicepim.cost.dram;

import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.DramTiming;

/**
 * A channel's timing in DRAM clocks, each gate rounded up as a controller does.
 *
 * @param burst clocks of a burst on the data bus, or tCCD if that is longer
 * @param read from read command to data
 * @param write from write command to data
 * @param activate from activate to column command
 * @param precharge from precharge to activate
 * @param rowCycle from activate to activate in a bank
 * @param readRecovery from the last read command to precharge
 * @param writeRecovery from the last write command to precharge
 * @param activateGap least mean distance of activates in a channel: max(tRRD, tFAW/4)
 * @param turnaround bus clocks lost per change from read to write and back: tCL + tWTR + one idle clock
 * @param refreshStop clocks that a refresh takes from a busy channel: tRP + tRFC + tRCD + tCL, until data flow again
 * @param refreshInterval tREFI
 */
record DramClocks(
        double burst,
        double read,
        double write,
        double activate,
        double precharge,
        double rowCycle,
        double readRecovery,
        double writeRecovery,
        double activateGap,
        double turnaround,
        double refreshStop,
        double refreshInterval) {
    static DramClocks of(DramSpec spec) {
        DramTiming timing = spec.timing();
        boolean oneGroup = spec.organization().bankGroups() == 1;
        DramTiming.Core core = timing.core();
        DramTiming.Channel channel = timing.channel();
        double tck = timing.clockNs();
        double cl = clocks(core.tClNs(), tck);
        double cwl = clocks(core.tCwlNs(), tck);
        double rcd = clocks(core.tRcdNs(), tck);
        double rp = clocks(core.tRpNs(), tck);
        return new DramClocks(
                Math.max(timing.burstCycles(), clocks(between(channel.tCcd(), oneGroup), tck)),
                cl,
                cwl,
                rcd,
                rp,
                clocks(core.tRasNs(), tck) + rp,
                clocks(core.tRtpNs(), tck),
                cwl + timing.burstCycles() + clocks(core.tWrNs(), tck),
                Math.max(clocks(between(channel.tRrd(), oneGroup), tck), clocks(channel.tFawNs(), tck) / 4),
                cl + clocks(between(channel.tWtr(), oneGroup), tck) + 1,
                rp + clocks(timing.refreshNs(), tck) + rcd + cl,
                clocks(timing.refreshIntervalNs(), tck));
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
        return activate + (isWrite ? write : read);
    }

    /**
     * Mean clocks between activates if each row serves one burst: besides each other, an activate and a column command wait for
     * the command bus, x = gap + 1/x.
     */
    double activateGapBesideColumns() {
        return activateGap / 2 + Math.sqrt(activateGap * activateGap / 4 + 1);
    }

    /**
     * Clocks that the bus waits while some banks, among which bursts go round, change their rows together: each needs its
     * recovery, precharge and activate, less what the others still have to move and what the first is ahead by then.
     */
    double rowChange(double banksAtOnce, boolean isWrite) {
        double recovery = isWrite ? writeRecovery : readRecovery;
        double ahead = (banksAtOnce - 1) * activateGap;
        return Math.max(0, recovery + precharge + activate - banksAtOnce * burst - ahead);
    }

    /** Least clocks between activates of a bank whose row serves k bursts. */
    double rowVisit(double bursts, boolean isWrite) {
        double recovery = isWrite ? writeRecovery : readRecovery;
        return Math.max(rowCycle, activate + (bursts - 1) * burst + recovery + precharge);
    }
}
