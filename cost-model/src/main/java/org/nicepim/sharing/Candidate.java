package org.nicepim.sharing;

import org.nicepim.hardware.NocSpec;
import org.nicepim.noc.LinkLoads;
import org.nicepim.noc.Mesh;

/**
 * One way in which one set could pass its data around, with its costs laid out for fast sums: only the links in use.
 * Immutable.
 */
public final class Candidate {
    /** As a set goes it whose members have ids that are smaller by {@link #by}. */
    private final SetSchedule pattern;

    private final SharingSet set;
    private final int by;
    private final int linksBy;
    private final Costs costs;

    /**
     * Costs of a way. Arrays are shared, not copied.
     *
     * @param links in use, ascending
     * @param occupancy of each of them, bytes, above 0
     * @param byteHops bytes times mesh links crossed
     * @param latencyCycles of the longest route
     * @param chainCycles of the slowest ring
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares costs
    record Costs(int[] links, double[] occupancy, double byteHops, double latencyCycles, double chainCycles) {
        private static Costs of(SetSchedule schedule, Mesh mesh, NocSpec noc, double[] dense, double byteHops) {
            int used = 0;
            for (double load : dense) {
                used += load > 0 ? 1 : 0;
            }
            int[] links = new int[used];
            double[] occupancy = new double[used];
            for (int link = dense.length - 1; link >= 0; link--) {
                if (dense[link] > 0) {
                    links[--used] = link;
                    occupancy[used] = dense[link];
                }
            }
            double latency = schedule.set().bytes() > 0
                    ? noc.endCycles() + (double) noc.hopCycles() * schedule.maxHops(mesh)
                    : 0;
            return new Costs(links, occupancy, byteHops, latency, schedule.ringChainCycles(mesh, noc));
        }
    }

    /**
     * A way of a set.
     *
     * @param pattern the same way of a set that lies elsewhere
     * @param set the set
     * @param by what to add to the node ids of the pattern, and of its costs, to get there
     * @param costs of the pattern, with as many bytes as the set has
     */
    Candidate(SetSchedule pattern, SharingSet set, int by, Costs costs) {
        this.pattern = pattern;
        this.set = set;
        this.by = by;
        this.linksBy = by * Mesh.LINKS_PER_NODE;
        this.costs = costs;
    }

    /** Prices a set's schedule. */
    public static Candidate of(SharingProblem problem, SetSchedule schedule) {
        double[] loads = new double[problem.mesh().links()];
        schedule.addLoads(problem.mesh(), loads);
        double byteHops = LinkLoads.byteHops(loads);
        if (schedule.isContended(problem.mesh(), problem.noc())) {
            loads = new double[loads.length];
            schedule.addOccupancy(problem.mesh(), problem.noc(), loads);
        }
        Costs costs = Costs.of(schedule, problem.mesh(), problem.noc(), loads, byteHops);
        return new Candidate(schedule, schedule.set(), 0, costs);
    }

    /**
     * The same way for a set whose members lie elsewhere in the same mesh, all moved alike, with as many bytes.
     *
     * @param other the set there
     * @param further what to add to node ids
     */
    Candidate movedTo(SharingSet other, int further) {
        return new Candidate(pattern, other, by + further, costs);
    }

    /** The schedule itself. */
    public SetSchedule schedule() {
        return pattern.movedTo(set, by);
    }

    /** Number of links and ports in use. */
    public int linkCount() {
        return costs.links.length;
    }

    /** Link id of the i-th link in use; ascending. */
    public int link(int i) {
        return costs.links[i] + linksBy;
    }

    /** Occupancy of the i-th link in use, bytes. */
    public double occupancy(int i) {
        return costs.occupancy[i];
    }

    /** Bytes times mesh links crossed. */
    public double byteHops() {
        return costs.byteHops;
    }

    /** Cycles of injection, ejection and hops of the longest route; 0 for an empty set. */
    public double latencyCycles() {
        return costs.latencyCycles;
    }

    /** Cycles of the slowest ring chain. */
    public double chainCycles() {
        return costs.chainCycles;
    }

    /** Adds the occupancy, {@code sign} (1 or −1) times, to values by link id. */
    public void addTo(double[] total, int sign) {
        int[] links = costs.links;
        double[] occupancy = costs.occupancy;
        for (int i = 0; i < links.length; i++) {
            total[links[i] + linksBy] += sign * occupancy[i];
        }
    }

    /** Largest of the values by link id, over the links in use, after the occupancy would have been added; at least 0. */
    double largestAbove(double[] total) {
        int[] links = costs.links;
        double[] occupancy = costs.occupancy;
        double largest = 0;
        for (int i = 0; i < links.length; i++) {
            double sum = total[links[i] + linksBy] + occupancy[i];
            largest = sum > largest ? sum : largest;
        }
        return largest;
    }

    /** The link with the largest of the values by link id, over the links in use and a given one, which wins ties. */
    int busier(double[] total, int than) {
        int busiest = than;
        for (int link : costs.links) {
            busiest = total[link + linksBy] > total[busiest] ? link + linksBy : busiest;
        }
        return busiest;
    }
}
