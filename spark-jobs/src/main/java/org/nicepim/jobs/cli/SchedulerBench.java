package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.nicepim.jobs.run.Json;
import org.nicepim.scheduler.IlpDataScheduler;
import org.nicepim.scheduler.milp.SolverChain;
import org.nicepim.sharing.PatternTable.Met;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sharing.SharingSet;
import org.nicepim.sharing.ShortestPathScheduler;
import org.nicepim.sharing.TspScheduler;

/**
 * The three schedulers on patterns of real mappings. Each pattern counts once, however often it was met.
 *
 * @param quality by size of mesh
 * @param speed by solver and size of mesh
 */
record SchedulerBench(List<Quality> quality, List<Speed> speed) {
    private static final int[] MOST_NODES = {4, 8, 16, 32, 64};
    private static final double NEAR = 0.05;
    /** As many bytes more make another problem of the same pattern, as a rule. */
    private static final double SLIGHTLY_MORE = 1.0005;

    /** Copies the lists. */
    SchedulerBench {
        quality = List.copyOf(quality);
        speed = List.copyOf(speed);
    }

    /** A pattern and its schedules. */
    private record Case(Met met, SharingSchedule shortest, SharingSchedule tsp, SharingSchedule ilp) {
        int nodes() {
            return met.problem().mesh().nodes();
        }

        double of(ToDoubleFunction<SharingSchedule> figure, SharingSchedule against) {
            double base = figure.applyAsDouble(against);
            return base <= 0 ? 0 : 1 - figure.applyAsDouble(ilp) / base;
        }

        double ratioToBest() {
            return ilp.phaseCycles() / Math.min(shortest.phaseCycles(), tsp.phaseCycles());
        }
    }

    /** Mean phase times. */
    record Cycles(double shortest, double tsp, double ilp) {}

    /** Mean reductions, as shares. */
    record Less(double cycles, double load) {}

    /** Shares with a phase time, a largest load, or one of both within 5 % of its bound. */
    record Proved(double cycles, double load, double either) {}

    /** Quantiles of times in milliseconds. */
    record Millis(double median, double p90, double p99, double most) {
        static Millis of(double[] sorted) {
            return new Millis(share(sorted, 0.5), share(sorted, 0.9), share(sorted, 0.99), share(sorted, 1));
        }
    }

    /**
     * How good, on meshes of some size.
     *
     * @param mesh which
     * @param patterns how many
     * @param met how often the mapper asked for one of them
     * @param sets mean number of sets
     * @param cycles mean phase times of the three schedulers
     * @param lessThanShortest mean reduction of phase time and of the largest load against unicast
     * @param lessThanTsp the same against shortest cycles
     * @param worstRatio largest phase time over the better of the two
     * @param proved shares within 5 % of a bound
     */
    record Quality(
            String mesh,
            int patterns,
            long met,
            double sets,
            Cycles cycles,
            Less lessThanShortest,
            Less lessThanTsp,
            double worstRatio,
            Proved proved) {}

    /**
     * How fast one solver is, on meshes of some size.
     *
     * @param solver its name
     * @param mesh which
     * @param patterns how many
     * @param asked how many of them needed the solver
     * @param millis of a search with empty caches
     * @param limited how many a clock decided
     * @param refused answers that were refused
     * @param sameProblemMicros median time of a problem that is asked again
     * @param samePatternMicros median time of another problem of the same pattern: turned round, with other volumes
     * @param samePatternP99Micros its 99th percentile
     */
    record Speed(
            String solver,
            String mesh,
            int patterns,
            long asked,
            Millis millis,
            long limited,
            long refused,
            double sameProblemMicros,
            double samePatternMicros,
            double samePatternP99Micros) {}

    /** Schedules all patterns, with each solver by itself; the figures of quality are the first solver's. */
    static SchedulerBench run(List<Met> patterns, List<SolverChain> chains) {
        // The first round is slower: classes are loaded, code is compiled, tables of cycles are filled.
        Timed.of(patterns, chains.get(0));
        List<Speed> speed = new ArrayList<>();
        List<Case> cases = new ArrayList<>();
        for (SolverChain chain : chains) {
            List<Timed> timed = Timed.of(patterns, chain);
            String solver = chain.solvers().get(0).name();
            speed.add(speed(solver, "up to 16 nodes", of(timed, 0, 16)));
            speed.add(speed(solver, "17 to 64 nodes", of(timed, 16, 64)));
            if (cases.isEmpty()) {
                timed.forEach(one -> cases.add(new Case(
                        one.met(),
                        new ShortestPathScheduler().schedule(one.met().problem()),
                        new TspScheduler().schedule(one.met().problem()),
                        one.schedule())));
            }
        }
        return new SchedulerBench(quality(cases), speed);
    }

    private record Timed(
            Met met, SharingSchedule schedule, double millis, double sameProblemMicros, double samePatternMicros) {
        static List<Timed> of(List<Met> patterns, SolverChain chain) {
            IlpDataScheduler scheduler = new IlpDataScheduler(chain, IlpDataScheduler.LIMITS);
            List<Timed> timed = new ArrayList<>();
            for (Met met : patterns) {
                long start = System.nanoTime();
                SharingSchedule schedule = scheduler.schedule(met.problem());
                long found = System.nanoTime();
                scheduler.schedule(met.problem());
                long again = System.nanoTime();
                SharingProblem turned = turned(met.problem());
                long before = System.nanoTime();
                scheduler.schedule(turned);
                double pattern = (System.nanoTime() - before) * 1e-3;
                timed.add(new Timed(met, schedule, (found - start) * 1e-6, (again - found) * 1e-3, pattern));
            }
            return timed;
        }

        /** Half a turn round, sets in reverse order, with slightly more bytes. */
        private static SharingProblem turned(SharingProblem problem) {
            int last = problem.mesh().nodes() - 1;
            List<SharingSet> sets = new ArrayList<>();
            for (SharingSet set : problem.sets()) {
                List<Integer> members =
                        set.members().stream().map(node -> last - node).sorted().toList();
                sets.add(0, new SharingSet(set.operand(), members, set.bytes() * SLIGHTLY_MORE));
            }
            return new SharingProblem(problem.mesh(), problem.noc(), sets);
        }
    }

    private static List<Timed> of(List<Timed> all, int above, int most) {
        return all.stream()
                .filter(one -> one.met().problem().mesh().nodes() > above
                        && one.met().problem().mesh().nodes() <= most)
                .toList();
    }

    private static Speed speed(String solver, String mesh, List<Timed> timed) {
        return new Speed(
                solver,
                mesh,
                timed.size(),
                timed.stream()
                        .filter(one -> one.schedule().effort().solves() > 0)
                        .count(),
                Millis.of(sorted(timed, Timed::millis)),
                timed.stream()
                        .filter(one -> one.schedule().effort().timeLimited())
                        .count(),
                timed.stream()
                        .mapToLong(one -> one.schedule().effort().fallbacks())
                        .sum(),
                share(sorted(timed, Timed::sameProblemMicros), 0.5),
                share(sorted(timed, Timed::samePatternMicros), 0.5),
                share(sorted(timed, Timed::samePatternMicros), 0.99));
    }

    private static double[] sorted(List<Timed> timed, ToDoubleFunction<Timed> figure) {
        return timed.stream().mapToDouble(figure).sorted().toArray();
    }

    private static double share(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    private static List<Quality> quality(List<Case> cases) {
        List<Quality> rows = new ArrayList<>();
        int above = 0;
        for (int most : MOST_NODES) {
            int more = above;
            List<Case> some = cases.stream()
                    .filter(one -> one.nodes() > more && one.nodes() <= most)
                    .toList();
            if (!some.isEmpty()) {
                rows.add(quality(above + 1 + " to " + most, some));
            }
            above = most;
        }
        rows.add(quality("all", cases));
        return rows;
    }

    private static Quality quality(String mesh, List<Case> cases) {
        return new Quality(
                mesh,
                cases.size(),
                cases.stream().mapToLong(one -> one.met().count()).sum(),
                mean(cases, one -> one.met().problem().sets().size()),
                new Cycles(
                        mean(cases, one -> one.shortest().phaseCycles()),
                        mean(cases, one -> one.tsp().phaseCycles()),
                        mean(cases, one -> one.ilp().phaseCycles())),
                new Less(
                        mean(cases, one -> one.of(SharingSchedule::phaseCycles, one.shortest())),
                        mean(cases, one -> one.of(SharingSchedule::maxLinkLoadBytes, one.shortest()))),
                new Less(
                        mean(cases, one -> one.of(SharingSchedule::phaseCycles, one.tsp())),
                        mean(cases, one -> one.of(SharingSchedule::maxLinkLoadBytes, one.tsp()))),
                cases.stream().mapToDouble(Case::ratioToBest).max().orElse(0),
                new Proved(
                        mean(cases, one -> one.ilp().cyclesGap() <= NEAR ? 1 : 0),
                        mean(cases, one -> one.ilp().gap() <= NEAR ? 1 : 0),
                        mean(cases, one -> Math.min(one.ilp().gap(), one.ilp().cyclesGap()) <= NEAR ? 1 : 0)));
    }

    private static double mean(List<Case> cases, ToDoubleFunction<Case> figure) {
        return cases.stream().mapToDouble(figure).average().orElse(0);
    }

    void print(PrintWriter out) {
        out.println(
                "Mean phase times in cycles; how much less the integer program takes than unicast and than shortest cycles,");
        out.printf(
                "in phase time and in largest load; its worst ratio to the better of both; shares proved within 5 %% of a bound.%n");
        out.println();
        qualityTable().print(out);
        out.println();
        out.println("Time of a search with empty caches, and of answers from caches.");
        out.println();
        speedTable().print(out);
    }

    private Table qualityTable() {
        Table table = new Table(
                "nodes",
                "patterns",
                "met",
                "sets",
                "shortest",
                "tsp",
                "ilp",
                "time v shortest",
                "load",
                "time v tsp",
                "load",
                "worst",
                "proved time",
                "load",
                "either");
        for (Quality row : quality) {
            table.row(
                    row.mesh(),
                    row.patterns(),
                    row.met(),
                    number("%.1f", row.sets()),
                    number("%.0f", row.cycles().shortest()),
                    number("%.0f", row.cycles().tsp()),
                    number("%.0f", row.cycles().ilp()),
                    percent(row.lessThanShortest().cycles()),
                    percent(row.lessThanShortest().load()),
                    percent(row.lessThanTsp().cycles()),
                    percent(row.lessThanTsp().load()),
                    number("%.6f", row.worstRatio()),
                    percent(row.proved().cycles()),
                    percent(row.proved().load()),
                    percent(row.proved().either()));
        }
        return table;
    }

    private Table speedTable() {
        Table table = new Table(
                "solver",
                "mesh",
                "patterns",
                "asked",
                "median ms",
                "p90 ms",
                "p99 ms",
                "most ms",
                "time_limited",
                "refused",
                "again us",
                "same pattern us",
                "p99 us");
        for (Speed row : speed) {
            table.row(
                    row.solver(),
                    row.mesh(),
                    row.patterns(),
                    row.asked(),
                    number("%.2f", row.millis().median()),
                    number("%.1f", row.millis().p90()),
                    number("%.1f", row.millis().p99()),
                    number("%.1f", row.millis().most()),
                    row.limited(),
                    row.refused(),
                    number("%.1f", row.sameProblemMicros()),
                    number("%.1f", row.samePatternMicros()),
                    number("%.1f", row.samePatternP99Micros()));
        }
        return table;
    }

    private static String percent(double share) {
        return number("%.1f%%", 100 * share);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    ObjectNode document() {
        ObjectNode document = Json.object();
        ArrayNode rows = document.putArray("quality");
        for (Quality row : quality) {
            rows.addObject()
                    .put("nodes", row.mesh())
                    .put("patterns", row.patterns())
                    .put("met", row.met())
                    .put("sets", row.sets())
                    .put("shortest_phase_cycles", row.cycles().shortest())
                    .put("tsp_phase_cycles", row.cycles().tsp())
                    .put("ilp_phase_cycles", row.cycles().ilp())
                    .put("phase_reduction_vs_shortest", row.lessThanShortest().cycles())
                    .put("load_reduction_vs_shortest", row.lessThanShortest().load())
                    .put("phase_reduction_vs_tsp", row.lessThanTsp().cycles())
                    .put("load_reduction_vs_tsp", row.lessThanTsp().load())
                    .put("worst_ratio_to_better", row.worstRatio())
                    .put("proved_cycles_within_5pct", row.proved().cycles())
                    .put("proved_load_within_5pct", row.proved().load())
                    .put("proved_either_within_5pct", row.proved().either());
        }
        ArrayNode solvers = document.putArray("speed");
        for (Speed row : speed) {
            solvers.addObject()
                    .put("solver", row.solver())
                    .put("mesh", row.mesh())
                    .put("patterns", row.patterns())
                    .put("asked", row.asked())
                    .put("median_millis", row.millis().median())
                    .put("p90_millis", row.millis().p90())
                    .put("p99_millis", row.millis().p99())
                    .put("max_millis", row.millis().most())
                    .put("time_limited", row.limited())
                    .put("refused", row.refused())
                    .put("same_problem_micros", row.sameProblemMicros())
                    .put("same_pattern_micros", row.samePatternMicros())
                    .put("same_pattern_p99_micros", row.samePatternP99Micros());
        }
        return document;
    }
}
