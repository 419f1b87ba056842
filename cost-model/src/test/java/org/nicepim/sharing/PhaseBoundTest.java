package org.nicepim.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nicepim.noc.Mesh;
import org.nicepim.workload.Operand;

class PhaseBoundTest {
    private static final double SLACK = 1 + 1e-9;

    private static double bound(SharingProblem problem) {
        return PhaseBound.cycles(problem, SharingBound.of(problem));
    }

    /** The same problem with that share of its bytes: from loads that decide to latencies that do. */
    private static SharingProblem scaled(SharingProblem problem, double share) {
        List<SharingSet> sets = problem.sets().stream()
                .map(set -> new SharingSet(set.operand(), set.members(), set.bytes() * share))
                .toList();
        return new SharingProblem(problem.mesh(), problem.noc(), sets, problem.background());
    }

    @Test
    void noWayOfOneSetIsFaster() {
        SplittableRandom random = new SplittableRandom(35);
        for (int trial = 0; trial < 60; trial++) {
            SharingProblem drawn = SharingProblems.random(random, 12, 6);
            SharingProblem first =
                    new SharingProblem(drawn.mesh(), drawn.noc(), drawn.sets().subList(0, 1));
            SharingProblem alone = scaled(first, trial % 3 == 0 ? 1 : trial % 3 == 1 ? 0.02 : 0.002);
            SharingProblem problem = trial % 2 == 0 ? alone : SharingProblems.crowded(random, alone);
            double bound = bound(problem);
            for (SetSchedule way : EveryWay.of(problem.sets().get(0))) {
                assertThat(ScheduleCost.of(problem, List.of(way)).phaseCycles() * SLACK)
                        .isGreaterThanOrEqualTo(bound);
            }
        }
    }

    @Test
    void noPairOfWaysOfTwoSetsIsFaster() {
        SplittableRandom random = new SplittableRandom(36);
        int pairs = 0;
        while (pairs < 30) {
            SharingProblem drawn = SharingProblems.random(random, 9, 4);
            if (drawn.sets().size() < 2) {
                continue;
            }
            pairs++;
            SharingProblem two =
                    new SharingProblem(drawn.mesh(), drawn.noc(), drawn.sets().subList(0, 2));
            SharingProblem problem = scaled(two, pairs % 2 == 0 ? 0.01 : 0.5);
            double bound = bound(problem);
            for (SetSchedule first : EveryWay.of(problem.sets().get(0))) {
                for (SetSchedule second : EveryWay.of(problem.sets().get(1))) {
                    ScheduleCost cost = ScheduleCost.of(problem, List.of(first, second));
                    assertThat(cost.phaseCycles() * SLACK).isGreaterThanOrEqualTo(bound);
                }
            }
        }
    }

    /** A few bytes for all nodes of a mesh: unicast is best though its largest load is twice the load bound, and that is proved. */
    @Test
    void fewBytesForManyNodesAreProvedBestByUnicast() {
        SharingProblem problem = SharingProblems.regular(8, 8, 1, 1, false, 128);
        SharingSchedule unicast = new ShortestPathScheduler().schedule(problem);
        assertThat(unicast.gap()).isGreaterThan(0.4);
        assertThat(unicast.cyclesGap()).isLessThan(1e-9);
        assertThat(unicast.effort().status()).isEqualTo(SharingSchedule.Status.OPTIMAL);
    }

    @Test
    void setsWithoutBytesTakeNoTime() {
        SharingSet empty = new SharingSet(Operand.IFMAP, List.of(0, 1, 2), 0);
        assertThat(bound(new SharingProblem(new Mesh(2, 2), SharingProblems.NOC, List.of(empty))))
                .isZero();
    }
}
