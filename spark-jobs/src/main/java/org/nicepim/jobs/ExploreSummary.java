package org.nicepim.jobs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nicepim.mapper.Objective;
import org.nicepim.results.EvaluationRow;

/**
 * How an exploration stands.
 *
 * @param objective what is minimised
 * @param evaluated designs asked and answered
 * @param counts of them by status
 * @param keep how many of the best designs are kept
 * @param best the best designs, best first
 * @param front the designs that no other beats in latency, energy and area
 * @param reasons why designs are not feasible
 * @param models which surrogate proposed each iteration's designs, for people
 * @param stopped the rule that ended the run before its budget was spent
 */
public record ExploreSummary(
        Objective objective,
        int evaluated,
        Counts counts,
        int keep,
        List<Best> best,
        Front front,
        Reasons reasons,
        List<String> models,
        Optional<Stop> stopped) {
    /** Designs kept if no more are asked for. */
    public static final int BEST = 5;

    /** Rules that end a run before its budget is spent. */
    public enum Stop {
        /** So many designs are evaluated. */
        MAX_EVALUATIONS,
        /** So much wall time has passed. */
        MAX_SECONDS,
        /** The best design hardly gets better. */
        GAIN_BELOW;

        /** Its word in output. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Designs by status.
     *
     * @param feasible run every workload
     * @param infeasible cannot run a workload
     * @param areaExceeded too large
     * @param failed broke down
     * @param ilpSolves models that a MILP solver answered
     */
    public record Counts(int feasible, int infeasible, int areaExceeded, int failed, long ilpSolves) {}

    /**
     * One of the best designs.
     *
     * @param value of the objective: geometric mean over workloads
     * @param rows one per workload
     */
    public record Best(double value, List<EvaluationRow> rows) {}

    /** Copies the lists. */
    public ExploreSummary {
        best = List.copyOf(best);
        models = List.copyOf(models);
    }

    /** @param keep how many of the best designs are needed at the end */
    static ExploreSummary start(Objective objective, int keep) {
        return new ExploreSummary(
                objective,
                0,
                new Counts(0, 0, 0, 0, 0),
                Math.max(BEST, keep),
                List.of(),
                Front.empty(),
                Reasons.none(),
                List.of(),
                Optional.empty());
    }

    /** A design's objective; empty if a workload has none, or if it is no positive finite number, which nothing can be learned from. */
    static Optional<Double> value(List<EvaluationRow> design, Objective objective) {
        return DesignEvaluator.objective(design, objective).filter(value -> value > 0 && Double.isFinite(value));
    }

    ExploreSummary with(List<EvaluationRow> design) {
        Optional<Double> value = value(design, objective);
        List<Best> next = new ArrayList<>(best);
        value.ifPresent(v -> next.add(new Best(v, List.copyOf(design))));
        next.sort(Comparator.comparingDouble(Best::value)
                .thenComparingInt(b -> b.rows().get(0).design().designId()));
        return new ExploreSummary(
                objective,
                evaluated + 1,
                count(design, value.isPresent()),
                keep,
                next.subList(0, Math.min(keep, next.size())),
                value.isPresent() ? front.with(Front.design(design)) : front,
                reasons.with(design),
                models,
                stopped);
    }

    /** With the account of another iteration's surrogate. */
    ExploreSummary modelled(String model) {
        List<String> next = new ArrayList<>(models);
        next.add(model);
        return new ExploreSummary(objective, evaluated, counts, keep, best, front, reasons, next, stopped);
    }

    /** Ended by this rule. */
    ExploreSummary stopped(Stop stop) {
        return new ExploreSummary(objective, evaluated, counts, keep, best, front, reasons, models, Optional.of(stop));
    }

    /**
     * With other rows of the best designs, and these designs alone. One that was feasible and breaks down now has failed.
     *
     * @param rows design by design
     * @param width rows of a design
     */
    ExploreSummary ranked(List<EvaluationRow> rows, int width) {
        ExploreSummary ranked =
                new ExploreSummary(objective, evaluated, counts, keep, List.of(), front, reasons, models, stopped);
        for (int first = 0; first < rows.size(); first += width) {
            ranked = ranked.with(rows.subList(first, first + width));
        }
        int broken = ranked.counts.failed() - counts.failed();
        Counts now = new Counts(
                counts.feasible() - broken,
                counts.infeasible(),
                counts.areaExceeded(),
                counts.failed() + broken,
                counts.ilpSolves());
        return new ExploreSummary(
                objective, evaluated, now, keep, ranked.best(), front, ranked.reasons, models, stopped);
    }

    private Counts count(List<EvaluationRow> design, boolean feasible) {
        long solves = design.stream().mapToLong(row -> row.effort().ilpSolves()).sum();
        boolean withoutNumber =
                !feasible && design.stream().allMatch(row -> row.verdict().feasible());
        boolean failed = withoutNumber || has(design, EvaluationRow.FAILED);
        boolean area = has(design, EvaluationRow.AREA_EXCEEDED);
        boolean infeasible = !feasible && !failed && !area;
        return new Counts(
                counts.feasible + (feasible ? 1 : 0),
                counts.infeasible + (infeasible ? 1 : 0),
                counts.areaExceeded + (area ? 1 : 0),
                counts.failed + (failed && !area ? 1 : 0),
                counts.ilpSolves + solves);
    }

    private static boolean has(List<EvaluationRow> design, String status) {
        return design.stream().anyMatch(row -> row.verdict().status().equals(status));
    }

    /** Values of a row's design in the order of the hardware's parameters. */
    public static List<Integer> point(EvaluationRow row) {
        EvaluationRow.Design d = row.design();
        return List.of(
                d.nodeRows(),
                d.nodeCols(),
                d.peRows(),
                d.peCols(),
                d.ifmapBufferBytes(),
                d.weightBufferBytes(),
                d.ofmapBufferBytes());
    }
}
