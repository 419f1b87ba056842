package org.nicepim.sim.dram;

/**
 * What a channel did with a trace.
 *
 * @param clocks DRAM clocks until the last burst is done, from the first offer on
 * @param reads bursts read
 * @param writes bursts written
 * @param activations rows opened
 * @param refreshes refresh commands
 */
public record ChannelRun(long clocks, long reads, long writes, long activations, long refreshes) {
    /** Bursts that found their row open. */
    public long hits() {
        return reads + writes - activations;
    }
}
