package org.nicepim.sim;

import org.nicepim.sim.noc.Network;

/**
 * How closely a simulation looks.
 *
 * @param mostPacketFlits longest packet. Shards of more than 16 packets of 8 flits are cut into 16 longer ones, up to this: on a
 *     ring only bandwidth matters then. 8 gives the packets of {@code datasets/reference/noc_reference.md} everywhere
 * @param timeline true if every interval of work is kept
 */
public record SimulationOptions(int mostPacketFlits, boolean timeline) {
    /** Packets of up to 64 flits, no timeline. */
    public static final SimulationOptions DEFAULT = new SimulationOptions(64, false);

    /** Checks the packet. */
    public SimulationOptions {
        if (mostPacketFlits < Network.BUFFER_FLITS) {
            throw new IllegalArgumentException(
                    "mostPacketFlits = " + mostPacketFlits + " must be at least " + Network.BUFFER_FLITS);
        }
    }

    /** The same with a timeline. */
    public SimulationOptions withTimeline() {
        return new SimulationOptions(mostPacketFlits, true);
    }
}
