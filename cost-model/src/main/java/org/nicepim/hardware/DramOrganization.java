package org.nicepim.hardware;

import java.io.Serializable;

/**
 * How the DRAM stack is divided. A node owns whole channels, burst-interleaved.
 *
 * @param channels channels of the whole stack
 * @param channelBytes capacity of a channel
 * @param banksPerChannel banks that work side by side in a channel
 * @param bankGroups groups that the banks fall into; commands to banks of one group keep the longer gates
 * @param rowBytes bytes of an open row
 * @param burstBytes bytes of a burst, the least that is moved
 */
public record DramOrganization(
        int channels, long channelBytes, int banksPerChannel, int bankGroups, int rowBytes, int burstBytes)
        implements Serializable {
    /** Checks ranges and divisibility. */
    public DramOrganization {
        Require.positive("channels", channels);
        Require.positive("channelBytes", channelBytes);
        Require.positive("banksPerChannel", banksPerChannel);
        Require.that(
                bankGroups > 0 && banksPerChannel % bankGroups == 0,
                "bankGroups",
                bankGroups,
                "must divide banksPerChannel = " + banksPerChannel);
        Require.positive("burstBytes", burstBytes);
        Require.that(
                rowBytes > 0 && rowBytes % burstBytes == 0, "rowBytes", rowBytes, "must be a multiple of burstBytes");
        Require.that(
                channelBytes % ((long) rowBytes * banksPerChannel) == 0,
                "channelBytes",
                channelBytes,
                "must be a multiple of rowBytes × banksPerChannel");
    }

    /** Rows of a bank. */
    public long rowsPerBank() {
        return channelBytes / ((long) rowBytes * banksPerChannel);
    }

    /** Bursts of a row. */
    public int rowBursts() {
        return rowBytes / burstBytes;
    }

    /** Bytes of the whole stack. */
    public long stackBytes() {
        return channels * channelBytes;
    }
}
