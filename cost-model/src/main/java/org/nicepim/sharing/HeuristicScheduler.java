package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Routing;

/**
 * The cheap scheduler of the mapper's search: per set unicast, or its shortest cycle one way, the other way or both ways;
 * chosen jointly by {@link CandidateChoice}. Never worse than {@link ShortestPathScheduler} or {@link TspScheduler}.
 * States cheap bounds, not the best.
 */
public final class HeuristicScheduler implements DataScheduler {
    /** Name in output. */
    public static final String NAME = "heuristic";

    private static final int UNICAST = 0;
    private static final int ONE_WAY = 1;

    @Override
    public SharingSchedule schedule(SharingProblem problem) {
        long start = System.nanoTime();
        return ScheduleBuilder.heuristic(NAME, problem, choose(problem), ScheduleBound.quick(problem), start);
    }

    @Override
    public List<SetSchedule> sets(SharingProblem problem) {
        return choose(problem);
    }

    /** The schedules that this heuristic chooses, one per set, without prices and bounds. */
    public static List<SetSchedule> choose(SharingProblem problem) {
        return choose(problem, kinds(problem));
    }

    /**
     * What this heuristic chooses, if that is better than a schedule of a given cost. It does not choose where none of its choices can be.
     *
     * @param problem the problem
     * @param than cost of the other schedule
     * @param bound what no schedule beats
     */
    public static Optional<List<SetSchedule>> better(SharingProblem problem, ScheduleCost than, ScheduleBound bound) {
        List<Priced> kinds = kinds(problem);
        List<List<Candidate>> unmoved = new ArrayList<>(kinds.size());
        for (Priced kind : kinds) {
            unmoved.add(kind.candidates());
        }
        if (!CandidateChoice.atLeast(problem, unmoved, bound).isBetterThan(than)) {
            return Optional.empty();
        }
        List<SetSchedule> chosen = choose(problem, kinds);
        return ScheduleCost.of(problem, chosen).isBetterThan(than) ? Optional.of(chosen) : Optional.empty();
    }

    private static List<SetSchedule> choose(SharingProblem problem, List<Priced> kinds) {
        List<List<Candidate>> pools = new ArrayList<>(kinds.size());
        for (int i = 0; i < kinds.size(); i++) {
            SharingSet set = problem.sets().get(i);
            pools.add(kinds.get(i).movedTo(set, SetShape.corner(problem.mesh(), set.members())));
        }
        int[] unicast = new int[pools.size()];
        int[] oneWay = new int[pools.size()];
        Arrays.fill(unicast, UNICAST);
        Arrays.fill(oneWay, ONE_WAY);
        int[] greedy = CandidateChoice.greedy(problem, pools);
        return CandidateChoice.schedules(pools, CandidateChoice.best(problem, pools, List.of(greedy, unicast, oneWay)));
    }

    /** One per set. Sets that are translations of each other, as those of a partition are, are priced once. */
    private static List<Priced> kinds(SharingProblem problem) {
        List<Priced> kinds = new ArrayList<>(problem.sets().size());
        List<Priced> known = new ArrayList<>();
        for (SharingSet set : problem.sets()) {
            kinds.add(priced(problem, known, set, SetShape.corner(problem.mesh(), set.members())));
        }
        return kinds;
    }

    private static Priced priced(SharingProblem problem, List<Priced> known, SharingSet set, int corner) {
        for (int i = known.size() - 1; i >= 0; i--) {
            if (known.get(i).fits(set, corner)) {
                return known.get(i);
            }
        }
        Priced priced = Priced.of(problem, set, corner);
        known.add(priced);
        return priced;
    }

    /** The candidates of sets of one shape and volume, for the first of them. */
    private record Priced(SetShape shape, double bytes, int corner, List<Candidate> candidates) {
        static Priced of(SharingProblem problem, SharingSet set, int corner) {
            SetShape shape = SetShape.of(problem.mesh(), set.members(), corner);
            List<WayPattern> ways = WayPattern.of(shape);
            List<Candidate> candidates = new ArrayList<>(ways.size());
            for (WayPattern way : ways) {
                candidates.add(way.candidate(problem, set, corner));
            }
            return new Priced(shape, set.bytes(), corner, candidates);
        }

        boolean fits(SharingSet set, int setCorner) {
            return set.bytes() == bytes && shape.isOf(set.members(), setCorner);
        }

        List<Candidate> movedTo(SharingSet set, int setCorner) {
            List<Candidate> moved = new ArrayList<>(candidates.size());
            for (Candidate candidate : candidates) {
                moved.add(candidate.movedTo(set, setCorner - corner));
            }
            return moved;
        }
    }

    /** The ways that this heuristic knows for a set: unicast first, then its shortest cycle one way, then others. */
    public static List<SetSchedule> ways(SharingProblem problem, SharingSet set) {
        return ways(problem.mesh(), set);
    }

    static List<SetSchedule> ways(Mesh mesh, SharingSet set) {
        List<Integer> order = ShortestCycles.order(mesh, set.members());
        SetSchedule unicast = SetSchedule.unicast(set);
        SetSchedule oneWay = SetSchedule.oneWay(set, order, Routing.XY);
        if (set.members().size() == 2) {
            return List.of(unicast, oneWay);
        }
        return List.of(
                unicast,
                oneWay,
                SetSchedule.oneWay(set, SetSchedule.reversed(order), Routing.XY),
                SetSchedule.twoWay(set, order, Routing.XY));
    }
}
