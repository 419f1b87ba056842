package org.nicepim.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HeuristicSchedulerTest extends DataSchedulerContract {
    @Override
    protected DataScheduler scheduler() {
        return new HeuristicScheduler();
    }

    @Test
    void neverWorseThanUnicastOrOneWayRings() {
        SplittableRandom random = new SplittableRandom(21);
        for (int trial = 0; trial < 300; trial++) {
            SharingProblem problem = SharingProblems.random(random, 20, 10);
            double cycles = scheduler().schedule(problem).phaseCycles();
            assertThat(cycles)
                    .isLessThanOrEqualTo(new TspScheduler().schedule(problem).phaseCycles() * (1 + 1e-9))
                    .isLessThanOrEqualTo(
                            new ShortestPathScheduler().schedule(problem).phaseCycles() * (1 + 1e-9));
        }
    }

    @Test
    void blocksReachThePortBound() {
        SharingSchedule schedule = scheduler().schedule(SharingProblems.regular(8, 8, 2, 2, false, 65536));
        assertThat(schedule.effort().status()).isEqualTo(SharingSchedule.Status.OPTIMAL);
        assertThat(schedule.maxLinkLoadBytes()).isEqualTo(65536.0 * 15 / 16);
    }
}
