package org.nicepim.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nicepim.noc.Mesh;

/** What every {@link DataScheduler} promises. */
public abstract class DataSchedulerContract {
    private static final int TRIALS = 150;

    /** The scheduler under test. */
    protected abstract DataScheduler scheduler();

    private void check(SharingProblem problem) {
        SharingSchedule schedule = scheduler().schedule(problem);
        assertThat(ScheduleVerifier.faults(problem, schedule))
                .as(problem.toString())
                .isEmpty();
        assertThat(schedule.gap()).isBetween(0.0, 1.0);
    }

    @Test
    final void randomProblemsAreScheduledRightly() {
        SplittableRandom random = new SplittableRandom(11);
        for (int trial = 0; trial < TRIALS; trial++) {
            check(SharingProblems.random(random, 20, 16));
        }
    }

    @Test
    final void problemsBesideOthersFlowsAreScheduledRightly() {
        SplittableRandom random = new SplittableRandom(13);
        for (int trial = 0; trial < TRIALS / 3; trial++) {
            SharingProblem problem = SharingProblems.crowded(random, SharingProblems.random(random, 20, 12));
            check(problem);
            addsUp(problem, scheduler().schedule(problem));
        }
    }

    /** Load by load: what the schedule brings and what is there already. */
    private static void addsUp(SharingProblem problem, SharingSchedule schedule) {
        double most = 0;
        double longest = 0;
        for (int link = 0; link < problem.mesh().links(); link++) {
            double[] loads = new double[problem.mesh().links()];
            double[] occupancy = new double[problem.mesh().links()];
            for (SetSchedule set : schedule.sets()) {
                set.addLoads(problem.mesh(), loads);
                set.addOccupancy(problem.mesh(), problem.noc(), occupancy);
            }
            most = Math.max(most, problem.background().bytes(link) + loads[link]);
            longest = Math.max(longest, problem.background().bytes(link) + occupancy[link]);
        }
        assertThat(schedule.maxLinkLoadBytes()).isCloseTo(most, within(1e-6));
        assertThat(schedule.phaseCycles())
                .isGreaterThanOrEqualTo(longest / problem.noc().linkBytes());
    }

    @Test
    final void regularProblemsAreScheduledRightly() {
        for (boolean strided : new boolean[] {false, true}) {
            check(SharingProblems.regular(4, 4, 1, 1, strided, 4096));
            check(SharingProblems.regular(4, 4, 2, 2, strided, 4096));
            check(SharingProblems.regular(4, 4, 1, 4, strided, 4096));
            check(SharingProblems.regular(4, 8, 2, 4, strided, 4096));
            check(SharingProblems.regular(5, 5, 1, 1, strided, 4096));
        }
    }

    @Test
    final void theFastestOfSeveralPlacementsIsFound() {
        List<SharingProblem> placements = List.of(
                SharingProblems.regular(4, 8, 2, 4, true, 65536),
                SharingProblems.regular(4, 8, 2, 4, false, 65536),
                SharingProblems.regular(4, 8, 2, 2, true, 65536));
        int fastest = scheduler().fastest(placements);
        for (SharingProblem placement : placements) {
            assertThat(scheduler().schedule(placements.get(fastest)).phaseCycles())
                    .isLessThanOrEqualTo(scheduler().schedule(placement).phaseCycles() * (1 + 1e-9));
        }
    }

    @Test
    final void noSetsCostNothing() {
        SharingSchedule schedule =
                scheduler().schedule(new SharingProblem(new Mesh(2, 2), SharingProblems.NOC, List.of()));
        assertThat(schedule.sets()).isEmpty();
        assertThat(schedule.phaseCycles()).isZero();
        assertThat(schedule.gap()).isZero();
    }

    @Test
    final void equalProblemsGetEqualSchedules() {
        SplittableRandom random = new SplittableRandom(12);
        for (int trial = 0; trial < 20; trial++) {
            SharingProblem problem = SharingProblems.random(random, 16, 9);
            SharingSchedule first = scheduler().schedule(problem);
            SharingSchedule second = scheduler().schedule(problem);
            assertThat(second.sets()).isEqualTo(first.sets());
            assertThat(second.phaseCycles()).isEqualTo(first.phaseCycles());
            assertThat(scheduler().sets(problem)).isEqualTo(first.sets());
        }
    }
}
