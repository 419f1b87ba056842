package org.nicepim.cost.dram;

/**
 * Blocks at random places, each aligned to its own size, such as rows of an embedding table.
 *
 * @param blocks how many
 * @param blockBytes contiguous bytes of each
 * @param write true if they are written
 */
public record ScatteredBlocks(long blocks, long blockBytes, boolean write) implements DramPattern {
    /** Checks ranges. */
    public ScatteredBlocks {
        if (blocks < 1 || blockBytes < 1) {
            throw new IllegalArgumentException(
                    "blocks = " + blocks + " and blockBytes = " + blockBytes + " must be at least 1");
        }
    }
}
