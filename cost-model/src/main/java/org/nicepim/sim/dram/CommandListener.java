package org.nicepim.sim.dram;

/** Hears of every command that a controller issues. */
@FunctionalInterface
public interface CommandListener {
    /** Commands of a DRAM channel. */
    enum Command {
        /** Opens a row. */
        ACTIVATE,
        /** Closes the bank's row. */
        PRECHARGE,
        /** Reads a burst. */
        READ,
        /** Writes a burst. */
        WRITE,
        /** Refreshes all banks, which must be closed. */
        REFRESH
    }

    /**
     * A command goes out.
     *
     * @param clock DRAM clock, from 0
     * @param command what
     * @param bank where; 0 for a refresh
     * @param row which row; of no meaning for refreshes and precharges
     */
    void issued(long clock, Command command, int bank, int row);
}
