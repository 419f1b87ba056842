package org.nicepim.hardware;

import java.io.Serializable;

/**
 * Area and energy of an SRAM macro from a table of synthesised or CACTI points, interpolated in log space.
 */
public sealed interface SramModel extends Serializable permits SramTable {
    /**
     * The macro of a given size and width.
     *
     * @param bytes capacity
     * @param wordBits bits of one access
     */
    Sram macro(long bytes, int wordBits);

    /**
     * One macro.
     *
     * @param areaMm2 area
     * @param readPj energy of one read of wordBits
     * @param writePj energy of one write of wordBits
     * @param leakageMw leakage power of the macro
     */
    record Sram(double areaMm2, double readPj, double writePj, double leakageMw) implements Serializable {}
}
