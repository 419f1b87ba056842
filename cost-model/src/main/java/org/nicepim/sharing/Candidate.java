package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.hardware.NocSpec;
import org.nicepim.noc.LinkLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.sharing.SetSchedule.Ring;

/**
 * One way in which one set could pass its data around, with its costs laid out for fast sums: only the links in use.
 * Immutable.
 */
public final class Candidate {
    private final SetSchedule schedule;
    private final int[] links;
    private final double[] occupancy;
    private final double byteHops;
    private final double latencyCycles;
    private final double chainCycles;

    private Candidate(SetSchedule schedule, int[] links, Candidate like) {
        this.schedule = schedule;
        this.links = links;
        this.occupancy = like.occupancy;
        this.byteHops = like.byteHops;
        this.latencyCycles = like.latencyCycles;
        this.chainCycles = like.chainCycles;
    }

    private Candidate(SetSchedule schedule, Mesh mesh, NocSpec noc, double[] dense, double byteHops) {
        this.schedule = schedule;
        this.byteHops = byteHops;
        this.latencyCycles =
                schedule.set().bytes() > 0 ? noc.endCycles() + (double) noc.hopCycles() * schedule.maxHops(mesh) : 0;
        this.chainCycles = schedule.ringChainCycles(mesh, noc);
        int used = 0;
        for (double load : dense) {
            used += load > 0 ? 1 : 0;
        }
        this.links = new int[used];
        this.occupancy = new double[used];
        for (int link = dense.length - 1; link >= 0; link--) {
            if (dense[link] > 0) {
                links[--used] = link;
                occupancy[used] = dense[link];
            }
        }
    }

    /** Prices a set's schedule. */
    public static Candidate of(SharingProblem problem, SetSchedule schedule) {
        double[] loads = new double[problem.mesh().links()];
        schedule.addLoads(problem.mesh(), loads);
        double byteHops = LinkLoads.byteHops(loads);
        if (schedule.unicastShare() > 0) {
            loads = new double[loads.length];
            schedule.addOccupancy(problem.mesh(), problem.noc(), loads);
        }
        return new Candidate(schedule, problem.mesh(), problem.noc(), loads, byteHops);
    }

    /**
     * The same way for a set whose members lie elsewhere in the same mesh, all moved alike, with as many bytes.
     *
     * @param other the set there
     * @param by what to add to node ids
     */
    Candidate movedTo(SharingSet other, int by) {
        List<Ring> rings = new ArrayList<>(schedule.rings().size());
        for (Ring ring : schedule.rings()) {
            rings.add(new Ring(ShortestCycles.shifted(ring.order(), by), ring.routings(), ring.share()));
        }
        SetSchedule moved = new SetSchedule(other, rings, schedule.unicastShare(), schedule.unicastRouting());
        int[] movedLinks = new int[links.length];
        for (int i = 0; i < links.length; i++) {
            movedLinks[i] = links[i] + by * Mesh.LINKS_PER_NODE;
        }
        return new Candidate(moved, movedLinks, this);
    }

    /** The schedule itself. */
    public SetSchedule schedule() {
        return schedule;
    }

    /** Number of links and ports in use. */
    public int linkCount() {
        return links.length;
    }

    /** Link id of the i-th link in use; ascending. */
    public int link(int i) {
        return links[i];
    }

    /** Occupancy of the i-th link in use, bytes. */
    public double occupancy(int i) {
        return occupancy[i];
    }

    /** Bytes times mesh links crossed. */
    public double byteHops() {
        return byteHops;
    }

    /** Cycles of injection, ejection and hops of the longest route; 0 for an empty set. */
    public double latencyCycles() {
        return latencyCycles;
    }

    /** Cycles of the slowest ring chain. */
    public double chainCycles() {
        return chainCycles;
    }

    /** Adds the occupancy, {@code sign} (1 or −1) times, to values by link id. */
    public void addTo(double[] total, int sign) {
        for (int i = 0; i < links.length; i++) {
            total[links[i]] += sign * occupancy[i];
        }
    }
}
