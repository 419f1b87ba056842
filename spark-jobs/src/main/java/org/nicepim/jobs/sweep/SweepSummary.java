package org.nicepim.jobs.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nicepim.jobs.DesignEvaluator;
import org.nicepim.mapper.Objective;
import org.nicepim.results.EvaluationRow;

/**
 * How some rows of a sweep went. Summaries of parts add up to that of the whole, in any order; rows are not kept, but for the best.
 *
 * @param counts of rows
 * @param groups one for each technology, objective and workload that occurs, by name
 */
public record SweepSummary(Counts counts, List<Group> groups) {
    /** Of no rows. */
    public static final SweepSummary NOTHING = new SweepSummary(new Counts(0, 0, 0, 0, 0, 0), List.of());

    private static final Comparator<Key> BY_NAME = Comparator.comparing(Key::technology)
            .thenComparing(Key::objective)
            .thenComparing(Key::workload)
            .thenComparingInt(Key::batch);

    /**
     * Rows by status.
     *
     * @param ok mapped and priced
     * @param areaExceeded too large, not mapped
     * @param infeasible cannot run the workload
     * @param failed broke down
     * @param ilpSolves models that a MILP solver answered
     * @param ilpFallbacks answers of solvers that were refused
     */
    public record Counts(int ok, int areaExceeded, int infeasible, int failed, long ilpSolves, int ilpFallbacks) {
        /** Of all. */
        public int rows() {
            return ok + areaExceeded + infeasible + failed;
        }

        Counts plus(Counts other) {
            return new Counts(
                    ok + other.ok,
                    areaExceeded + other.areaExceeded,
                    infeasible + other.infeasible,
                    failed + other.failed,
                    ilpSolves + other.ilpSolves,
                    ilpFallbacks + other.ilpFallbacks);
        }
    }

    /**
     * What rows that may be compared have in common.
     *
     * @param technology its name
     * @param objective its word
     * @param workload its name
     * @param batch inputs computed together
     */
    public record Key(String technology, String objective, String workload, int batch) {
        static Key of(SweepRow row) {
            return new Key(row.technology(), row.objective(), row.workload(), row.batch());
        }
    }

    /**
     * A row that no other row of its group beats in latency, energy and area at once.
     *
     * @param designId its design
     * @param latencyMs simulated, if the sweep simulates
     * @param energyPj as latency
     * @param areaMm2 of the logic die
     */
    public record Point(int designId, double latencyMs, double energyPj, double areaMm2) {
        boolean beats(Point other) {
            boolean noWorse = latencyMs <= other.latencyMs && energyPj <= other.energyPj && areaMm2 <= other.areaMm2;
            return noWorse && (latencyMs < other.latencyMs || energyPj < other.energyPj || areaMm2 < other.areaMm2);
        }
    }

    /**
     * The row with the least value of its objective; the design of the lowest number, if several have it.
     *
     * @param value of the objective, in the units of {@link DesignEvaluator#value}
     * @param row the row
     */
    public record Best(double value, SweepRow row) {}

    /**
     * Why a row that was within the area limit is not ok.
     *
     * @param designId its design
     * @param status {@code infeasible} or {@code failed}
     * @param text as the row has it
     */
    public record Reason(int designId, String status, String text) {}

    /**
     * Rows that may be compared.
     *
     * @param key what they have in common
     * @param ok rows that were priced
     * @param rows all of them
     * @param best of those that were priced
     * @param front those that none beats in latency, energy and area, by design
     * @param reason why the first design that was within the area limit and is not ok is not
     */
    public record Group(Key key, int ok, int rows, Optional<Best> best, List<Point> front, Optional<Reason> reason) {
        /** Copies the list. */
        public Group {
            front = List.copyOf(front);
        }

        static Group of(SweepRow row) {
            Optional<Best> best = row.figures()
                    .map(figures -> new Best(
                            DesignEvaluator.value(figures, row.simulated(), Objective.parse(row.objective())), row));
            List<Point> front =
                    row.figures().map(figures -> point(row, figures)).stream().toList();
            return new Group(Key.of(row), best.isPresent() ? 1 : 0, 1, best, front, reason(row));
        }

        private static Optional<Reason> reason(SweepRow row) {
            EvaluationRow.Verdict verdict = row.verdict();
            return verdict.feasible() || verdict.status().equals(EvaluationRow.AREA_EXCEEDED)
                    ? Optional.empty()
                    : Optional.of(new Reason(row.design().designId(), verdict.status(), verdict.reason()));
        }

        private static Point point(SweepRow row, EvaluationRow.Figures figures) {
            return new Point(
                    row.design().designId(),
                    row.simulated()
                            .map(EvaluationRow.Simulated::simulatedLatencyMs)
                            .orElse(figures.latencyMs()),
                    row.simulated()
                            .map(EvaluationRow.Simulated::simulatedEnergyPj)
                            .orElse(figures.energy().energyPj()),
                    row.verdict().areaMm2());
        }

        Group plus(Group other) {
            Optional<Best> better = Stream.concat(best.stream(), other.best.stream())
                    .min(Comparator.comparingDouble(Best::value)
                            .thenComparingInt(b -> b.row().design().designId()));
            List<Point> both = new ArrayList<>(unbeaten(front, other.front));
            both.addAll(unbeaten(other.front, front));
            both.sort(Comparator.comparingInt(Point::designId));
            Optional<Reason> first = Stream.concat(reason.stream(), other.reason.stream())
                    .min(Comparator.comparingInt(Reason::designId));
            return new Group(key, ok + other.ok, rows + other.rows, better, both, first);
        }

        private static List<Point> unbeaten(List<Point> points, List<Point> rivals) {
            return points.stream()
                    .filter(point -> rivals.stream().noneMatch(rival -> rival.beats(point)))
                    .toList();
        }
    }

    /** Copies the list. */
    public SweepSummary {
        groups = List.copyOf(groups);
    }

    /** Of these rows. */
    static SweepSummary of(List<SweepRow> rows) {
        SweepSummary summary = NOTHING;
        for (SweepRow row : rows) {
            summary = summary.plus(new SweepSummary(count(row), List.of(Group.of(row))));
        }
        return summary;
    }

    private static Counts count(SweepRow row) {
        int solves = row.effort().ilpSolves();
        int refused = row.effort().ilpFallbacks();
        return switch (row.verdict().status()) {
            case EvaluationRow.OK -> new Counts(1, 0, 0, 0, solves, refused);
            case EvaluationRow.AREA_EXCEEDED -> new Counts(0, 1, 0, 0, solves, refused);
            case EvaluationRow.INFEASIBLE -> new Counts(0, 0, 1, 0, solves, refused);
            default -> new Counts(0, 0, 0, 1, solves, refused);
        };
    }

    /** Of both parts together. */
    SweepSummary plus(SweepSummary other) {
        List<Group> sum = new ArrayList<>(groups);
        for (Group group : other.groups) {
            int at = at(sum, group.key());
            if (at >= 0) {
                sum.set(at, sum.get(at).plus(group));
            } else {
                sum.add(-at - 1, group);
            }
        }
        return new SweepSummary(counts.plus(other.counts), sum);
    }

    /** Where the key's group stands, or else −1 − where it belongs. */
    private static int at(List<Group> groups, Key key) {
        int at = 0;
        while (at < groups.size() && BY_NAME.compare(groups.get(at).key(), key) < 0) {
            at++;
        }
        return at < groups.size() && groups.get(at).key().equals(key) ? at : -at - 1;
    }
}
