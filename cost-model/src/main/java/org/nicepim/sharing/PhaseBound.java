package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
    private final Map<Kind, Unicast> unicast = new HashMap<>();

    private PhaseBound(SharingProblem problem) {
        this.problem = problem;
        this.sets = new ArrayList<>(problem.sets().size());
        List<Kind> kinds = new ArrayList<>();
        for (SharingSet set : problem.sets()) {
            if (set.bytes() > 0) {
                int corner = SetShape.corner(problem.mesh(), set.members());
                sets.add(new Free(set, corner, kind(kinds, set, corner)));
            }
        }
    }

    private Kind kind(List<Kind> known, SharingSet set, int corner) {
        for (int i = known.size() - 1; i >= 0; i--) {
            if (known.get(i).fits(set, corner)) {
                return known.get(i);
            }
        }
        Kind kind = new Kind(problem, set, corner);
        known.add(kind);
        return kind;
    }

    /**
     * A set before it is decided how it goes.
     *
     * @param corner of its box
     */
    private record Free(SharingSet set, int corner, Kind kind) {}

    /** What is known of all sets of one shape and volume before it is decided how they go. */
    private static final class Kind {
        private final SetShape shape;
        private final double bytes;
        /** No ring over such a set takes less. */
        private final double ringCycles;
        /** No way of such a set has shorter longest routes. */
        private final int arcHops;

        Kind(SharingProblem problem, SharingSet set, int corner) {
            this.shape = SetShape.of(problem.mesh(), set.members(), corner);
            this.bytes = set.bytes();
            CycleBound cycle = CycleBound.of(shape);
            int members = set.members().size();
            int hops = (cycle.hops() * (members - 1) + members - 1) / members;
            this.ringCycles = PhaseTime.ringChainCycles(problem.noc(), members - 1, hops, bytes / members / 2);
            this.arcHops = cycle.arcHops();
        }

        boolean fits(SharingSet set, int corner) {
            return set.bytes() == bytes && shape.isOf(set.members(), corner);
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
                .map(Free::kind)
                .distinct()
                .mapToDouble(kind -> kind.ringCycles)
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
        int hops = 0;
        for (Free free : sets) {
            hops = Math.max(hops, free.kind().arcHops);
        }
        return PhaseTime.cycles(problem.noc(), boundBytes, hops);
    }

    /** The (quick) load bound if all sets whose rings take longer than that go by unicast. */
    private double forced(double cycles) {
        List<SharingSet> left = new ArrayList<>();
        double[] there = new double[problem.mesh().links()];
        problem.background().addTo(there);
        int hops = 0;
        for (Free free : sets) {
            Kind kind = free.kind();
            if (kind.ringCycles <= cycles) {
                left.add(free.set());
                hops = Math.max(hops, kind.arcHops);
            } else {
                Unicast all = unicast.computeIfAbsent(kind, any -> Unicast.of(problem, free));
                all.addTo(there, free.corner());
                hops = Math.max(hops, all.maxHops());
            }
        }
        SharingProblem rest = new SharingProblem(problem.mesh(), problem.noc(), left, BackgroundLoads.of(there));
        return PhaseTime.cycles(problem.noc(), SharingBound.quick(rest), hops);
    }

    /**
     * A set that goes by unicast alone, its members relative to the corner of its box.
     *
     * @param links in use
     * @param lesser of the occupancies XY and YX of each of them
     * @param maxHops of its longest route
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares loads
    private record Unicast(int[] links, double[] lesser, int maxHops) {
        static Unicast of(SharingProblem problem, Free free) {
            SetShape shape = free.kind().shape;
            Mesh mesh = shape.mesh();
            SharingSet set = new SharingSet(
                    free.set().operand(), shape.members(), free.set().bytes());
            double[] rowsFirst = occupancy(problem, mesh, set, Routing.XY);
            double[] columnsFirst = occupancy(problem, mesh, set, Routing.YX);
            int[] links = IntStream.range(0, rowsFirst.length)
                    .filter(link -> Math.min(rowsFirst[link], columnsFirst[link]) > 0)
                    .toArray();
            double[] lesser = new double[links.length];
            for (int i = 0; i < links.length; i++) {
                lesser[i] = Math.min(rowsFirst[links[i]], columnsFirst[links[i]]);
            }
            return new Unicast(links, lesser, UnicastAllGather.maxHops(mesh, shape.nodes()));
        }

        private static double[] occupancy(SharingProblem problem, Mesh mesh, SharingSet set, Routing routing) {
            double[] occupancy = new double[mesh.links()];
            SetSchedule.unicast(set, routing).addOccupancy(mesh, problem.noc(), occupancy);
            return occupancy;
        }

        void addTo(double[] loads, int corner) {
            int first = corner * Mesh.LINKS_PER_NODE;
            for (int i = 0; i < links.length; i++) {
                loads[first + links[i]] += lesser[i];
            }
        }
    }
}
