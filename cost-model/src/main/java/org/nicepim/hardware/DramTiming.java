package org.nicepim.hardware;

import java.io.Serializable;

/**
 * DRAM timing of one channel in nanoseconds; JEDEC's names.
 *
 * @param clockNs tCK
 * @param burstCycles data-bus cycles of a burst, in units of tCK
 * @param core per-bank gates
 * @param channel gates between commands of a channel
 * @param refreshNs tRFC
 * @param refreshIntervalNs tREFI
 */
public record DramTiming(
        double clockNs, int burstCycles, Core core, Channel channel, double refreshNs, double refreshIntervalNs)
        implements Serializable {
    /**
     * Gates of one bank.
     *
     * @param tClNs read command to data
     * @param tCwlNs write command to data
     * @param tRcdNs activate to column command
     * @param tRpNs precharge to activate
     * @param tRasNs activate to precharge
     * @param tRtpNs read to precharge
     * @param tWrNs end of write data to precharge
     */
    public record Core(
            double tClNs, double tCwlNs, double tRcdNs, double tRpNs, double tRasNs, double tRtpNs, double tWrNs)
            implements Serializable {
        /** Checks ranges. */
        public Core {
            Require.positive("tClNs", tClNs);
            Require.positive("tCwlNs", tCwlNs);
            Require.positive("tRcdNs", tRcdNs);
            Require.positive("tRpNs", tRpNs);
            Require.that(tRasNs >= tRcdNs, "tRasNs", tRasNs, "must be at least tRcdNs");
            Require.positive("tRtpNs", tRtpNs);
            Require.positive("tWrNs", tWrNs);
        }

        /** tRC = tRAS + tRP. */
        public double tRcNs() {
            return tRasNs + tRpNs;
        }
    }

    /**
     * Gates between commands of a channel.
     *
     * @param tRrdNs activate to activate, other bank
     * @param tFawNs window that may hold four activates
     * @param tCcdNs column command to column command
     * @param tWtrNs end of write data to read
     */
    public record Channel(double tRrdNs, double tFawNs, double tCcdNs, double tWtrNs) implements Serializable {
        /** Checks ranges. */
        public Channel {
            Require.positive("tRrdNs", tRrdNs);
            Require.positive("tFawNs", tFawNs);
            Require.positive("tCcdNs", tCcdNs);
            Require.positive("tWtrNs", tWtrNs);
        }
    }

    /** Checks ranges. */
    public DramTiming {
        Require.positive("clockNs", clockNs);
        Require.positive("burstCycles", burstCycles);
        Require.positive("refreshNs", refreshNs);
        Require.that(
                refreshIntervalNs > refreshNs, "refreshIntervalNs", refreshIntervalNs, "must be longer than refreshNs");
    }
}
