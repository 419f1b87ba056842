package org.nicepim.scheduler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.nicepim.scheduler.milp.MilpLimits;
import org.nicepim.scheduler.milp.MilpModel;
import org.nicepim.scheduler.milp.SolverChain;
import org.nicepim.sharing.Candidate;
import org.nicepim.sharing.CandidateChoice;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.sharing.PhaseBound;
import org.nicepim.sharing.ScheduleBound;
import org.nicepim.sharing.ScheduleBuilder;
import org.nicepim.sharing.ScheduleCost;
import org.nicepim.sharing.SetSchedule;
import org.nicepim.sharing.SharingBound;
import org.nicepim.sharing.SharingPattern;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sharing.SharingSchedule.Effort;
import org.nicepim.sharing.SharingSchedule.Status;
import org.nicepim.sharing.ShortestPathScheduler;
import org.nicepim.sharing.TspScheduler;

/**
 * Chooses cycles, splits and routes of all sets together: a solver picks one candidate per set ({@link CandidatePools})
 * so that the phase time is least ({@link SelectionModel}), then, in a second program in which the phase may not grow,
 * the fewest byte·hops. Two programs rather than one weighted sum: no weight is small enough never to trade time for
 * hops and large enough to be seen by a solver's tolerances.
 *
 * <p>Never worse in phase time than unicast, one-way shortest cycles or {@link HeuristicScheduler}: their choices are
 * among the candidates, and the best of all is returned, whatever the solver says. No solver is asked
 * ({@code solves = 0}) if a heuristic's choice is provably the best of the candidates in both respects.
 *
 * <p>What is searched is the problem's pattern ({@link SharingPattern}), so problems that differ in place, orientation, order or
 * (where that matters little) volume are searched once. What is found is led back, priced for the problem at hand, and held against
 * the heuristic's schedule there: the answer depends on the problem alone, not on what was asked before. Answers are kept in two
 * bounded caches, by problem and by pattern. One scheduler may serve several threads.
 */
public final class IlpDataScheduler implements DataScheduler {
    /** Name in output. */
    public static final String NAME = "ilp";

    /** How much a solver may do for one program. */
    public static final MilpLimits LIMITS = new MilpLimits(2_000, 1, 1e-3);
    /** The second program only saves hops; it gets this share of the time. */
    private static final double SECOND_SHARE = 0.25;

    /** A schedule of 8×8 nodes takes about 20 kB. */
    private static final int CACHED_SCHEDULES = 1024;

    private final SolverChain solvers;
    private final MilpLimits limits;
    private final ScheduleCache<SharingProblem, SharingSchedule> problems = new ScheduleCache<>(CACHED_SCHEDULES);
    private final ScheduleCache<SharingPattern.Key, SharingSchedule> patterns = new ScheduleCache<>(CACHED_SCHEDULES);
    private final LongAdder sameProblem = new LongAdder();
    private final LongAdder samePattern = new LongAdder();
    private final LongAdder searched = new LongAdder();

    /** With the standard solvers. */
    public IlpDataScheduler() {
        this(SolverChain.standard(), LIMITS);
    }

    /**
     * With given solvers.
     *
     * @param solvers asked in turn
     * @param limits for each solver and program
     */
    public IlpDataScheduler(SolverChain solvers, MilpLimits limits) {
        this.solvers = solvers;
        this.limits = limits;
    }

    /** How often it had to search so far. */
    public CacheCounts counts() {
        return new CacheCounts(sameProblem.sum(), samePattern.sum(), searched.sum());
    }

    @Override
    public SharingSchedule schedule(SharingProblem problem) {
        Optional<SharingSchedule> known = problems.get(problem);
        if (known.isPresent()) {
            sameProblem.increment();
            return known.get();
        }
        SharingPattern pattern = SharingPattern.of(problem);
        Optional<SharingSchedule> same = patterns.get(pattern.key());
        (same.isPresent() ? samePattern : searched).increment();
        SharingSchedule found = same.orElseGet(() -> search(pattern.problem()));
        if (same.isEmpty()) {
            patterns.put(pattern.key(), found.asCached());
        }
        SharingSchedule schedule = back(problem, pattern, found);
        problems.put(problem, schedule.asCached());
        return schedule;
    }

    @Override
    public List<SharingSchedule> alternatives(SharingProblem problem) {
        return List.of(
                schedule(problem),
                new HeuristicScheduler().schedule(problem),
                new TspScheduler().schedule(problem),
                new ShortestPathScheduler().schedule(problem));
    }

    /** What the pattern's schedule is for the problem, or the heuristic's if that is better there. */
    private static SharingSchedule back(SharingProblem problem, SharingPattern pattern, SharingSchedule found) {
        double bytes = Math.max(SharingBound.quick(problem), pattern.backBound(found.lowerBoundBytes()));
        ScheduleBound bound = new ScheduleBound(bytes, PhaseBound.cycles(problem, bytes));
        List<SetSchedule> sets = pattern.back(found.sets());
        ScheduleCost cost = ScheduleCost.of(problem, sets);
        Effort effort = found.effort();
        // Optimal is what is proved for this problem, not for the pattern.
        Status status = effort.status() == Status.OPTIMAL
                ? effort.solves() > 0 ? Status.FEASIBLE : Status.HEURISTIC
                : effort.status();
        return HeuristicScheduler.better(problem, cost, bound)
                .map(better -> ScheduleBuilder.build(NAME, problem, better, bound, effort.with(status)))
                .orElseGet(() -> ScheduleBuilder.build(NAME, sets, cost, bound, effort.with(status)));
    }

    /** The best schedule that is found for a problem, searched anew. */
    SharingSchedule search(SharingProblem problem) {
        long startNanos = System.nanoTime();
        ScheduleBound bound = ScheduleBound.of(problem);
        List<List<Candidate>> pools = CandidatePools.of(problem);
        ScheduleCost least = CandidateChoice.atLeast(problem, pools, bound);
        int[] greedy = bestStart(problem, pools);
        int[] searched = PoolSearch.improve(problem, pools, greedy, least.phaseCycles());
        int[] start = bestChoice(problem, pools, List.of(greedy, searched));
        List<SetSchedule> sets = CandidateChoice.schedules(pools, start);
        ScheduleCost cost = ScheduleCost.of(problem, sets);
        if (!least.isBetterThan(cost)) {
            return ScheduleBuilder.heuristic(NAME, problem, sets, bound, startNanos);
        }
        SelectionModel program = new SelectionModel(problem, pools, cost.phaseCycles(), least.phaseCycles());
        Selection selection = select(program, start);
        Effort effort = new Effort(
                selection.solves() > 0 ? Status.FEASIBLE : Status.FALLBACK,
                selection.solver(),
                selection.solves(),
                selection.fallbacks(),
                selection.timeLimited(),
                false,
                ScheduleBuilder.millisSince(startNanos));
        List<int[]> choices = new ArrayList<>(List.of(start));
        choices.addAll(selection.choices());
        return ScheduleBuilder.build(NAME, problem, best(problem, pools, choices), bound, effort);
    }

    /**
     * What the solvers chose.
     *
     * @param choices a candidate per set; none if no answer held
     * @param solver who answered last, {@code none} if nobody
     * @param solves programs that were solved
     * @param fallbacks answers that were refused
     * @param timeLimited true if a limit decided an answer
     */
    private record Selection(List<int[]> choices, String solver, int solves, int fallbacks, boolean timeLimited) {}

    private Selection select(SelectionModel selection, int[] start) {
        SolverChain.Answer shortest = solvers.solve(selection.shortestPhase(), limits, selection.point(start));
        if (shortest.solved().isEmpty()) {
            return new Selection(List.of(), "none", 0, shortest.fallbacks(), shortest.timeLimited());
        }
        int[] first = selection.chosen(shortest.solved().get().values());
        MilpModel second = selection.fewestByteHops(first);
        SolverChain.Answer fewest = solvers.solve(second, secondLimits(), selection.point(first));
        List<int[]> choices = new ArrayList<>(List.of(first));
        fewest.solved().ifPresent(solved -> choices.add(selection.chosen(solved.values())));
        return new Selection(
                choices,
                shortest.solver(),
                shortest.solves() + fewest.solves(),
                shortest.fallbacks() + fewest.fallbacks(),
                shortest.timeLimited() || fewest.timeLimited());
    }

    private MilpLimits secondLimits() {
        return new MilpLimits(limits.nodes(), limits.seconds() * SECOND_SHARE, limits.relativeGap());
    }

    /** The best of: greedy over all candidates, greedy over the heuristic's, all unicast, all one way. */
    private static int[] bestStart(SharingProblem problem, List<List<Candidate>> pools) {
        int[] unicast = new int[pools.size()];
        int[] oneWay = new int[pools.size()];
        List<List<Candidate>> basic = new ArrayList<>();
        for (int set = 0; set < oneWay.length; set++) {
            oneWay[set] = Math.min(1, pools.get(set).size() - 1);
            int ways = HeuristicScheduler.ways(problem, problem.sets().get(set)).size();
            basic.add(pools.get(set).subList(0, Math.min(ways, pools.get(set).size())));
        }
        return bestChoice(
                problem,
                pools,
                Arrays.asList(
                        CandidateChoice.greedy(problem, pools),
                        CandidateChoice.greedy(problem, basic),
                        unicast,
                        oneWay));
    }

    private static int[] bestChoice(SharingProblem problem, List<List<Candidate>> pools, List<int[]> choices) {
        int[] best = choices.get(0);
        ScheduleCost bestCost = ScheduleCost.of(problem, CandidateChoice.schedules(pools, best));
        for (int[] choice : choices) {
            ScheduleCost cost = ScheduleCost.of(problem, CandidateChoice.schedules(pools, choice));
            if (cost.isBetterThan(bestCost)) {
                best = choice;
                bestCost = cost;
            }
        }
        return best;
    }

    private static List<SetSchedule> best(SharingProblem problem, List<List<Candidate>> pools, List<int[]> choices) {
        List<SetSchedule> chosen = CandidateChoice.schedules(pools, bestChoice(problem, pools, choices));
        List<SetSchedule> heuristic = HeuristicScheduler.choose(problem);
        boolean heuristicWins = ScheduleCost.of(problem, heuristic).isBetterThan(ScheduleCost.of(problem, chosen));
        return heuristicWins ? heuristic : chosen;
    }
}
