package org.nicepim.noc;

import java.util.List;
import org.nicepim.hardware.NocSpec;

/**
 * Mean latency of packets that random traffic injects steadily (open loop), below saturation.
 *
 * <pre>
 *   latency = endCycles + hopCycles·hops + P − 1 + wait at the source + Σ over mesh links and ejection: wait
 *   source:  ρ·(P−1) / (2·(1−ρ))             discrete-time queue, at most one packet starts per cycle
 *   link:    P·(ρ − ρ_in) / (1 − ρ/0.9)       packets of P flits that come from other inputs than one's own
 * </pre>
 *
 * <p>ρ is the load of a link in flits per cycle, ρ_in the part that arrives through the same input as the packet: a stream
 * does not wait for itself again. 0.9 (the share of a link that virtual channels can fill where streams merge) is fitted on
 * the stable rows of {@code datasets/reference/noc_reference.csv} up to 80 % of saturation.
 */
public final class LoadLatency {
    private static final double FILLABLE = 0.9;

    private final Mesh mesh;
    private final NocSpec noc;
    private final List<Flow> flows;
    private final double[] loads;
    /** Flits per cycle that pass from one link to the next, at from·links + to. */
    private final double[] turns;

    /**
     * A traffic pattern.
     *
     * @param mesh the mesh
     * @param noc latencies
     * @param flows {@link Flow#bytes} are flits per cycle at an injection rate of 1
     */
    public LoadLatency(Mesh mesh, NocSpec noc, List<Flow> flows) {
        this.mesh = mesh;
        this.noc = noc;
        this.flows = List.copyOf(flows);
        this.loads = LinkLoads.of(mesh, flows);
        this.turns = new double[mesh.links() * mesh.links()];
        for (Flow flow : flows) {
            int[] links = links(flow);
            for (int i = 1; i < links.length; i++) {
                turns[links[i - 1] * mesh.links() + links[i]] += flow.bytes();
            }
        }
    }

    private int[] links(Flow flow) {
        return Routes.links(mesh, flow.routing(), flow.source(), flow.destination());
    }

    /**
     * Mean latency over all packets, weighted by the flows' rates.
     *
     * @param rate injection rate by which all flows are scaled
     * @param packetFlits flits per packet
     * @return cycles; infinite at and above saturation
     */
    public double cycles(double rate, int packetFlits) {
        double sum = 0;
        double weight = 0;
        for (Flow flow : flows) {
            int[] links = links(flow);
            int hops = mesh.distance(flow.source(), flow.destination());
            double zeroLoad = noc.endCycles() + (double) noc.hopCycles() * hops + packetFlits - 1;
            sum += flow.bytes() * (zeroLoad + waitCycles(links, rate, packetFlits));
            weight += flow.bytes();
        }
        return weight > 0 ? sum / weight : 0;
    }

    private double waitCycles(int[] links, double rate, int packetFlits) {
        if (links.length == 0) {
            return 0;
        }
        double source = loads[links[0]] * rate;
        double wait = source < 1 ? source * (packetFlits - 1) / (2 * (1 - source)) : Double.POSITIVE_INFINITY;
        for (int i = 1; i < links.length; i++) {
            double load = loads[links[i]] * rate;
            double others = load - turns[links[i - 1] * mesh.links() + links[i]] * rate;
            if (others > 1e-12) {
                double free = 1 - load / FILLABLE;
                wait += free > 0 ? packetFlits * others / free : Double.POSITIVE_INFINITY;
            }
        }
        return wait;
    }
}
