package org.nicepim.noc;

import java.util.List;
import org.nicepim.hardware.NocSpec;

/**
 * Cycles of a communication phase.
 *
 * <pre>
 *   bandwidth:  largest load / bytes per cycle of a link  +  endCycles  +  hopCycles · hops of the longest route
 *   ring chain: Σ over the n−1 slowest arcs (endCycles + hopCycles·hops + packet) + (shard − packet) − 1    [flits]
 * </pre>
 *
 * <p>A ring all-gather takes the larger of the two. For compact rings and shards of 64 flits or more the first is
 * {@code (n−1)·M + 6 + 4·hops}, what BookSim2 shows ({@code datasets/reference/noc_reference.csv}); for short shards a
 * packet has to be received before it is passed on, and the second decides.
 */
public final class PhaseTime {
    /** Flits of a packet, the reference's default. */
    public static final int PACKET_FLITS = 8;

    private PhaseTime() {}

    /**
     * Cycles of a phase that is bound by its most loaded link or port.
     *
     * @param noc link width and latencies
     * @param maxLoadBytes largest load (occupancy, where flows contend) over links and ports
     * @param maxHops hops of the longest route in use
     * @return 0 if nothing moves
     */
    public static double cycles(NocSpec noc, double maxLoadBytes, int maxHops) {
        if (maxLoadBytes <= 0) {
            return 0;
        }
        return maxLoadBytes / noc.linkBytes() + noc.endCycles() + (double) noc.hopCycles() * maxHops;
    }

    /** Cycles of flows that start together, each on its own route, if nothing else uses the links. */
    public static double ofFlows(Mesh mesh, NocSpec noc, List<Flow> flows) {
        return ofFlows(mesh, noc, flows, BackgroundLoads.NONE);
    }

    /**
     * Cycles of flows that start together while links carry other bytes as well: the loads add up.
     *
     * @param background what the links carry besides; of its latency only the bytes count
     * @return 0 if nothing moves
     */
    public static double ofFlows(Mesh mesh, NocSpec noc, List<Flow> flows, BackgroundLoads background) {
        return ofFlows(mesh, noc, flows, LinkLoads.of(mesh, flows), background);
    }

    /**
     * Cycles of flows whose loads are known.
     *
     * @param flows start together while links carry other bytes as well
     * @param loads of the flows by link id ({@link LinkLoads#of}); not changed
     * @param background what the links carry besides
     * @return 0 if nothing moves
     */
    public static double ofFlows(Mesh mesh, NocSpec noc, List<Flow> flows, double[] loads, BackgroundLoads background) {
        int hops = 0;
        for (Flow flow : flows) {
            if (flow.bytes() > 0) {
                hops = Math.max(hops, mesh.distance(flow.source(), flow.destination()));
            }
        }
        if (background.isNone()) {
            return cycles(noc, LinkLoads.max(loads), hops);
        }
        double[] all = loads.clone();
        background.addTo(all);
        return cycles(noc, LinkLoads.max(all), hops);
    }

    /**
     * Cycles until the last shard has gone round a ring, if links were free.
     *
     * @param noc link width and latencies
     * @param arcs arcs that a shard travels: members − 1
     * @param totalHops hops of these arcs together (all arcs without the shortest)
     * @param shardBytes bytes of a shard
     * @return 0 if nothing moves
     */
    public static double ringChainCycles(NocSpec noc, int arcs, int totalHops, double shardBytes) {
        if (shardBytes <= 0) {
            return 0;
        }
        double shardFlits = Math.max(1, shardBytes / noc.linkBytes());
        double packet = Math.min(PACKET_FLITS, shardFlits);
        return arcs * (noc.endCycles() + packet) + (double) noc.hopCycles() * totalHops + (shardFlits - packet) - 1;
    }
}
