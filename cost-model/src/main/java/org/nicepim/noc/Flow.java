package org.nicepim.noc;

/**
 * Bytes that one node sends to another in a communication phase.
 *
 * @param source node id
 * @param destination node id; may equal the source, then nothing crosses the network
 * @param bytes finite, at least 0
 */
public record Flow(int source, int destination, double bytes) {
    /** Checks ids and bytes. */
    public Flow {
        if (source < 0 || destination < 0) {
            throw new IllegalArgumentException("node ids must be ≥ 0: " + source + " → " + destination);
        }
        if (!(bytes >= 0) || Double.isInfinite(bytes)) {
            throw new IllegalArgumentException("bytes = " + bytes + " must be a finite number ≥ 0");
        }
    }
}
