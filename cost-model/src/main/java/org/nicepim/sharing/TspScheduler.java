package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.noc.Routing;

/** Each set alone goes one way round its shortest Hamiltonian cycle ({@link ShortestCycles}), routed XY. */
public final class TspScheduler implements DataScheduler {
    /** Name in output. */
    public static final String NAME = "tsp";

    @Override
    public SharingSchedule schedule(SharingProblem problem) {
        long start = System.nanoTime();
        return ScheduleBuilder.heuristic(NAME, problem, sets(problem), ScheduleBound.of(problem), start);
    }

    @Override
    public List<SetSchedule> sets(SharingProblem problem) {
        List<SetSchedule> sets = new ArrayList<>();
        for (SharingSet set : problem.sets()) {
            List<Integer> order = ShortestCycles.order(problem.mesh(), set.members());
            sets.add(SetSchedule.oneWay(set, order, Routing.XY));
        }
        return List.copyOf(sets);
    }
}
