package org.nicepim.sim.dram;

/** Bursts of one channel in the order in which they are offered to its controller. */
public interface BurstTrace {
    /** Goes to the next burst; false if there is none. */
    boolean advance();

    /** Number of the present burst in the channel: its address over the burst's bytes. */
    long burst();

    /** True if the present burst is written. */
    boolean write();
}
