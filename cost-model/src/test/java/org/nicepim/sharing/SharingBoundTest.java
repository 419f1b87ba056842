package org.nicepim.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nicepim.noc.LinkLoads;

class SharingBoundTest {
    private static final double SLACK = 1 + 1e-9;

    @Test
    void noCycleDirectionRouteOrSplitOfOneSetIsBelow() {
        SplittableRandom random = new SplittableRandom(31);
        for (int trial = 0; trial < 40; trial++) {
            SharingProblem drawn = SharingProblems.random(random, 12, 6);
            SharingSet set = drawn.sets().get(0);
            SharingProblem alone = new SharingProblem(drawn.mesh(), drawn.noc(), List.of(set));
            SharingProblem problem = trial % 2 == 0 ? alone : SharingProblems.crowded(random, alone);
            double bound = SharingBound.of(problem);
            for (SetSchedule schedule : EveryWay.mixed(set)) {
                assertThat(load(problem, List.of(schedule)) * SLACK).isGreaterThanOrEqualTo(bound);
            }
        }
    }

    /** Two sets of up to 4 that run at once: all pairs of ways. */
    @Test
    void noPairOfWaysOfTwoSetsIsBelow() {
        SplittableRandom random = new SplittableRandom(32);
        int pairs = 0;
        while (pairs < 40) {
            SharingProblem drawn = SharingProblems.random(random, 9, 4);
            if (drawn.sets().size() < 2) {
                continue;
            }
            pairs++;
            SharingProblem two =
                    new SharingProblem(drawn.mesh(), drawn.noc(), drawn.sets().subList(0, 2));
            SharingProblem problem = pairs % 2 == 0 ? two : SharingProblems.crowded(random, two);
            double bound = SharingBound.of(problem);
            double least = Double.MAX_VALUE;
            for (SetSchedule first : EveryWay.mixed(problem.sets().get(0))) {
                for (SetSchedule second : EveryWay.mixed(problem.sets().get(1))) {
                    least = Math.min(least, load(problem, List.of(first, second)));
                }
            }
            assertThat(bound).as(problem.toString()).isLessThanOrEqualTo(least * SLACK);
        }
    }

    @Test
    void quickIsNotAboveTheFullBoundAndSchedulesAreNotBelow() {
        SplittableRandom random = new SplittableRandom(33);
        for (int trial = 0; trial < 200; trial++) {
            SharingProblem drawn = SharingProblems.random(random, 20, 16);
            SharingProblem problem = trial % 2 == 0 ? drawn : SharingProblems.crowded(random, drawn);
            double full = SharingBound.of(problem);
            assertThat(SharingBound.quick(problem)).isLessThanOrEqualTo(full * SLACK);
            assertThat(load(problem, HeuristicScheduler.choose(problem)) * SLACK)
                    .isGreaterThanOrEqualTo(full);
        }
    }

    @Test
    void eachBoundIsTightSomewhere() {
        SharingProblem block = SharingProblems.regular(2, 2, 1, 1, false, 64);
        assertThat(SharingBound.of(block)).isEqualTo(48);
        assertThat(load(block, HeuristicScheduler.choose(block))).isEqualTo(48);
        // Four interleaved pairs on a line: all must cross the middle link.
        SharingProblem line = SharingProblems.regular(1, 8, 1, 4, true, 64);
        assertThat(SharingBound.of(line)).isEqualTo(4 * 32);
        assertThat(load(line, HeuristicScheduler.choose(line))).isEqualTo(4 * 32);
    }

    private static double load(SharingProblem problem, List<SetSchedule> schedules) {
        double[] loads = new double[problem.mesh().links()];
        problem.background().addTo(loads);
        schedules.forEach(schedule -> schedule.addLoads(problem.mesh(), loads));
        return LinkLoads.max(loads);
    }
}
