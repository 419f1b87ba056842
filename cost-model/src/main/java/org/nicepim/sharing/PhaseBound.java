package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.hardware.NocSpec;
import org.nicepim.noc.BackgroundLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.PhaseTime;
import org.nicepim.noc.Routing;
import org.nicepim.noc.UnicastAllGather;

/**
 * Lower bound on the modelled phase time ({@link ScheduleCost}) of any schedule in which each set goes by unicast alone, or along
 * one Hamiltonian cycle, split in any way over its two directions, each arc routed XY or YX.
 *
 * <p><b>Loads alone.</b> Some link or port carries at least {@link SharingBound} bytes, and some route is as long as the longest
 * arc of a cycle must be: the mean arc of the shortest cycle, and the way from the loneliest member to its neighbour.
 *
 * <p><b>Rings take their time.</b> A shard goes over n − 1 arcs, all but one of the cycle's. If no Hamiltonian cycle over a set
 * is shorter than L hops, then without the shortest arc, which is no longer than the mean, (n−1)/n·L hops are left. One of the
 * two directions has at least half of the data. So a ring takes at least {@link PhaseTime#ringChainCycles} of n − 1 arcs, that
 * many hops and half a shard. A phase that ends before that has no ring over the set: all of its data goes by unicast, XY or YX,
 * and on each link lies at least the lesser of the two loads, contention included. These loads are there whatever the others do.
 *
 * <p>So with the sets sorted by that time, c₁ ≤ c₂ ≤ …, a phase of T cycles with cᵢ ≤ T &lt; cᵢ₊₁ is at least as long as the load
 * bound with all sets behind the i-th forced to unicast, bᵢ. The bound is the least of {@code max(cᵢ, bᵢ)} over i ≥ 0, where c₀ = 0.
 */
public final class PhaseBound {
    private final SharingProblem problem;
    private final List<Free> sets;

    private PhaseBound(SharingProblem problem) {
        this.problem = problem;
        this.sets = new ArrayList<>();
        for (SharingSet set : problem.sets()) {
            if (set.bytes() > 0) {
                sets.add(Free.of(problem, set));
            }
        }
    }

    /**
     * What is known of a set before it is decided how it goes.
     *
     * @param set the set
     * @param ringCycles no ring over it takes less
     * @param arcHops no way of it has shorter longest routes
     */
    private record Free(SharingSet set, double ringCycles, int arcHops) {
        static Free of(SharingProblem problem, SharingSet set) {
            Mesh mesh = problem.mesh();
            NocSpec noc = problem.noc();
            int corner = SetShape.corner(mesh, set.members());
            int length = ShortestCycles.lengthLowerBound(SetShape.of(mesh, set.members(), corner));
            int members = set.members().size();
            int hops = (length * (members - 1) + members - 1) / members;
            double cycles = PhaseTime.ringChainCycles(noc, members - 1, hops, set.bytes() / members / 2);
            int meanArc = (length + members - 1) / members;
            return new Free(set, cycles, Math.max(meanArc, loneliest(mesh, set.memberArray())));
        }

        private static int loneliest(Mesh mesh, int[] members) {
            int most = 0;
            for (int from : members) {
                int nearest = Integer.MAX_VALUE;
                for (int to : members) {
                    nearest = from == to ? nearest : Math.min(nearest, mesh.distance(from, to));
                }
                most = Math.max(most, nearest);
            }
            return most;
        }
    }

    /**
     * The bound, in cycles.
     *
     * @param problem the problem
     * @param loadBoundBytes from {@link SharingBound}
     */
    public static double cycles(SharingProblem problem, double loadBoundBytes) {
        PhaseBound bound = new PhaseBound(problem);
        double[] ringCycles = bound.sets.stream()
                .mapToDouble(Free::ringCycles)
                .sorted()
                .distinct()
                .toArray();
        if (ringCycles.length == 0) {
            return 0;
        }
        double least = Math.max(ringCycles[ringCycles.length - 1], bound.allFree(loadBoundBytes));
        for (int i = ringCycles.length - 2; i >= -1; i--) {
            double from = i < 0 ? 0 : ringCycles[i];
            double forced = from < least ? bound.forced(from) : from;
            if (forced >= least && from < least) {
                break; // the fewer cycles, the more sets are forced
            }
            least = Math.min(least, Math.max(from, forced));
        }
        return least;
    }

    /** A cheaper bound, in cycles: of loads alone. */
    static double quick(SharingProblem problem, double loadBoundBytes) {
        return problem.sets().stream().anyMatch(set -> set.bytes() > 0)
                ? PhaseTime.cycles(problem.noc(), loadBoundBytes, 1)
                : 0;
    }

    private double allFree(double boundBytes) {
        return PhaseTime.cycles(
                problem.noc(),
                boundBytes,
                sets.stream().mapToInt(Free::arcHops).max().orElse(0));
    }

    /** The (quick) load bound if all sets whose rings take longer than that go by unicast. */
    private double forced(double cycles) {
        List<SharingSet> left = new ArrayList<>();
        double[] there = new double[problem.mesh().links()];
        problem.background().addTo(there);
        int hops = 0;
        for (Free free : sets) {
            if (free.ringCycles() <= cycles) {
                left.add(free.set());
                hops = Math.max(hops, free.arcHops());
            } else {
                addLesser(free.set(), there);
                hops = Math.max(
                        hops,
                        UnicastAllGather.maxHops(problem.mesh(), free.set().memberArray()));
            }
        }
        SharingProblem rest = new SharingProblem(problem.mesh(), problem.noc(), left, BackgroundLoads.of(there));
        return PhaseTime.cycles(problem.noc(), SharingBound.quick(rest), hops);
    }

    private void addLesser(SharingSet set, double[] loads) {
        double[] columnsFirst = occupancy(set, Routing.YX);
        double[] rowsFirst = occupancy(set, Routing.XY);
        for (int link = 0; link < loads.length; link++) {
            loads[link] += Math.min(rowsFirst[link], columnsFirst[link]);
        }
    }

    private double[] occupancy(SharingSet set, Routing routing) {
        double[] occupancy = new double[problem.mesh().links()];
        SetSchedule.unicast(set, routing).addOccupancy(problem.mesh(), problem.noc(), occupancy);
        return occupancy;
    }
}
