package org.nicepim.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nicepim.noc.BackgroundLoads;
import org.nicepim.noc.Flow;
import org.nicepim.noc.Mesh;
import org.nicepim.workload.Operand;

class HeuristicSchedulerTest extends DataSchedulerContract {
    @Override
    protected DataScheduler scheduler() {
        return new HeuristicScheduler();
    }

    @Test
    void neverWorseThanUnicastOrOneWayRings() {
        SplittableRandom random = new SplittableRandom(21);
        for (int trial = 0; trial < 300; trial++) {
            SharingProblem drawn = SharingProblems.random(random, 20, 10);
            SharingProblem problem = trial % 2 == 0 ? drawn : SharingProblems.crowded(random, drawn);
            double cycles = scheduler().schedule(problem).phaseCycles();
            assertThat(cycles)
                    .isLessThanOrEqualTo(new TspScheduler().schedule(problem).phaseCycles() * (1 + 1e-9))
                    .isLessThanOrEqualTo(
                            new ShortestPathScheduler().schedule(problem).phaseCycles() * (1 + 1e-9));
        }
    }

    /** Sets that are translations of each other are priced once, and as they would be alone. */
    @Test
    void translatedSetsArePricedAsTheyLie() {
        SplittableRandom random = new SplittableRandom(22);
        for (int classes : new int[] {1, 2, 4}) {
            for (boolean strided : new boolean[] {false, true}) {
                SharingProblem drawn = SharingProblems.regular(4, 8, classes, 2, strided, 1 << (6 + 2 * classes));
                SharingProblem problem = SharingProblems.crowded(random, drawn);
                List<List<Candidate>> pools = new ArrayList<>();
                for (SharingSet set : problem.sets()) {
                    pools.add(HeuristicScheduler.ways(problem, set).stream()
                            .map(way -> Candidate.of(problem, way))
                            .toList());
                }
                List<SetSchedule> greedy = CandidateChoice.schedules(pools, CandidateChoice.greedy(problem, pools));
                assertThat(scheduler().schedule(problem).phaseCycles())
                        .isLessThanOrEqualTo(ScheduleCost.of(problem, greedy).phaseCycles() * (1 + 1e-9));
            }
        }
    }

    /** A ring of four on a 2×2 mesh one way round; the link 0 → 1 is busy, so it goes the other way. */
    @Test
    void evadesLinksThatOthersUse() {
        Mesh mesh = new Mesh(2, 2);
        List<SharingSet> sets = List.of(new SharingSet(Operand.IFMAP, List.of(0, 1, 2, 3), 40_000));
        BackgroundLoads busy = BackgroundLoads.of(mesh, List.of(new Flow(0, 1, 20_000), new Flow(3, 2, 20_000)));
        SharingProblem problem = new SharingProblem(mesh, SharingProblems.NOC, sets, busy);
        SharingSchedule schedule = scheduler().schedule(problem);
        SetSchedule.Ring ring = schedule.sets().get(0).rings().get(0);
        assertThat(ring.order()).containsExactly(0, 2, 3, 1);
        assertThat(schedule.maxLinkLoadBytes()).isEqualTo(20_000 + 30_000);
        assertThat(SharingBound.of(problem)).isEqualTo(20_000 + 30_000);
    }

    @Test
    void blocksReachThePortBound() {
        SharingSchedule schedule = scheduler().schedule(SharingProblems.regular(8, 8, 2, 2, false, 65536));
        assertThat(schedule.effort().status()).isEqualTo(SharingSchedule.Status.OPTIMAL);
        assertThat(schedule.maxLinkLoadBytes()).isEqualTo(65536.0 * 15 / 16);
    }

    /** Whether it is asked or left out because no choice can be better, the answer is that of comparing. */
    @Test
    void isBetterWhereItsChoiceCostsLess() {
        SplittableRandom random = new SplittableRandom(86);
        int better = 0;
        for (int trial = 0; trial < 200; trial++) {
            SharingProblem drawn = SharingProblems.random(random, 20, 8);
            SharingProblem problem = trial % 3 > 0 ? drawn : SharingProblems.crowded(random, drawn);
            List<SetSchedule> chosen = HeuristicScheduler.choose(problem);
            ScheduleBound bound = ScheduleBound.of(problem);
            for (DataScheduler other :
                    List.of(new ShortestPathScheduler(), new TspScheduler(), new HeuristicScheduler())) {
                ScheduleCost cost = ScheduleCost.of(problem, other.sets(problem));
                boolean expected = ScheduleCost.of(problem, chosen).isBetterThan(cost);
                assertThat(HeuristicScheduler.better(problem, cost, bound))
                        .isEqualTo(expected ? Optional.of(chosen) : Optional.empty());
                better += expected ? 1 : 0;
            }
        }
        assertThat(better).isGreaterThan(20);
    }
}
