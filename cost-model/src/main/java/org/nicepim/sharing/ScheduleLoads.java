package org.nicepim.sharing;

import java.util.List;
import org.nicepim.hardware.NocSpec;
import org.nicepim.noc.LinkLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Routes;
import org.nicepim.noc.TwoWayRings;
import org.nicepim.noc.UnicastAllGather;
import org.nicepim.sharing.SetSchedule.Ring;

/**
 * Link loads of a set's schedule. A ring with share s of a set of n members and v bytes moves {@code s·v·(n−1)/n} over
 * each of its arcs; unicast with share u moves {@code u·v/n} from each member to each other.
 */
final class ScheduleLoads {
    private ScheduleLoads() {}

    static void addBytes(SetSchedule schedule, Mesh mesh, double[] loads) {
        add(schedule, mesh, 1, loads);
    }

    static void addOccupancy(SetSchedule schedule, Mesh mesh, NocSpec noc, double[] occupancy) {
        add(schedule, mesh, unicastContention(schedule, mesh, noc), occupancy);
        if (schedule.rings().size() > 1) {
            addWaiting(waiting(schedule.rings(), mesh), schedule.set().receivedBytes(), occupancy);
        }
    }

    /** Whether links are held longer than the bytes need. */
    static boolean isContended(SetSchedule schedule, Mesh mesh, NocSpec noc) {
        return unicastContention(schedule, mesh, noc) != 1 || hasWaitingArcs(schedule.rings(), mesh);
    }

    private static boolean hasWaitingArcs(List<Ring> rings, Mesh mesh) {
        if (rings.size() > 1) {
            for (Ring ring : rings) {
                if (TwoWayRings.contention(ring.longestArcHops(mesh)) > 1) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * What rings that go both ways hold mesh links for besides their bytes, by link id: parts of the bytes that each member
     * receives ({@link TwoWayRings}).
     */
    static double[] waiting(List<Ring> rings, Mesh mesh) {
        double[] waiting = new double[mesh.links()];
        for (Ring ring : rings) {
            for (int i = 0; i < ring.order().size(); i++) {
                double part = ring.share() * (TwoWayRings.contention(ring.hops(mesh, i)) - 1);
                int to = ring.order().get((i + 1) % ring.order().size());
                if (part > 0) {
                    Routes.visit(mesh, ring.routings().get(i), ring.order().get(i), to, link -> {
                        waiting[link] += LinkLoads.isPort(link) ? 0 : part;
                    });
                }
            }
        }
        return waiting;
    }

    private static void addWaiting(double[] waiting, double bytes, double[] occupancy) {
        for (int link = 0; link < occupancy.length; link++) {
            occupancy[link] += bytes * waiting[link];
        }
    }

    /** How many times unicast bytes count on mesh links. */
    private static double unicastContention(SetSchedule schedule, Mesh mesh, NocSpec noc) {
        if (schedule.unicastShare() <= 0) {
            return 1;
        }
        double shardFlits = schedule.unicastShardBytes() / noc.linkBytes();
        return UnicastAllGather.contention(mesh, schedule.set().memberArray(), shardFlits);
    }

    private static void add(SetSchedule schedule, Mesh mesh, double unicastLinkFactor, double[] loads) {
        if (loads.length != mesh.links()) {
            throw new IllegalArgumentException(
                    "loads need one value per link id: " + loads.length + " is not " + mesh.links());
        }
        for (Ring ring : schedule.rings()) {
            addRing(ring, mesh, ring.share() * schedule.set().receivedBytes(), loads);
        }
        if (schedule.unicastShare() > 0) {
            double shardBytes = schedule.unicastShardBytes();
            UnicastAllGather.addLoads(
                    mesh,
                    schedule.unicastRouting(),
                    schedule.set().memberArray(),
                    shardBytes,
                    unicastLinkFactor,
                    loads);
        }
    }

    /** Adds that many bytes to the links of each arc of a ring. */
    static void addRing(Ring ring, Mesh mesh, double bytes, double[] loads) {
        List<Integer> order = ring.order();
        int first = order.get(0);
        int from = first;
        for (int i = 0; i < order.size(); i++) {
            int to = i + 1 < order.size() ? order.get(i + 1) : first;
            Routes.addLoad(mesh, ring.routings().get(i), from, to, bytes, loads);
            from = to;
        }
    }
}
