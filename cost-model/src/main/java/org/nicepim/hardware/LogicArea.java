package org.nicepim.hardware;

import java.io.Serializable;

/**
 * Area of the parts of a node that are not SRAM.
 *
 * @param peMm2 one PE: MAC and registers
 * @param channelMm2 DRAM controller and bonding I/O of one channel
 * @param routerMm2 one router with 128-bit links; scales linearly with the link's width
 * @param controlMm2 control of one node
 */
public record LogicArea(double peMm2, double channelMm2, double routerMm2, double controlMm2) implements Serializable {
    /** Width of the links of the router whose area is given. */
    public static final int ROUTER_LINK_BITS = 128;

    /** Checks ranges. */
    public LogicArea {
        Require.positive("peMm2", peMm2);
        Require.notNegative("channelMm2", channelMm2);
        Require.notNegative("routerMm2", routerMm2);
        Require.notNegative("controlMm2", controlMm2);
    }
}
