package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nicepim.noc.LinkLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.PhaseTime;
import org.nicepim.noc.UnicastAllGather;
import org.nicepim.sharing.SetSchedule.Ring;
import org.nicepim.workload.Operand;

/**
 * One of the heuristic's ways of passing data around, as all sets of one shape go it: which links, how often, how far. The
 * bytes come last, so that sets of one operand, which are translations of each other, and layers that are cut alike are
 * routed once. Links are relative to the corner of the set's box.
 *
 * <p>Ways are kept in a bounded table of this pure function of the shape, so equal questions get equal answers in any order
 * and from any thread. Loads are summed up in the order of a walk along the arcs: equal to the last bit to those of
 * {@link Candidate#of}.
 */
final class WayPattern {
    /** A shape takes 1 to 10 kB on 8×8 nodes. */
    private static final int MOST_KNOWN_SHAPES = 2048;

    private static final Map<SetShape, List<WayPattern>> KNOWN = new ConcurrentHashMap<>();

    private final Mesh mesh;
    private final SetSchedule schedule;
    /** In use, ascending. */
    private final int[] links;
    /** Arcs (or routes, for unicast) over each of them. */
    private final int[] arcs;
    /** What each of them is held for besides, as parts of the bytes that a member receives; empty if nothing is. */
    private final double[] waiting;

    private final int mostArcs;
    private final int maxHops;
    /** Of the n − 1 arcs that a shard travels; the same for all rings of a way. */
    private final int chainHops;

    private WayPattern(Mesh mesh, SetSchedule schedule) {
        this.mesh = mesh;
        this.schedule = schedule;
        double[] counts = new double[mesh.links()];
        int hops = 0;
        for (Ring ring : schedule.rings()) {
            ScheduleLoads.addRing(ring, mesh, 1, counts);
            hops = ring.chainHops(mesh);
        }
        if (schedule.rings().isEmpty()) {
            UnicastAllGather.addLoads(mesh, schedule.set().memberArray(), 1, 1, counts);
        }
        this.chainHops = hops;
        this.maxHops = schedule.maxHops(mesh);
        this.mostArcs = (int) LinkLoads.max(counts);
        this.links = used(counts);
        this.arcs = new int[links.length];
        for (int i = 0; i < links.length; i++) {
            arcs[i] = (int) counts[links[i]];
        }
        this.waiting = schedule.rings().size() > 1 ? waiting() : new double[0];
    }

    private double[] waiting() {
        double[] all = ScheduleLoads.waiting(schedule.rings(), mesh);
        double[] used = new double[links.length];
        for (int i = 0; i < used.length; i++) {
            used[i] = all[links[i]];
        }
        return LinkLoads.max(used) > 0 ? used : new double[0];
    }

    private static int[] used(double[] counts) {
        int[] used = new int[counts.length];
        int size = 0;
        for (int link = 0; link < counts.length; link++) {
            if (counts[link] > 0) {
                used[size++] = link;
            }
        }
        return Arrays.copyOf(used, size);
    }

    /** The ways of {@link HeuristicScheduler#ways}, in its order. */
    static List<WayPattern> of(SetShape shape) {
        List<WayPattern> known = KNOWN.get(shape);
        if (known == null) {
            known = find(shape);
            if (KNOWN.size() < MOST_KNOWN_SHAPES) {
                KNOWN.put(shape, known);
            }
        }
        return known;
    }

    private static List<WayPattern> find(SetShape shape) {
        Mesh mesh = shape.mesh();
        // Which operand, and how many bytes, does not matter to where the links are.
        SharingSet set = new SharingSet(Operand.WEIGHT, shape.members(), 1);
        List<WayPattern> ways = new ArrayList<>();
        for (SetSchedule way : HeuristicScheduler.ways(mesh, set)) {
            ways.add(new WayPattern(mesh, way));
        }
        return List.copyOf(ways);
    }

    /** This way for a set of this shape whose box has that corner. */
    Candidate candidate(SharingProblem problem, SharingSet set, int corner) {
        if (set.bytes() <= 0) {
            Candidate.Costs nothing = new Candidate.Costs(new int[0], new double[0], 0, 0, 0);
            return new Candidate(schedule, set, corner, nothing);
        }
        double latency = problem.noc().endCycles() + (double) problem.noc().hopCycles() * maxHops;
        double[] loads = schedule.rings().isEmpty() ? unicastLoads(set, 1) : ringLoads(set);
        double byteHops = byteHops(loads);
        double[] occupancy = occupancy(problem, set, loads);
        Candidate.Costs costs = new Candidate.Costs(links, occupancy, byteHops, latency, chainCycles(problem, set));
        return new Candidate(schedule, set, corner, costs);
    }

    private double[] occupancy(SharingProblem problem, SharingSet set, double[] loads) {
        if (schedule.rings().isEmpty()) {
            double factor = contention(problem, set);
            return factor == 1 ? loads : unicastLoads(set, factor);
        }
        if (waiting.length == 0) {
            return loads;
        }
        double[] occupancy = loads.clone();
        for (int i = 0; i < occupancy.length; i++) {
            occupancy[i] += set.receivedBytes() * waiting[i];
        }
        return occupancy;
    }

    private double contention(SharingProblem problem, SharingSet set) {
        double shardBytes = set.bytes() / set.members().size();
        return UnicastAllGather.contention(
                mesh, schedule.set().memberArray(), shardBytes / problem.noc().linkBytes());
    }

    private double chainCycles(SharingProblem problem, SharingSet set) {
        if (schedule.rings().isEmpty()) {
            return 0;
        }
        int members = set.members().size();
        double shardBytes = schedule.rings().get(0).share() * set.bytes() / members;
        return Math.max(0, PhaseTime.ringChainCycles(problem.noc(), members - 1, chainHops, shardBytes));
    }

    /** All rings of a way have equal shares, so a link's load depends on how many arcs cross it. */
    private double[] ringLoads(SharingSet set) {
        double bytes = schedule.rings().get(0).share() * set.receivedBytes();
        double[] sums = new double[mostArcs + 1];
        for (int count = 1; count < sums.length; count++) {
            sums[count] = sums[count - 1] + bytes;
        }
        double[] loads = new double[links.length];
        for (int i = 0; i < loads.length; i++) {
            loads[i] = sums[arcs[i]];
        }
        return loads;
    }

    private double[] unicastLoads(SharingSet set, double factor) {
        double[] dense = new double[mesh.links()];
        double shardBytes = set.bytes() / set.members().size();
        UnicastAllGather.addLoads(mesh, schedule.set().memberArray(), shardBytes, factor, dense);
        double[] loads = new double[links.length];
        for (int i = 0; i < loads.length; i++) {
            loads[i] = dense[links[i]];
        }
        return loads;
    }

    private double byteHops(double[] loads) {
        double sum = 0;
        for (int i = 0; i < loads.length; i++) {
            sum += LinkLoads.isPort(links[i]) ? 0 : loads[i];
        }
        return sum;
    }
}
