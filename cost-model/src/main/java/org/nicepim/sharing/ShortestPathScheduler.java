package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.List;

/** Every owner sends its part to every other member on the XY route, each on its own. TETRIS's way. */
public final class ShortestPathScheduler implements DataScheduler {
    /** Name in output. */
    public static final String NAME = "shortest";

    @Override
    public SharingSchedule schedule(SharingProblem problem) {
        long start = System.nanoTime();
        return ScheduleBuilder.heuristic(NAME, problem, sets(problem), ScheduleBound.of(problem), start);
    }

    @Override
    public List<SetSchedule> sets(SharingProblem problem) {
        List<SetSchedule> sets = new ArrayList<>();
        for (SharingSet set : problem.sets()) {
            sets.add(SetSchedule.unicast(set));
        }
        return List.copyOf(sets);
    }
}
