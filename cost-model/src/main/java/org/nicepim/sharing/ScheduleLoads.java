package org.nicepim.sharing;

import org.nicepim.hardware.NocSpec;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Routes;
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
        double shardFlits = schedule.unicastShardBytes() / noc.linkBytes();
        double contention = schedule.unicastShare() > 0
                ? UnicastAllGather.contention(mesh, schedule.set().memberArray(), shardFlits)
                : 1;
        add(schedule, mesh, contention, occupancy);
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

    private static void addRing(Ring ring, Mesh mesh, double bytes, double[] loads) {
        int arcs = ring.order().size();
        for (int i = 0; i < arcs; i++) {
            int from = ring.order().get(i);
            int to = ring.order().get((i + 1) % arcs);
            Routes.addLoad(mesh, ring.routings().get(i), from, to, bytes, loads);
        }
    }
}
