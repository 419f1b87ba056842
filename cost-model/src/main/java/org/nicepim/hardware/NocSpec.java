package org.nicepim.hardware;

import java.io.Serializable;

/**
 * The network on chip: a 2D mesh with one link each way between neighbours.
 *
 * @param linkBits bits that a link, or a node's injection or ejection port, moves in a cycle
 * @param hopCycles cycles from router to router
 * @param endCycles cycles of injection and ejection together
 * @param routerPjPerBit energy of a bit in a router
 * @param wirePjPerBitMm energy of a bit on a millimetre of link
 */
public record NocSpec(int linkBits, int hopCycles, int endCycles, double routerPjPerBit, double wirePjPerBitMm)
        implements Serializable {
    /** Checks ranges. */
    public NocSpec {
        Require.that(linkBits > 0 && linkBits % 8 == 0, "linkBits", linkBits, "must be a positive multiple of 8");
        Require.positive("hopCycles", hopCycles);
        Require.notNegative("endCycles", endCycles);
        Require.notNegative("routerPjPerBit", routerPjPerBit);
        Require.notNegative("wirePjPerBitMm", wirePjPerBitMm);
    }

    /** Bytes per cycle of a link. */
    public int linkBytes() {
        return linkBits / 8;
    }
}
