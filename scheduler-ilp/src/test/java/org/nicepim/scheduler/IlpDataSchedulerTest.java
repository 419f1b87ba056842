package org.nicepim.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nicepim.scheduler.milp.FaultySolvers;
import org.nicepim.scheduler.milp.MilpLimits;
import org.nicepim.scheduler.milp.MilpSolver;
import org.nicepim.scheduler.milp.OrToolsSolver;
import org.nicepim.scheduler.milp.OrToolsSolver.Backend;
import org.nicepim.scheduler.milp.SolverChain;
import org.nicepim.sharing.Candidate;
import org.nicepim.sharing.CandidateChoice;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.sharing.ScheduleCost;
import org.nicepim.sharing.ScheduleVerifier;
import org.nicepim.sharing.SetSchedule;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingProblems;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sharing.SharingSchedule.Status;
import org.nicepim.sharing.SharingSet;
import org.nicepim.sharing.ShortestPathScheduler;
import org.nicepim.sharing.TspScheduler;
import org.nicepim.workload.Operand;

class IlpDataSchedulerTest {
    private static final double SLACK = 1 + 1e-9;
    private static final MilpLimits LIMITS = new MilpLimits(20_000, 5);
    /** Sets that overlap: the heuristic's choice is not provably best, so solvers are asked. */
    private static final SharingProblem CONTENDED = contended();

    private static SharingProblem contended() {
        SharingProblem strided = SharingProblems.regular(8, 8, 1, 4, true, 65536);
        List<SharingSet> sets = new ArrayList<>(strided.sets());
        sets.addAll(SharingProblems.sets(strided.mesh(), Operand.IFMAP, 4, 1, false, 65536));
        return new SharingProblem(strided.mesh(), strided.noc(), sets);
    }

    /** Every second one with random overlapping sets, every second one with scattered disjoint sets. */
    private static SharingProblem draw(SplittableRandom random, int trial) {
        return trial % 2 == 0
                ? SharingProblems.random(random, 20, 10)
                : SharingProblems.scattered(random, 3, 4, 3 + random.nextInt(2));
    }

    private static IlpDataScheduler with(MilpSolver... solvers) {
        return new IlpDataScheduler(new SolverChain(Arrays.asList(solvers)), LIMITS);
    }

    @Test
    void neverWorseThanTheHeuristics() {
        SplittableRandom random = new SplittableRandom(41);
        IlpDataScheduler ilp = new IlpDataScheduler(SolverChain.only("cbc"), new MilpLimits(20_000, 0.25, 0.05));
        int solves = 0;
        int better = 0;
        for (int trial = 0; trial < 150; trial++) {
            SharingProblem problem = draw(random, trial);
            SharingSchedule schedule = ilp.schedule(problem);
            double heuristic = new HeuristicScheduler().schedule(problem).phaseCycles();
            assertThat(schedule.phaseCycles())
                    .isLessThanOrEqualTo(heuristic * SLACK)
                    .isLessThanOrEqualTo(new TspScheduler().schedule(problem).phaseCycles() * SLACK)
                    .isLessThanOrEqualTo(
                            new ShortestPathScheduler().schedule(problem).phaseCycles() * SLACK);
            assertThat(schedule.effort().fallbacks()).as("at most late answers").isLessThan(3);
            solves += schedule.effort().solves();
            better += schedule.phaseCycles() * SLACK < heuristic ? 1 : 0;
        }
        assertThat(solves).isGreaterThan(40);
        assertThat(better).isGreaterThan(15);
    }

    @Test
    void equalsTheBestOfAllChoicesOfCandidates() {
        SplittableRandom random = new SplittableRandom(42);
        int solves = 0;
        for (int trial = 0; trial < 40; trial++) {
            SharingProblem drawn = SharingProblems.scattered(random, 2, 6, 4);
            SharingProblem problem =
                    new SharingProblem(drawn.mesh(), drawn.noc(), drawn.sets().subList(0, 2 + trial % 2));
            SharingSchedule schedule = with(new OrToolsSolver(Backend.CBC)).search(problem);
            solves += schedule.effort().solves();
            ScheduleCost best = exhaustive(problem);
            assertThat(schedule.phaseCycles()).isEqualTo(best.phaseCycles(), within(1e-6 * best.phaseCycles()));
            assertThat(schedule.byteHops()).isLessThanOrEqualTo(best.byteHops() * (1 + 1e-6));
        }
        assertThat(solves).isGreaterThan(10);
    }

    private static ScheduleCost exhaustive(SharingProblem problem) {
        List<List<Candidate>> pools = CandidatePools.of(problem);
        int[] choice = new int[pools.size()];
        ScheduleCost best = ScheduleCost.of(problem, CandidateChoice.schedules(pools, choice));
        int set = 0;
        while (set < choice.length) {
            set = 0;
            while (set < choice.length && ++choice[set] == pools.get(set).size()) {
                choice[set++] = 0;
            }
            ScheduleCost cost = ScheduleCost.of(problem, CandidateChoice.schedules(pools, choice));
            best = cost.isBetterThan(best) ? cost : best;
        }
        return best;
    }

    @Test
    void contendedSetsAreSolvedTwice() {
        SharingSchedule schedule = with(new OrToolsSolver(Backend.CBC)).schedule(CONTENDED);
        assertThat(schedule.effort().solver()).isEqualTo("cbc");
        assertThat(schedule.effort().solves()).isEqualTo(2);
        assertThat(schedule.effort().fallbacks()).isZero();
    }

    /**
     * Four strided sets of 3×3 members. An odd number of members has no cycle of straight arcs alone, and two of the heuristic's cycles
     * meet on links: 2·(8/9)·v. Cycles that cross elsewhere, some of them both ways round, leave a quarter less.
     */
    @Test
    void stridedSetsEvadeEachOther() {
        SharingProblem problem = SharingProblems.regular(6, 6, 2, 2, true, 65536);
        SharingSchedule schedule = with(new OrToolsSolver(Backend.CBC)).schedule(problem);
        SharingSchedule heuristic = new HeuristicScheduler().schedule(problem);
        assertThat(heuristic.maxLinkLoadBytes()).isCloseTo(2 * 8.0 / 9 * 65536, within(1e-6));
        assertThat(schedule.maxLinkLoadBytes()).isLessThanOrEqualTo(1.5 * 8 / 9 * 65536 * SLACK);
        assertThat(schedule.phaseCycles()).isLessThan(0.9 * heuristic.phaseCycles());
        assertThat(ScheduleVerifier.faults(problem, schedule)).isEmpty();
    }

    @Test
    void faultySolversFallToTheNext() {
        double right = with(new OrToolsSolver(Backend.CBC)).schedule(CONTENDED).phaseCycles();
        for (MilpSolver faulty : FaultySolvers.all()) {
            SharingSchedule schedule =
                    with(faulty, new OrToolsSolver(Backend.CBC)).schedule(CONTENDED);
            assertThat(schedule.phaseCycles()).as(faulty.name()).isEqualTo(right);
            assertThat(schedule.effort().solver()).isEqualTo("cbc");
            assertThat(schedule.effort().fallbacks()).as(faulty.name()).isEqualTo(2);
        }
    }

    @Test
    void faultySolversAloneFallToTheHeuristic() {
        for (MilpSolver faulty : FaultySolvers.all()) {
            SharingSchedule schedule = with(faulty).schedule(CONTENDED);
            assertThat(ScheduleVerifier.faults(CONTENDED, schedule)).isEmpty();
            assertThat(schedule.effort().status()).as(faulty.name()).isIn(Status.FALLBACK, Status.OPTIMAL);
            assertThat(schedule.effort().solver()).isEqualTo("none");
            assertThat(schedule.effort().solves()).isZero();
            assertThat(schedule.effort().fallbacks()).as(faulty.name()).isEqualTo(1);
            assertThat(schedule.phaseCycles())
                    .isLessThanOrEqualTo(
                            new HeuristicScheduler().schedule(CONTENDED).phaseCycles() * SLACK);
        }
    }

    @Test
    void noSolverLeavesTheHeuristic() {
        SharingSchedule schedule = with().schedule(SharingProblems.regular(8, 8, 2, 4, true, 65536));
        assertThat(schedule.effort().status()).isEqualTo(Status.FALLBACK);
        assertThat(schedule.effort().fallbacks()).isZero();
    }

    @Test
    void provablyBestHeuristicsNeedNoSolver() {
        SharingProblem pair = SharingProblems.regular(1, 2, 1, 1, false, 4096);
        SharingSchedule schedule = with(FaultySolvers.all().get(0)).schedule(pair);
        assertThat(schedule.effort().status()).isEqualTo(Status.OPTIMAL);
        assertThat(schedule.effort().solves()).isZero();
        assertThat(schedule.effort().fallbacks()).isZero();
    }

    @Test
    void answersAreKept() {
        IlpDataScheduler ilp = new IlpDataScheduler();
        SharingSchedule first = ilp.schedule(CONTENDED);
        assertThat(first.effort().cached()).isFalse();
        SharingSchedule second = ilp.schedule(CONTENDED);
        assertThat(second).isEqualTo(first.asCached());
        assertThat(ilp.schedule(CONTENDED)).isSameAs(second);
        assertThat(ilp.counts()).isEqualTo(new CacheCounts(2, 0, 1));
        assertThat(ilp.counts().hitRate()).isEqualTo(2 / 3.0);
    }

    /** Turned round, mirrored, moved, shuffled and with more bytes: one search for all, and each answer is right where it is used. */
    @Test
    void problemsOfOnePatternAreSearchedOnce() {
        IlpDataScheduler ilp = new IlpDataScheduler();
        List<SharingProblem> images =
                List.of(strided(4, 8, 2, 4, 100_000), strided(8, 4, 4, 2, 100_000), strided(4, 8, 2, 4, 3_000_000));
        for (SharingProblem problem : images) {
            SharingSchedule schedule = ilp.schedule(problem);
            assertThat(ScheduleVerifier.faults(problem, schedule)).isEmpty();
            assertThat(schedule.effort().cached()).isEqualTo(!problem.equals(images.get(0)));
            assertThat(schedule.phaseCycles())
                    .isLessThanOrEqualTo(new TspScheduler().schedule(problem).phaseCycles() * SLACK);
        }
        assertThat(ilp.counts()).isEqualTo(new CacheCounts(0, 2, 1));
    }

    private static SharingProblem strided(int rows, int cols, int rowClasses, int colClasses, double bytes) {
        return SharingProblems.regular(rows, cols, rowClasses, colClasses, true, bytes);
    }

    /** Whatever was asked before, and from however many threads, the answer is the same. */
    @Test
    void answersDoNotDependOnWhatWasAskedBefore() {
        SplittableRandom random = new SplittableRandom(43);
        List<SharingProblem> drawn = new ArrayList<>();
        for (int trial = 0; trial < 24; trial++) {
            SharingProblem problem = SharingProblems.random(random, 9, 5);
            drawn.add(problem);
            drawn.add(scaled(problem, 1.01));
            drawn.add(scaled(problem, 37));
        }
        MilpLimits patient = new MilpLimits(20_000, 600);
        SolverChain chain = SolverChain.only("cbc");
        List<List<SetSchedule>> alone = drawn.stream()
                .map(problem ->
                        new IlpDataScheduler(chain, patient).schedule(problem).sets())
                .toList();
        IlpDataScheduler shared = new IlpDataScheduler(chain, patient);
        List<List<SetSchedule>> together = drawn.parallelStream()
                .map(problem -> shared.schedule(problem).sets())
                .toList();
        assertThat(together).isEqualTo(alone);
        assertThat(shared.counts().samePattern()).isGreaterThan(5);
    }

    private static SharingProblem scaled(SharingProblem problem, double times) {
        List<SharingSet> sets = problem.sets().stream()
                .map(set -> new SharingSet(set.operand(), set.members(), set.bytes() * times))
                .toList();
        return new SharingProblem(problem.mesh(), problem.noc(), sets);
    }
}
