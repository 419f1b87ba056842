package org.nicepim.cost;

/**
 * Words of each operand that move between DRAM and buffers if every tile does so once, before sharing; halos are counted again.
 *
 * @param ifmap of all nodes
 * @param weight of all nodes
 * @param ofmap of all nodes; a word that several nodes sum up counts once
 * @param ifmapShare of the largest share
 * @param weightShare of the largest share
 * @param ofmapShare of the largest share
 */
public record MovedWords(
        double ifmap, double weight, double ofmap, double ifmapShare, double weightShare, double ofmapShare) {
    /**
     * Tiles that the words of the largest share lie in.
     *
     * @param ifmap input tiles
     * @param weight weight tiles
     * @param ofmap ofmap tiles
     */
    public record Tiles(long ifmap, long weight, long ofmap) {}
}
