package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nicepim.hardware.NocSpec;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.PhaseTime;
import org.nicepim.noc.Routing;
import org.nicepim.noc.UnicastAllGather;

/**
 * How one set passes its data around: some of it along rings, the rest by unicast from owner to every member.
 *
 * @param set the set
 * @param rings directed Hamiltonian cycles over the set
 * @param unicastShare share of the data that travels by unicast, 0 to 1
 * @param unicastRouting how all unicast flows are routed
 */
public record SetSchedule(SharingSet set, List<Ring> rings, double unicastShare, Routing unicastRouting) {
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

        /** Hops of the arc that starts at the i-th node of the order. */
        public int hops(Mesh mesh, int i) {
            return mesh.distance(order.get(i), order.get((i + 1) % order.size()));
        }

        /** Hops of the n − 1 arcs that a shard travels, in the worst case: of all arcs but the shortest. */
        public int chainHops(Mesh mesh) {
            int total = 0;
            int shortest = Integer.MAX_VALUE;
            int from = order.get(order.size() - 1);
            for (int i = 0; i < order.size(); i++) {
                int to = order.get(i);
                int hops = mesh.distance(from, to);
                total += hops;
                shortest = Math.min(shortest, hops);
                from = to;
            }
            return total - shortest;
        }

        /** Hops of the longest arc. */
        int longestArcHops(Mesh mesh) {
            int longest = 0;
            int from = order.get(order.size() - 1);
            for (int i = 0; i < order.size(); i++) {
                int to = order.get(i);
                longest = Math.max(longest, mesh.distance(from, to));
                from = to;
            }
            return longest;
        }
    }

    /** Copies the list and checks the share. */
    public SetSchedule {
        rings = List.copyOf(rings);
        if (!(unicastShare >= 0 && unicastShare <= 1 + 1e-9)) {
            throw new IllegalArgumentException("unicastShare = " + unicastShare + " must lie in [0, 1]");
        }
    }

    /** With unicast flows routed {@link Routing#XY}. */
    public SetSchedule(SharingSet set, List<Ring> rings, double unicastShare) {
        this(set, rings, unicastShare, Routing.XY);
    }

    /** Everything from its owner to every member, each on its own, routed {@link Routing#XY}. */
    public static SetSchedule unicast(SharingSet set) {
        return unicast(set, Routing.XY);
    }

    /** Everything from its owner to every member, each on its own. */
    public static SetSchedule unicast(SharingSet set, Routing routing) {
        return new SetSchedule(set, List.of(), 1, routing);
    }

    /** Everything along one directed cycle. */
    public static SetSchedule oneWay(SharingSet set, List<Integer> order, Routing routing) {
        return new SetSchedule(set, List.of(ring(order, routing, 1)), 0);
    }

    /** Half of the data along a cycle, half along the same cycle backwards. */
    public static SetSchedule twoWay(SharingSet set, List<Integer> order, Routing routing) {
        List<Integer> backwards = reversed(order);
        return new SetSchedule(set, List.of(ring(order, routing, 0.5), ring(backwards, routing, 0.5)), 0);
    }

    /** The order of travel of the same cycle backwards. */
    public static List<Integer> reversed(List<Integer> order) {
        List<Integer> backwards = new ArrayList<>(order);
        Collections.reverse(backwards);
        return List.copyOf(backwards);
    }

    private static Ring ring(List<Integer> order, Routing routing, double share) {
        return new Ring(order, Collections.nCopies(order.size(), routing), share);
    }

    /** This way of passing data around, for the same members with another number of bytes or another operand. */
    public SetSchedule with(SharingSet other) {
        if (!other.members().equals(set.members())) {
            throw new IllegalArgumentException("members " + other.members() + " are not " + set.members());
        }
        return new SetSchedule(other, rings, unicastShare, unicastRouting);
    }

    /**
     * This way for a set whose members lie elsewhere in a mesh with as many columns, all moved alike.
     *
     * @param other the set there
     * @param by what to add to node ids
     */
    SetSchedule movedTo(SharingSet other, int by) {
        if (by == 0) {
            return with(other);
        }
        List<Ring> moved = new ArrayList<>(rings.size());
        for (Ring ring : rings) {
            moved.add(new Ring(SetShape.shifted(ring.order(), by), ring.routings(), ring.share()));
        }
        return new SetSchedule(other, moved, unicastShare, unicastRouting);
    }

    /** Bytes that a member sends to each other member by unicast. */
    public double unicastShardBytes() {
        return unicastShare * set.bytes() / set.members().size();
    }

    /** Adds this set's bytes to the loads of all links and ports that they cross, by link id. */
    public void addLoads(Mesh mesh, double[] loads) {
        ScheduleLoads.addBytes(this, mesh, loads);
    }

    /**
     * Adds the bytes that links and ports could have moved in the time that this set holds them: the loads, where mesh
     * links count bytes times their contention ({@link org.nicepim.noc.UnicastAllGather}, {@link org.nicepim.noc.TwoWayRings}).
     *
     * @param mesh the mesh
     * @param noc link width, from which the flits of a shard follow
     * @param occupancy bytes by link id, changed in place
     */
    public void addOccupancy(Mesh mesh, NocSpec noc, double[] occupancy) {
        ScheduleLoads.addOccupancy(this, mesh, noc, occupancy);
    }

    /** Whether links are held longer than the bytes need, so that {@link #addOccupancy} differs from {@link #addLoads}. */
    public boolean isContended(Mesh mesh, NocSpec noc) {
        return ScheduleLoads.isContended(this, mesh, noc);
    }

    /** Hops of the longest route in use; 0 if the set has no bytes. */
    public int maxHops(Mesh mesh) {
        if (set.bytes() <= 0) {
            return 0;
        }
        int max = unicastShare > 0 ? UnicastAllGather.maxHops(mesh, set.memberArray()) : 0;
        for (Ring ring : rings) {
            max = Math.max(max, ring.longestArcHops(mesh));
        }
        return max;
    }

    /** Cycles until the last shard has gone round the slowest ring, if links were free; 0 without rings. */
    public double ringChainCycles(Mesh mesh, NocSpec noc) {
        double slowest = 0;
        for (Ring ring : rings) {
            double shardBytes = ring.share() * set.bytes() / ring.order().size();
            int hops = ring.chainHops(mesh);
            slowest = Math.max(
                    slowest, PhaseTime.ringChainCycles(noc, ring.order().size() - 1, hops, shardBytes));
        }
        return slowest;
    }
}
