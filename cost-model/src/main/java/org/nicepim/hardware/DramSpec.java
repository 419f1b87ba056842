package org.nicepim.hardware;

import java.io.Serializable;

/**
 * The DRAM stack.
 *
 * @param organization how it is divided
 * @param timing of one channel
 * @param controller of each channel
 * @param energy per action
 */
public record DramSpec(DramOrganization organization, DramTiming timing, DramController controller, DramEnergy energy)
        implements Serializable {
    /** Peak bytes per nanosecond (GB/s) of one channel. */
    public double channelPeakBytesPerNs() {
        return organization.burstBytes() / (timing.burstCycles() * timing.clockNs());
    }
}
