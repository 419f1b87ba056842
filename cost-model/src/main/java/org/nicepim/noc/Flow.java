package org.nicepim.noc;

/**
 * Bytes that one node sends to another in a communication phase.
 *
 * @param source node id
 * @param destination node id; may equal the source, then nothing crosses the network
 * @param bytes finite, at least 0
 * @param routing which dimension its route takes first
 */
public record Flow(int source, int destination, double bytes, Routing routing) {
    /** Checks ids and bytes. */
    public Flow {
        if (source < 0 || destination < 0) {
            throw new IllegalArgumentException("node ids must be ≥ 0: " + source + " → " + destination);
        }
        if (!(bytes >= 0) || Double.isInfinite(bytes)) {
            throw new IllegalArgumentException("bytes = " + bytes + " must be a finite number ≥ 0");
        }
    }

    /** A flow that is routed {@link Routing#XY}. */
    public Flow(int source, int destination, double bytes) {
        this(source, destination, bytes, Routing.XY);
    }

    /** The same bytes on another route. */
    public Flow routed(Routing other) {
        return new Flow(source, destination, bytes, other);
    }
}
