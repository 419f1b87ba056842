package org.nicepim.sim.dram;

/** Minima and maxima of clocks without branches, which are mispredicted where streams jump. */
final class Clocks {
    private Clocks() {}

    /** The smaller of two numbers that are not negative. */
    static long min(long a, long b) {
        return b + (a - b & a - b >> 63);
    }

    /** The larger of two numbers that are not negative. */
    static long max(long a, long b) {
        return a - (a - b & a - b >> 63);
    }
}
