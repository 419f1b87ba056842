package org.nicepim.cost;

import java.util.Arrays;
import java.util.List;
import org.nicepim.hardware.NocSpec;
import org.nicepim.noc.LinkLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.sharing.SetSchedule;

/**
 * How busy each link is when the sets of one operand pass their data around.
 *
 * @param flow sums over all sets
 * @param occupancy by link id, per byte of a set's data
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record OperandLoads(SharingLoads.Flow flow, double[] occupancy) {
    /**
     * Prices schedules of sets with as many members each.
     *
     * @param sets none if nothing is shared
     */
    static OperandLoads of(Mesh mesh, NocSpec noc, List<SetSchedule> sets) {
        if (sets.isEmpty()) {
            return new OperandLoads(SharingLoads.Flow.NONE, new double[mesh.links()]);
        }
        double[] loads = perByte(mesh, sets, SetSchedule::addLoads);
        double latency = 0;
        SharingLoads.Chain chain = SharingLoads.Chain.NONE;
        boolean contended = false;
        for (SetSchedule set : sets) {
            SharingLoads.Chain ring = SharingLoads.Chain.of(set, mesh);
            chain = ring.hops() > chain.hops() ? ring : chain;
            latency = Math.max(latency, noc.endCycles() + (double) noc.hopCycles() * set.maxHops(mesh));
            contended = contended || set.isContended(mesh, noc);
        }
        double[] occupancy = contended ? perByte(mesh, sets, (set, on, sum) -> set.addOccupancy(on, noc, sum)) : loads;
        int members = sets.get(0).set().members().size();
        SharingLoads.Flow flow = new SharingLoads.Flow(
                members, LinkLoads.byteHops(loads), LinkLoads.injectedBytes(loads), latency, chain);
        return new OperandLoads(flow, occupancy);
    }

    private interface Adding {
        void add(SetSchedule set, Mesh mesh, double[] loads);
    }

    /** Sets of one operand have as many bytes each, so their loads are scaled once. */
    private static double[] perByte(Mesh mesh, List<SetSchedule> sets, Adding adding) {
        double[] sum = new double[mesh.links()];
        double[] alike = new double[mesh.links()];
        for (int i = 0; i < sets.size(); i++) {
            adding.add(sets.get(i), mesh, alike);
            double bytes = sets.get(i).set().bytes();
            if (i + 1 == sets.size() || sets.get(i + 1).set().bytes() != bytes) {
                LinkLoads.addScaled(alike, 1 / bytes, sum);
                Arrays.fill(alike, 0);
            }
        }
        return sum;
    }
}
