package org.nicepim.sim.dram;

import org.nicepim.hardware.DramTiming;

/** Least distances between commands, in DRAM clocks; each is rounded up, as a controller does. */
final class Gates {
    final int readLatency;
    final int writeLatency;
    final int burst;
    final int activateToColumn;
    final int activateToPrecharge;
    final int activateToActivate;
    final int precharge;
    final int readToPrecharge;
    final int writeToPrecharge;
    final int activateAcross;
    final int activateWithin;
    final int fourActivates;
    final int columnAcross;
    final int columnWithin;
    final int readToWrite;
    final int writeToReadAcross;
    final int writeToReadWithin;
    final int refresh;
    final int refreshInterval;

    Gates(DramTiming timing) {
        double tck = timing.clockNs();
        DramTiming.Core core = timing.core();
        DramTiming.Channel channel = timing.channel();
        burst = timing.burstCycles();
        readLatency = clocks(core.tClNs(), tck);
        writeLatency = clocks(core.tCwlNs(), tck);
        activateToColumn = clocks(core.tRcdNs(), tck);
        activateToPrecharge = clocks(core.tRasNs(), tck);
        precharge = clocks(core.tRpNs(), tck);
        activateToActivate = activateToPrecharge + precharge;
        readToPrecharge = clocks(core.tRtpNs(), tck);
        int written = writeLatency + burst;
        writeToPrecharge = written + clocks(core.tWrNs(), tck);
        activateAcross = clocks(channel.tRrd().acrossNs(), tck);
        activateWithin = clocks(channel.tRrd().withinNs(), tck);
        fourActivates = clocks(channel.tFawNs(), tck);
        columnAcross = Math.max(burst, clocks(channel.tCcd().acrossNs(), tck));
        columnWithin = Math.max(burst, clocks(channel.tCcd().withinNs(), tck));
        readToWrite = Math.max(1, readLatency + burst + clocks(channel.tRtwNs(), tck) - writeLatency);
        writeToReadAcross = written + clocks(channel.tWtr().acrossNs(), tck);
        writeToReadWithin = written + clocks(channel.tWtr().withinNs(), tck);
        refresh = clocks(timing.refreshNs(), tck);
        refreshInterval = clocks(timing.refreshIntervalNs(), tck);
    }

    private static int clocks(double ns, double tck) {
        return (int) Math.ceil(ns / tck - 1e-6);
    }
}
