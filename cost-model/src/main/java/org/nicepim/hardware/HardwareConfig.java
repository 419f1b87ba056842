package org.nicepim.hardware;

import java.io.Serializable;

/**
 * One hardware: a mesh of nodes under a DRAM stack.
 *
 * @param nodeRows rows of the node mesh
 * @param nodeCols columns of the node mesh
 * @param peRows rows of a node's PE array
 * @param peCols columns of a node's PE array
 * @param ifmapBufferBytes input buffer of a node, both halves of its double buffer
 * @param weightBufferBytes weight buffer of a node, both halves
 * @param ofmapBufferBytes output buffer of a node, both halves
 * @param technology constants
 */
public record HardwareConfig(
        int nodeRows,
        int nodeCols,
        int peRows,
        int peCols,
        int ifmapBufferBytes,
        int weightBufferBytes,
        int ofmapBufferBytes,
        Technology technology)
        implements Serializable {
    /** Most rows or columns of a mesh or a PE array. */
    public static final int MOST_ROWS = 1024;
    /** Least and most bytes of a buffer. */
    public static final int LEAST_BUFFER_BYTES = 64;
    /** Most bytes of a buffer. */
    public static final int MOST_BUFFER_BYTES = 1 << 28;

    /** Checks ranges. */
    public HardwareConfig {
        rows("nodeRows", nodeRows);
        rows("nodeCols", nodeCols);
        rows("peRows", peRows);
        rows("peCols", peCols);
        buffer("ifmapBufferBytes", ifmapBufferBytes);
        buffer("weightBufferBytes", weightBufferBytes);
        buffer("ofmapBufferBytes", ofmapBufferBytes);
    }

    /** The same chip in another technology. */
    public HardwareConfig with(Technology other) {
        return new HardwareConfig(
                nodeRows, nodeCols, peRows, peCols, ifmapBufferBytes, weightBufferBytes, ofmapBufferBytes, other);
    }

    private static void rows(String field, int value) {
        Require.that(value >= 1 && value <= MOST_ROWS, field, value, "must lie between 1 and " + MOST_ROWS);
    }

    private static void buffer(String field, int value) {
        Require.that(
                value >= LEAST_BUFFER_BYTES && value <= MOST_BUFFER_BYTES,
                field,
                value,
                "must lie between " + LEAST_BUFFER_BYTES + " and " + MOST_BUFFER_BYTES);
    }

    /** Number of nodes. */
    public int nodes() {
        return nodeRows * nodeCols;
    }

    /** PEs of one node. */
    public int pesPerNode() {
        return peRows * peCols;
    }

    /** True if every node owns the same whole number of DRAM channels. */
    public boolean dividesChannels() {
        return technology.dram().organization().channels() % nodes() == 0;
    }

    /** DRAM channels of one node; meaningful if {@link #dividesChannels()}. */
    public int channelsPerNode() {
        return technology.dram().organization().channels() / nodes();
    }

    /** DRAM bytes of one node. */
    public long nodeDramBytes() {
        return channelsPerNode() * technology.dram().organization().channelBytes();
    }

    /** Peak DRAM bytes per logic cycle of one node. */
    public double nodeDramBytesPerCycle() {
        return channelsPerNode()
                * technology.dram().channelPeakBytesPerNs()
                * 1000.0
                / technology.logic().clockMhz();
    }
}
