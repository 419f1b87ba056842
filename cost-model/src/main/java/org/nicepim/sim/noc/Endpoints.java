package org.nicepim.sim.noc;

/** What sends and receives packets: the nodes behind the ports of a {@link Network}. */
public interface Endpoints {
    /**
     * The next packet that a node wants to send, made by {@link Network#packet}; asked whenever its injection port is free
     * and something may have changed.
     *
     * @param node id
     * @return a packet, or {@link Network#NONE}
     */
    int next(int node);

    /**
     * The last flit of a packet has arrived; the packet's number is free for others afterwards.
     *
     * @param packet number
     * @param tag what the sender wrote on it
     * @param detail what else the sender wrote on it
     */
    void received(int packet, int tag, int detail);
}
