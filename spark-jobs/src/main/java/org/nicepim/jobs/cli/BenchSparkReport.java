package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.nicepim.jobs.bench.HeapBench;
import org.nicepim.jobs.bench.LaunchBench;
import org.nicepim.jobs.bench.OverheadBench;
import org.nicepim.jobs.bench.ScalingModel;
import org.nicepim.jobs.bench.SweepBench;
import org.nicepim.jobs.bench.WireBench;
import org.nicepim.jobs.run.Json;

/** What {@code bench-spark} measured, as text and as JSON. */
final class BenchSparkReport {
    private final ObjectNode document = Json.object();
    private final StringWriter text = new StringWriter();
    private final PrintWriter lines = new PrintWriter(text);

    void print(PrintWriter out, boolean json) {
        if (json) {
            Json.print(out, document);
        } else {
            lines.flush();
            out.print(text);
            out.flush();
        }
    }

    private static <T> double median(List<T> items, ToDoubleFunction<T> value) {
        List<Double> sorted = items.stream()
                .map(value::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        return sorted.get((sorted.size() - 1) / 2);
    }

    void wire(List<WireBench.Result> results, int taskBytes, int broadcastBytes) {
        Table table = new Table("workload", "layers", "bytes", "per layer row", "beside them");
        ObjectNode wire = document.putObject("wire");
        ArrayNode rows = wire.putArray("results");
        for (WireBench.Result result : results) {
            table.row(
                    result.workload(),
                    result.layers(),
                    result.bytes(),
                    Table.number("%.1f", result.bytesPerLayer()),
                    result.evaluationBytes());
            rows.addObject()
                    .put("workload", result.workload())
                    .put("layers", result.layers())
                    .put("bytes", result.bytes())
                    .put("bytes_per_layer_row", result.bytesPerLayer())
                    .put("evaluation_bytes", result.evaluationBytes());
        }
        wire.put("task_bytes", taskBytes).put("broadcast_bytes", broadcastBytes);
        lines.printf("Bytes on the wire: what an evaluation sends back%n%n");
        table.print(lines);
        lines.printf(
                "%na task: %d; sent to each executor once, for the whole zoo: %d%nlimits: %d per layer row, %d beside them,"
                        + " %d once%n%n",
                taskBytes,
                broadcastBytes,
                WireBench.MOST_PER_LAYER,
                WireBench.MOST_PER_EVALUATION,
                WireBench.MOST_BROADCAST);
    }

    void heap(List<HeapBench.Point> points) {
        Table table = new Table("rows", "live MiB", "seconds");
        ArrayNode rows = document.putArray("heap");
        for (HeapBench.Point point : points) {
            table.row(point.rows(), Table.number("%.1f", point.liveMib()), Table.number("%.1f", point.seconds()));
            rows.addObject()
                    .put("rows", point.rows())
                    .put("live_mib", point.liveMib())
                    .put("seconds", point.seconds());
        }
        lines.printf(
                "Heap in use after a collection, driver and executor together, of at most %d MiB%n%n",
                Runtime.getRuntime().maxMemory() >> 20);
        table.print(lines);
        lines.println();
    }

    void overhead(List<OverheadBench.Round> synchronous, List<OverheadBench.Round> asynchronous) {
        Table table = new Table("mode", "evaluations", "wall s", "evaluations s", "alone s", "wall ratio", "CPU ratio");
        ArrayNode rows = document.putArray("overhead");
        overhead("synchronous", synchronous, table, rows);
        overhead("asynchronous", asynchronous, table, rows);
        lines.printf(
                "Explorations: wall time over that of the evaluations on %d cores, CPU time over that of the evaluations on"
                        + " plain threads%n%n",
                synchronous.get(0).cores());
        table.print(lines);
        lines.printf(
                "%nmedians: synchronous %.3f by the clock, %.3f by CPU time; asynchronous %.3f and %.3f%n%n",
                median(synchronous, OverheadBench.Round::wallRatio),
                median(synchronous, OverheadBench.Round::cpuRatio),
                median(asynchronous, OverheadBench.Round::wallRatio),
                median(asynchronous, OverheadBench.Round::cpuRatio));
    }

    private static void overhead(String mode, List<OverheadBench.Round> rounds, Table table, ArrayNode rows) {
        for (OverheadBench.Round round : rounds) {
            table.row(
                    mode,
                    round.exploration().results().size(),
                    Table.number("%.2f", round.exploration().wallSeconds()),
                    Table.number("%.2f", round.exploration().evaluationSeconds()),
                    Table.number("%.2f", round.exploration().aloneSeconds()),
                    Table.number("%.3f", round.wallRatio()),
                    Table.number("%.3f", round.cpuRatio()));
            rows.addObject()
                    .put("mode", mode)
                    .put("evaluations", round.exploration().results().size())
                    .put("wall_seconds", round.exploration().wallSeconds())
                    .put("evaluation_seconds", round.exploration().evaluationSeconds())
                    .put("alone_seconds", round.exploration().aloneSeconds())
                    .put("wall_ratio", round.wallRatio())
                    .put("cpu_ratio", round.cpuRatio());
        }
    }

    void sweep(List<SweepBench.Pair> pairs) {
        Table table = new Table("cores", "rows", "wall s", "CPU s", "busy", "efficiency", "by the clock");
        ArrayNode rows = document.putArray("sweep");
        for (SweepBench.Pair pair : pairs) {
            table.row(cells(pair.one(), "-", "-"));
            table.row(cells(
                    pair.several(),
                    Table.number("%.3f", pair.efficiency()),
                    Table.number("%.3f", pair.wallEfficiency())));
            rows.addObject()
                    .put("cores", pair.several().cores())
                    .put("efficiency", pair.efficiency())
                    .put("wall_efficiency", pair.wallEfficiency());
        }
        lines.printf("Sweeps: efficiency against one core%n%n");
        table.print(lines);
        lines.printf(
                "%nmedians: %.3f, %.3f by the clock%n%n",
                median(pairs, SweepBench.Pair::efficiency), median(pairs, SweepBench.Pair::wallEfficiency));
    }

    private static Object[] cells(SweepBench.Round round, String efficiency, String wall) {
        return new Object[] {
            round.cores(),
            round.rows(),
            Table.number("%.2f", round.wallSeconds()),
            Table.number("%.2f", round.cpuSeconds()),
            Table.number("%.3f", round.busy()),
            efficiency,
            wall
        };
    }

    void costs(ScalingModel.Costs costs, LaunchBench.Costs launch) {
        double mean = costs.evaluations().stream()
                .mapToDouble(seconds -> seconds)
                .average()
                .orElse(0);
        document.putObject("costs")
                .put("evaluation_seconds", mean)
                .put("task_seconds", costs.task())
                .put("job_seconds", costs.job())
                .put("ask_seconds", costs.ask())
                .put("asked_design_seconds", costs.askedDesign())
                .put("row_seconds", costs.row())
                .put("file_seconds", costs.file());
        lines.printf(
                Locale.ROOT,
                "Costs in ms: an evaluation %.0f (longest %.0f); a task %.3f of %s (%.3f by the clock); a job %.1f; a call of"
                        + " the tuner %.0f and %.1f per design; a row written %.2f; a file %.1f%n%n",
                1e3 * mean,
                1e3
                        * costs.evaluations().stream()
                                .mapToDouble(seconds -> seconds)
                                .max()
                                .orElse(0),
                1e3 * costs.task(),
                launch.thread(),
                1e3 * launch.wallSecondsPerTask(),
                1e3 * costs.job(),
                1e3 * costs.ask(),
                1e3 * costs.askedDesign(),
                1e3 * costs.row(),
                1e3 * costs.file());
    }

    /**
     * What runs would come to.
     *
     * @param runs what each is, and its forecasts, one per number of cores
     */
    void forecasts(List<Run> runs) {
        Table table = new Table("run", "cores", "efficiency", "limit");
        ArrayNode rows = document.putArray("forecasts");
        for (Run run : runs) {
            ScalingModel.Forecast forecast = run.forecast();
            String limit = forecast.limit().name().toLowerCase(Locale.ROOT);
            table.row(run.what(), forecast.cores(), Table.number("%.3f", forecast.efficiency()), limit);
            rows.addObject()
                    .put("run", run.what())
                    .put("cores", forecast.cores())
                    .put("efficiency", forecast.efficiency())
                    .put("limit", limit);
        }
        lines.printf("Predicted efficiency%n%n");
        table.print(lines);
    }

    /**
     * A run that is not there.
     *
     * @param what it would be
     * @param forecast of it
     */
    record Run(String what, ScalingModel.Forecast forecast) {}
}
