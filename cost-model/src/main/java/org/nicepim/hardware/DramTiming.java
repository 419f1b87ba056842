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
            Require.that(tRasNs >= tRcdNs, "tRasNs", tRasNs, "must be at least tRcdNs = " + tRcdNs);
            Require.positive("tRtpNs", tRtpNs);
            Require.positive("tWrNs", tWrNs);
        }

        /** tRC = tRAS + tRP. */
        public double tRcNs() {
            return tRasNs + tRpNs;
        }
    }

    /**
     * A gate between commands to two banks.
     *
     * @param acrossNs banks of different groups
     * @param withinNs banks of one group; at least as long
     */
    public record Gap(double acrossNs, double withinNs) implements Serializable {
        /** Checks ranges. */
        public Gap {
            Require.positive("acrossNs", acrossNs);
            Require.that(
                    withinNs >= acrossNs,
                    "withinNs",
                    withinNs,
                    "must be at least " + acrossNs + ", the gate between banks of different groups");
        }

        /** The same for all banks. */
        public static Gap of(double ns) {
            return new Gap(ns, ns);
        }
    }

    /**
     * Gates between commands of a channel.
     *
     * @param tRrd activate to activate, other bank
     * @param tFawNs window that may hold four activates
     * @param tCcd column command to column command
     * @param tWtr end of write data to read
     * @param tRtwNs data bus idle from the end of read data to write data
     */
    public record Channel(Gap tRrd, double tFawNs, Gap tCcd, Gap tWtr, double tRtwNs) implements Serializable {
        /** Checks ranges. */
        public Channel {
            Require.that(
                    tFawNs >= tRrd.acrossNs() && Double.isFinite(tFawNs),
                    "tFawNs",
                    tFawNs,
                    "must be at least tRrdNs = " + tRrd.acrossNs() + ": it holds four activates");
            Require.notNegative("tRtwNs", tRtwNs);
        }
    }

    /** Checks ranges. */
    public DramTiming {
        Require.positive("clockNs", clockNs);
        Require.positive("burstCycles", burstCycles);
        Require.positive("refreshNs", refreshNs);
        double stopNs = core.tRpNs() + refreshNs + core.tRcdNs() + core.tClNs();
        Require.that(
                refreshIntervalNs > stopNs,
                "refreshIntervalNs",
                refreshIntervalNs,
                "must be longer than tRpNs + refreshNs + tRcdNs + tClNs = " + stopNs
                        + ", what a refresh takes from data");
    }
}
