package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nicepim.noc.LinkLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.PhaseTime;
import org.nicepim.noc.Routes;
import org.nicepim.noc.Routing;
import org.nicepim.noc.TwoWayRings;
import org.nicepim.noc.UnicastAllGather;
import org.nicepim.sharing.SetSchedule.Ring;

/**
 * Checks a schedule against its problem from first principles: it walks every flow link by link and shares no load
 * arithmetic with the schedulers.
 */
public final class ScheduleVerifier {
    private static final double TOLERANCE = 1e-6;

    private ScheduleVerifier() {}

    /** What is wrong with a schedule, one line per fault; empty if it is right. */
    public static List<String> faults(SharingProblem problem, SharingSchedule schedule) {
        List<String> faults = new ArrayList<>();
        if (schedule.sets().size() != problem.sets().size()) {
            faults.add(schedule.sets().size() + " set schedules for "
                    + problem.sets().size() + " sets");
            return faults;
        }
        for (int i = 0; i < problem.sets().size(); i++) {
            checkSet(problem.sets().get(i), schedule.sets().get(i), faults);
        }
        if (faults.isEmpty()) {
            checkCosts(problem, schedule, faults);
        }
        return List.copyOf(faults);
    }

    private static void checkSet(SharingSet set, SetSchedule schedule, List<String> faults) {
        if (!schedule.set().equals(set)) {
            faults.add("schedule of " + schedule.set() + " stands in the place of " + set);
        }
        double share = schedule.unicastShare();
        for (Ring ring : schedule.rings()) {
            share += ring.share();
            List<Integer> sorted = new ArrayList<>(ring.order());
            Collections.sort(sorted);
            if (!sorted.equals(set.members())) {
                faults.add("ring " + ring.order() + " is no Hamiltonian cycle over " + set.members());
            }
        }
        if (!(Math.abs(share - 1) <= TOLERANCE)) {
            faults.add("shares of " + set + " add up to " + share + ", not 1");
        }
    }

    private static void checkCosts(SharingProblem problem, SharingSchedule schedule, List<String> faults) {
        double[] loads = new double[problem.mesh().links()];
        double[] occupancy = new double[problem.mesh().links()];
        for (SetSchedule set : schedule.sets()) {
            walk(problem, set, loads, occupancy);
        }
        expect("byte hops", LinkLoads.byteHops(loads), schedule.byteHops(), faults);
        for (int link = 0; link < loads.length; link++) {
            loads[link] += problem.background().bytes(link);
            occupancy[link] += problem.background().bytes(link);
        }
        double maxLoad = LinkLoads.max(loads);
        expect("max link load", maxLoad, schedule.maxLinkLoadBytes(), faults);
        expect(
                "phase cycles",
                phaseCycles(problem, schedule, LinkLoads.max(occupancy)),
                schedule.phaseCycles(),
                faults);
        if (schedule.lowerBoundBytes() > maxLoad * (1 + TOLERANCE)) {
            faults.add("lower bound " + schedule.lowerBoundBytes() + " is above the largest load " + maxLoad);
        }
        if (schedule.lowerBoundCycles() > schedule.phaseCycles() * (1 + TOLERANCE)) {
            faults.add("lower bound of " + schedule.lowerBoundCycles() + " cycles is above the phase time of "
                    + schedule.phaseCycles());
        }
    }

    private static void expect(String what, double actual, double stated, List<String> faults) {
        if (!(Math.abs(actual - stated) <= TOLERANCE * Math.max(1, Math.abs(actual)))) {
            faults.add(what + " is " + actual + ", the schedule says " + stated);
        }
    }

    private static void walk(SharingProblem problem, SetSchedule schedule, double[] loads, double[] occupancy) {
        SharingSet set = schedule.set();
        int n = set.members().size();
        for (Ring ring : schedule.rings()) {
            double bytes = ring.share() * set.bytes() * (n - 1) / n;
            for (int i = 0; i < n; i++) {
                int to = ring.order().get((i + 1) % n);
                double factor = schedule.rings().size() > 1 ? TwoWayRings.contention(ring.hops(problem.mesh(), i)) : 1;
                walkFlow(
                        problem.mesh(),
                        ring.routings().get(i),
                        ring.order().get(i),
                        to,
                        bytes,
                        factor,
                        loads,
                        occupancy);
            }
        }
        double shard = schedule.unicastShare() * set.bytes() / n;
        double factor = UnicastAllGather.contention(
                problem.mesh(), set.memberArray(), shard / problem.noc().linkBytes());
        for (int from : set.members()) {
            for (int to : set.members()) {
                walkFlow(problem.mesh(), schedule.unicastRouting(), from, to, shard, factor, loads, occupancy);
            }
        }
    }

    private static void walkFlow(
            Mesh mesh,
            Routing routing,
            int from,
            int to,
            double bytes,
            double factor,
            double[] loads,
            double[] occupancy) {
        Routes.visit(mesh, routing, from, to, link -> {
            loads[link] += bytes;
            occupancy[link] += LinkLoads.isPort(link) ? bytes : bytes * factor;
        });
    }

    private static double phaseCycles(SharingProblem problem, SharingSchedule schedule, double maxOccupancy) {
        int hops = 0;
        double slowest = 0;
        for (SetSchedule set : schedule.sets()) {
            if (set.set().bytes() <= 0) {
                continue;
            }
            hops = Math.max(hops, longestRoute(problem.mesh(), set));
            for (Ring ring : set.rings()) {
                slowest = Math.max(slowest, chainCycles(problem, set.set(), ring));
            }
        }
        if (maxOccupancy <= 0) {
            return 0;
        }
        int latency = problem.noc().endCycles() + problem.noc().hopCycles() * hops;
        return Math.max(slowest, maxOccupancy / problem.noc().linkBytes() + latency);
    }

    private static int longestRoute(Mesh mesh, SetSchedule schedule) {
        int longest = 0;
        for (int from : schedule.set().members()) {
            for (int to : schedule.set().members()) {
                longest = schedule.unicastShare() > 0 ? Math.max(longest, mesh.distance(from, to)) : longest;
            }
        }
        for (Ring ring : schedule.rings()) {
            for (int i = 0; i < ring.order().size(); i++) {
                longest = Math.max(longest, ring.hops(mesh, i));
            }
        }
        return longest;
    }

    /** A shard's first packet is stored at each node; the worst start skips the shortest arc. */
    private static double chainCycles(SharingProblem problem, SharingSet set, Ring ring) {
        double shardFlits = Math.max(
                1,
                ring.share()
                        * set.bytes()
                        / set.members().size()
                        / problem.noc().linkBytes());
        double packet = Math.min(PhaseTime.PACKET_FLITS, shardFlits);
        double slowest = 0;
        int n = ring.order().size();
        for (int start = 0; start < n; start++) {
            double cycles = shardFlits - packet - 1;
            for (int step = 0; step < n - 1; step++) {
                int hops = ring.hops(problem.mesh(), (start + step) % n);
                cycles += problem.noc().endCycles() + problem.noc().hopCycles() * hops + packet;
            }
            slowest = Math.max(slowest, cycles);
        }
        return slowest;
    }
}
