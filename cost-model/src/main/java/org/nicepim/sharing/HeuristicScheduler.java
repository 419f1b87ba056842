package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.List;
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
        List<List<Candidate>> pools = new ArrayList<>(problem.sets().size());
        for (SharingSet set : problem.sets()) {
            pools.add(pool(problem, set));
        }
        List<SetSchedule> best = CandidateChoice.schedules(pools, CandidateChoice.greedy(problem, pools));
        ScheduleCost bestCost = ScheduleCost.of(problem, best);
        for (int same : new int[] {UNICAST, ONE_WAY}) {
            List<SetSchedule> uniform = new ArrayList<>(pools.size());
            pools.forEach(pool -> uniform.add(pool.get(same).schedule()));
            ScheduleCost cost = ScheduleCost.of(problem, uniform);
            if (cost.isBetterThan(bestCost)) {
                best = uniform;
                bestCost = cost;
            }
        }
        return best;
    }

    private static List<Candidate> pool(SharingProblem problem, SharingSet set) {
        return ways(problem, set).stream()
                .map(way -> Candidate.of(problem, way))
                .toList();
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
