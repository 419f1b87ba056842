package org.nicepim.cost;

/**
 * What it takes at least to move words of one kind once, in proportion to what they take of DRAM.
 *
 * @param share DRAM cycles of the node with the largest share, per cycle of a word
 * @param basePj energy of mesh and buffers, per word
 * @param pjPerByte energy per byte that a word moves over DRAM channels, of all nodes that own a part of it
 * @param pjPerRow energy per row that it opens
 */
public record WordRate(double share, double basePj, double pjPerByte, double pjPerRow) {
    /**
     * The price of a word.
     *
     * @param word its DRAM cost
     */
    public WordPrice of(TileTraffic.PerWord word) {
        return new WordPrice(
                share * word.cyclesPerWord(),
                basePj + pjPerByte * word.bytesPerWord() + pjPerRow * word.leastActivations());
    }
}
