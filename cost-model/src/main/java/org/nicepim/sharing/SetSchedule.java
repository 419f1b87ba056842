package org.nicepim.sharing;

import java.util.List;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Routing;

/**
 * How one set passes its data around: some of it along rings, the rest by unicast from owner to every member.
 *
 * @param set the set
 * @param rings directed Hamiltonian cycles over the set
 * @param unicastShare share of the data that travels by unicast, 0 to 1
 */
public record SetSchedule(SharingSet set, List<Ring> rings, double unicastShare) {
    /**
     * A directed cycle.
     *
     * @param order node ids in the order of travel; the last sends to the first
     * @param routings how each arc {@code order[i] → order[i+1]} is routed
     * @param share share of the set's data that travels along this cycle, above 0 to 1
     */
    public record Ring(List<Integer> order, List<Routing> routings, double share) {
        /** Copies the lists. */
        public Ring {
            order = List.copyOf(order);
            routings = List.copyOf(routings);
            if (routings.size() != order.size() || !(share > 0 && share <= 1 + 1e-9)) {
                throw new IllegalArgumentException("a ring needs a routing per arc and a share in (0, 1]: " + share);
            }
        }
    }

    /** Copies the list. */
    public SetSchedule {
        rings = List.copyOf(rings);
    }

    /** Adds this set's bytes to the loads of all links and ports that they cross, by link id. */
    public void addLoads(Mesh mesh, double[] loads) {
        ScheduleLoads.add(this, mesh, loads);
    }
}
