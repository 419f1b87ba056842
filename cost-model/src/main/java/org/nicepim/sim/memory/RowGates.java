package org.nicepim.sim.memory;

import org.nicepim.hardware.DramTiming;

/**
 * Least distances in DRAM clocks, each rounded up, from a command of one row visit to a command of another.
 *
 * @param read read command to data
 * @param write write command to data
 * @param burst data bus of a burst
 * @param activate activate to column command
 * @param activeRow activate to precharge
 * @param precharge precharge to activate
 * @param readRecovery read to precharge
 * @param writeRecovery write to precharge
 * @param activates activate to activate, other bank
 * @param activatesWithin the same inside a bank group
 * @param fourActivates window of four activates
 * @param column column command to column command
 * @param columnWithin the same inside a bank group
 * @param readToWrite read to write
 * @param writeToRead write to read
 * @param writeToReadWithin the same inside a bank group
 * @param refresh refresh to activate
 * @param refreshInterval between refreshes
 */
record RowGates(
        int read,
        int write,
        int burst,
        int activate,
        int activeRow,
        int precharge,
        int readRecovery,
        int writeRecovery,
        int activates,
        int activatesWithin,
        int fourActivates,
        int column,
        int columnWithin,
        int readToWrite,
        int writeToRead,
        int writeToReadWithin,
        int refresh,
        int refreshInterval) {
    static RowGates of(DramTiming timing) {
        double tck = timing.clockNs();
        DramTiming.Core core = timing.core();
        DramTiming.Channel channel = timing.channel();
        int burst = timing.burstCycles();
        int read = clocks(core.tClNs(), tck);
        int write = clocks(core.tCwlNs(), tck);
        int written = write + burst;
        return new RowGates(
                read,
                write,
                burst,
                clocks(core.tRcdNs(), tck),
                clocks(core.tRasNs(), tck),
                clocks(core.tRpNs(), tck),
                clocks(core.tRtpNs(), tck),
                written + clocks(core.tWrNs(), tck),
                clocks(channel.tRrd().acrossNs(), tck),
                clocks(channel.tRrd().withinNs(), tck),
                clocks(channel.tFawNs(), tck),
                Math.max(burst, clocks(channel.tCcd().acrossNs(), tck)),
                Math.max(burst, clocks(channel.tCcd().withinNs(), tck)),
                Math.max(1, read + burst + clocks(channel.tRtwNs(), tck) - write),
                written + clocks(channel.tWtr().acrossNs(), tck),
                written + clocks(channel.tWtr().withinNs(), tck),
                clocks(timing.refreshNs(), tck),
                clocks(timing.refreshIntervalNs(), tck));
    }

    private static int clocks(double ns, double tck) {
        return (int) Math.ceil(ns / tck - 1e-6);
    }
}
