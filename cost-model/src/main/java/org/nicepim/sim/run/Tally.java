package org.nicepim.sim.run;

/**
 * Counts of one layer over all nodes, as they happen: words of buffers and registers, bytes of DRAM and mesh. A word counts at
 * each node that reads or writes it.
 */
final class Tally {
    /** Loop points computed. */
    double points;
    /** Words from the ifmap buffers to the PEs. */
    double ifmapBufferReads;
    /** Words from the weight buffers to the PEs. */
    double weightBufferReads;
    /** Psums written to the ofmap buffers by the PEs. */
    double psumUpdates;
    /** Psums read to be added to. */
    double psumAdds;
    /** Psums read on their way out. */
    double psumDrains;
    /** Accesses of PE registers. */
    double registers;
    /** Words that went from a PE to the next. */
    double arrayHops;
    /** Psums that went from a PE to the next. */
    double psumHops;

    /** Words that came into the ifmap buffers, from DRAM or other nodes. */
    double ifmapFetched;
    /** Words that came into the weight buffers. */
    double weightFetched;
    /** Psums that came back from DRAM. */
    double psumFetched;

    /** Bytes of ifmap tiles sent to other nodes. */
    double sentIfmapBytes;
    /** Bytes of weight tiles sent to other nodes. */
    double sentWeightBytes;
    /** Bytes of psums sent to other nodes. */
    double sentPsumBytes;

    /** Bytes wanted from DRAM for ifmap tiles. */
    double ifmapReadBytes;
    /** Bytes wanted from DRAM for weight tiles. */
    double weightReadBytes;
    /** Bytes of psums read back. */
    double psumReadBytes;
    /** Bytes of psums that left unfinished. */
    double psumWrittenBytes;
    /** Bytes of finished outputs. */
    double ofmapWrittenBytes;
    /** Bytes that moved before the layer started: each read once and written once. */
    double movedBytes;

    /** Bytes times links of the mesh. */
    double byteHops;
    /** Bytes that entered the mesh. */
    double injectedBytes;
}
