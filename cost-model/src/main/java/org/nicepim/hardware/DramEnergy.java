package org.nicepim.hardware;

import java.io.Serializable;

/**
 * DRAM energy.
 *
 * @param transferPjPerBit moving a bit between row buffer and logic die: column access, bonding, I/O
 * @param activatePj one activate and precharge of a row
 * @param refreshPj one refresh command of one channel
 * @param backgroundMwPerChannel standby power of one channel
 */
public record DramEnergy(double transferPjPerBit, double activatePj, double refreshPj, double backgroundMwPerChannel)
        implements Serializable {
    /** Checks ranges. */
    public DramEnergy {
        Require.positive("transferPjPerBit", transferPjPerBit);
        Require.notNegative("activatePj", activatePj);
        Require.notNegative("refreshPj", refreshPj);
        Require.notNegative("backgroundMwPerChannel", backgroundMwPerChannel);
    }
}
