package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.noc.Routing;

/**
 * The cheap scheduler of the mapper's search: per set unicast, or its shortest cycle one way, the other way or both ways;
 * chosen jointly by {@link CandidateChoice}. Never worse than {@link ShortestPathScheduler} or {@link TspScheduler}.
 * States {@link SharingBound#quick}, not the full bound.
 */
public final class HeuristicScheduler implements DataScheduler {
    /** Name in output. */
    public static final String NAME = "heuristic";

    private static final int UNICAST = 0;
    private static final int ONE_WAY = 1;

    @Override
    public SharingSchedule schedule(SharingProblem problem) {
        long start = System.nanoTime();
        return ScheduleBuilder.heuristic(NAME, problem, choose(problem), SharingBound.quick(problem), start);
    }

    /** The schedules that this heuristic chooses, one per set, without prices and bounds. */
    public static List<SetSchedule> choose(SharingProblem problem) {
        List<List<Candidate>> pools = pools(problem);
        int[] unicast = new int[pools.size()];
        int[] oneWay = new int[pools.size()];
        Arrays.fill(unicast, UNICAST);
        Arrays.fill(oneWay, ONE_WAY);
        int[] greedy = CandidateChoice.greedy(problem, pools);
        return CandidateChoice.schedules(pools, CandidateChoice.best(problem, pools, List.of(greedy, unicast, oneWay)));
    }

    /** Sets that are translations of each other, as those of a partition are, are priced once. */
    private static List<List<Candidate>> pools(SharingProblem problem) {
        List<List<Candidate>> pools = new ArrayList<>(problem.sets().size());
        Map<Shape, List<Candidate>> known = new HashMap<>();
        for (SharingSet set : problem.sets()) {
            int corner = ShortestCycles.corner(problem.mesh(), set.members());
            Shape shape = new Shape(ShortestCycles.shifted(set.members(), -corner), set.bytes());
            List<Candidate> first = known.get(shape);
            List<Candidate> pool = first == null ? pool(problem, set) : moved(problem, first, set, corner);
            known.putIfAbsent(shape, pool);
            pools.add(pool);
        }
        return pools;
    }

    private record Shape(List<Integer> offsets, double bytes) {}

    private static List<Candidate> moved(SharingProblem problem, List<Candidate> first, SharingSet set, int corner) {
        int from = ShortestCycles.corner(
                problem.mesh(), first.get(0).schedule().set().members());
        List<Candidate> pool = new ArrayList<>(first.size());
        for (Candidate candidate : first) {
            pool.add(candidate.movedTo(set, corner - from));
        }
        return pool;
    }

    private static List<Candidate> pool(SharingProblem problem, SharingSet set) {
        List<SetSchedule> ways = ways(problem, set);
        List<Candidate> pool = new ArrayList<>(ways.size());
        for (SetSchedule way : ways) {
            pool.add(Candidate.of(problem, way));
        }
        return pool;
    }

    /** The ways that this heuristic knows for a set: unicast first, then its shortest cycle one way, then others. */
    public static List<SetSchedule> ways(SharingProblem problem, SharingSet set) {
        List<Integer> order = ShortestCycles.order(problem.mesh(), set.members());
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
