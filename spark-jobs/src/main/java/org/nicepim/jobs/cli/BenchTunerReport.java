package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.nicepim.jobs.run.Json;
import org.nicepim.tuner.bench.Benchmark;
import org.nicepim.tuner.bench.DesignTable;
import org.nicepim.tuner.bench.Score;
import org.nicepim.tuner.bench.Trial;

/** Scores of tuners on benchmarks as text and as JSON. */
final class BenchTunerReport {
    private static final double ONE_PERCENT = 0.01;
    private static final double FIVE_PERCENT = 0.05;
    private static final List<Integer> CURVE = List.of(10, 20, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500);

    private final DesignTable table;
    private final Trial.Setting setting;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(Benchmark benchmark, String tuner, Score score) {}

    BenchTunerReport(DesignTable table, Trial.Setting setting) {
        this.table = table;
        this.setting = setting;
    }

    void add(Benchmark benchmark, String tuner, Score score) {
        entries.add(new Entry(benchmark, tuner, score));
    }

    int size() {
        return entries.size();
    }

    private List<Benchmark> benchmarks() {
        return entries.stream().map(Entry::benchmark).distinct().toList();
    }

    private List<Entry> of(Benchmark benchmark) {
        return entries.stream().filter(e -> e.benchmark().equals(benchmark)).toList();
    }

    void text(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%d designs of a grid of %d, %d feasible. Medians over %d seeds of %d evaluations in batches of %d; in brackets"
                        + " 95 %% bootstrap intervals.%n",
                table.size(),
                table.space().size(),
                table.feasible(),
                entries.get(0).score().seeds(),
                setting.evaluations(),
                setting.batch());
        for (Benchmark benchmark : benchmarks()) {
            out.println();
            out.printf(
                    Locale.ROOT,
                    "%s: %d designs within 1 %% of the best, %d within 5 %%; the best 0.5 %% by rank end %.2f %% above it.%n%n",
                    benchmark.name(),
                    benchmark.within(ONE_PERCENT),
                    benchmark.within(FIVE_PERCENT),
                    100 * (benchmark.topValue() / benchmark.optimum() - 1));
            scores(benchmark).print(out);
            out.println();
            out.println("Regret in per cent of the best, by evaluations:");
            out.println();
            curves(benchmark).print(out);
        }
    }

    private Table scores(Benchmark benchmark) {
        Table scores = new Table(
                "tuner",
                "to best 0.5 %",
                "to within 1 %",
                "regret at 50 %",
                "regret at 100 %",
                "hypervolume at 50",
                "at 100",
                "deep kernel",
                "s/ask");
        for (Entry entry : of(benchmark)) {
            Score score = entry.score();
            scores.row(
                    entry.tuner(),
                    interval("%.0f", score.evaluationsToTop(), 1),
                    interval("%.0f", score.evaluationsToWithin(ONE_PERCENT), 1),
                    regret(score, 50),
                    regret(score, 100),
                    hypervolume(score, 50),
                    hypervolume(score, 100),
                    number("%.0f %%", 100 * score.shareOf("deep-kernel")),
                    number("%.3f", score.secondsPerAsk()));
        }
        return scores;
    }

    private String regret(Score score, int evaluations) {
        return evaluations > setting.evaluations() ? "-" : interval("%.2f", score.regretAt(evaluations), 100);
    }

    private String hypervolume(Score score, int evaluations) {
        return evaluations > setting.evaluations()
                ? "-"
                : number("%.3f", score.hypervolumeAt(evaluations).median());
    }

    private Table curves(Benchmark benchmark) {
        List<Integer> points =
                CURVE.stream().filter(n -> n <= setting.evaluations()).toList();
        List<String> header = new ArrayList<>(List.of("tuner"));
        points.forEach(n -> header.add(String.valueOf(n)));
        Table curves = new Table(header.toArray(String[]::new));
        for (Entry entry : of(benchmark)) {
            List<Object> row = new ArrayList<>(List.of(entry.tuner()));
            points.forEach(n -> row.add(number("%.2f", 100 * entry.score().medianRegretAt(n))));
            curves.row(row.toArray());
        }
        return curves;
    }

    private static String interval(String format, Score.Interval interval, double factor) {
        return number(format, factor * interval.median()) + " [" + number(format, factor * interval.low()) + " "
                + number(format, factor * interval.high()) + "]";
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
    }

    ObjectNode document() {
        ObjectNode document = Json.object();
        ArrayNode problems = document.putArray("benchmarks");
        for (Benchmark benchmark : benchmarks()) {
            problems.addObject()
                    .put("benchmark", benchmark.name())
                    .put("designs", table.size())
                    .put("feasible", benchmark.feasible())
                    .put("within_1pct", benchmark.within(ONE_PERCENT))
                    .put("within_5pct", benchmark.within(FIVE_PERCENT));
        }
        ArrayNode rows = document.putArray("rows");
        entries.forEach(entry -> rows.add(row(entry)));
        return document;
    }

    private ObjectNode row(Entry entry) {
        Score score = entry.score();
        ObjectNode row = Json.object();
        row.put("tuner", entry.tuner());
        row.put("benchmark", entry.benchmark().name());
        row.put("goal", setting.pareto() ? "pareto" : "edp");
        row.put("seeds", score.seeds());
        put(row, "evaluations_to_top_0_5pct", score.evaluationsToTop());
        put(row, "evaluations_to_within_1pct", score.evaluationsToWithin(ONE_PERCENT));
        for (int n : List.of(50, 100)) {
            boolean reached = n <= setting.evaluations();
            put(row, "regret_at_" + n, reached ? score.regretAt(n) : never());
            put(row, "hypervolume_at_" + n, reached ? score.hypervolumeAt(n) : never());
        }
        row.put("deep_kernel_share", score.shareOf("deep-kernel"));
        row.put("seconds_per_ask", score.secondsPerAsk());
        ArrayNode curve = row.putArray("regret_curve");
        IntStream.rangeClosed(1, setting.evaluations()).forEach(n -> {
            double regret = score.medianRegretAt(n);
            if (Double.isFinite(regret)) {
                curve.add(regret);
            } else {
                curve.addNull();
            }
        });
        return row;
    }

    private static Score.Interval never() {
        return new Score.Interval(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    private static void put(ObjectNode row, String name, Score.Interval interval) {
        value(row, name, interval.median());
        value(row, name + "_low", interval.low());
        value(row, name + "_high", interval.high());
    }

    private static void value(ObjectNode row, String name, double value) {
        if (Double.isFinite(value)) {
            row.put(name, value);
        } else {
            row.putNull(name);
        }
    }
}
