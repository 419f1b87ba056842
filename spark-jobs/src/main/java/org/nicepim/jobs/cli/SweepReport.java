package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Stream;
import org.nicepim.jobs.ObjectiveTitle;
import org.nicepim.jobs.RunEffort;
import org.nicepim.jobs.run.Json;
import org.nicepim.jobs.run.MappingDocument;
import org.nicepim.jobs.run.RunEnd;
import org.nicepim.jobs.run.SweepConfig;
import org.nicepim.jobs.sweep.SweepRow;
import org.nicepim.jobs.sweep.SweepSummary;
import org.nicepim.mapper.Objective;
import org.nicepim.results.EvaluationRow;

/** A sweep's result as text and as JSON. */
final class SweepReport {
    private static final double PJ_TO_MJ = 1e-9;

    private final SweepConfig config;
    private final SweepSummary summary;
    private final RunEffort effort;
    private final String folder;
    private final double seconds;

    /**
     * A report.
     *
     * @param effort what it took
     * @param folder of the sweep
     * @param seconds that this process took
     */
    SweepReport(SweepConfig config, SweepSummary summary, RunEffort effort, String folder, double seconds) {
        this.config = config;
        this.summary = summary;
        this.effort = effort;
        this.folder = folder;
        this.seconds = seconds;
    }

    void print(PrintWriter writer, boolean json) {
        if (json) {
            Json.print(writer, document());
        } else {
            text(writer);
        }
    }

    private void text(PrintWriter writer) {
        SweepSummary.Counts counts = summary.counts();
        writer.printf(
                Locale.ROOT,
                "%d rows of %d designs in %.1f s: %d ok, %d over the area limit, %d infeasible, %d failed; %d ILP models"
                        + " solved.%n",
                counts.rows(),
                config.plan().designs(),
                seconds,
                counts.ok(),
                counts.areaExceeded(),
                counts.infeasible(),
                counts.failed(),
                counts.ilpSolves());
        reasons(writer);
        if (counts.ok() == 0) {
            writer.println("No row is ok; the column 'reason' of " + folder + "/evaluations says why.");
            return;
        }
        String unit = config.context().mappers().size() == 1
                ? ObjectiveTitle.of(config.context().mappers().get(0).objective())
                : "each objective";
        writer.println("Best of each workload by " + unit + "; front: designs that none beats in latency, energy and"
                + " area at once:");
        writer.println();
        table().print(writer);
        writer.println();
        writer.println("Rows: " + folder + "/evaluations"
                + (config.context().layers() ? " and " + folder + "/layers" : "") + " (Parquet).");
    }

    /** One of each workload; the rows have them all. */
    private void reasons(PrintWriter writer) {
        for (SweepSummary.Group group : summary.groups()) {
            group.reason()
                    .ifPresent(reason -> writer.println(
                            group.key().workload() + ", batch " + group.key().batch() + ", design " + reason.designId()
                                    + " " + reason.status() + ": " + reason.text()));
        }
    }

    private Table table() {
        Table table = new Table(
                "technology",
                "objective",
                "workload",
                "batch",
                "ok",
                "front",
                "best",
                "nodes",
                "PEs/node",
                "ifmap/weight/ofmap KiB",
                "area mm2",
                "value",
                "latency ms",
                "energy mJ");
        for (SweepSummary.Group group : summary.groups()) {
            SweepSummary.Key key = group.key();
            Stream<Object> head = Stream.of(
                    key.technology(),
                    key.objective(),
                    key.workload(),
                    key.batch(),
                    group.ok(),
                    group.front().size());
            Stream<Object> best = group.best()
                    .map(SweepReport::best)
                    .orElseGet(() -> Stream.generate(() -> (Object) "-").limit(8));
            table.row(Stream.concat(head, best).toArray());
        }
        return table;
    }

    private static Stream<Object> best(SweepSummary.Best best) {
        SweepRow.Design d = best.row().design();
        Stream<Object> design = Stream.concat(Stream.of(name(d)), DesignCells.of(d.parameters()).stream());
        Stream<Object> figures = Stream.of(
                Table.number("%.1f", best.row().verdict().areaMm2()),
                Table.number("%.4g", best.value()),
                Table.number("%.3f", latencyMs(best.row())),
                Table.number("%.3f", energyPj(best.row()) * PJ_TO_MJ));
        return Stream.concat(design, figures);
    }

    private static String name(SweepRow.Design design) {
        return design.hardware().orElse(String.valueOf(design.designId()));
    }

    private static double latencyMs(SweepRow row) {
        return row.simulated()
                .map(EvaluationRow.Simulated::simulatedLatencyMs)
                .orElseGet(() -> row.figures().orElseThrow().latencyMs());
    }

    private static double energyPj(SweepRow row) {
        return row.simulated()
                .map(EvaluationRow.Simulated::simulatedEnergyPj)
                .orElseGet(() -> row.figures().orElseThrow().energy().energyPj());
    }

    private ObjectNode document() {
        ObjectNode document = Json.object();
        SweepSummary.Counts counts = summary.counts();
        document.put("run_dir", folder);
        document.put("designs", config.plan().designs());
        document.put("rows", counts.rows());
        document.put("ok", counts.ok());
        document.put("area_exceeded", counts.areaExceeded());
        document.put("infeasible", counts.infeasible());
        document.put("failed", counts.failed());
        document.put("ilp_solves", counts.ilpSolves());
        document.put("seconds", seconds);
        document.set("effort", RunEnd.document(effort));
        ArrayNode groups = document.putArray("groups");
        summary.groups().forEach(group -> groups.add(group(group)));
        return document;
    }

    private static ObjectNode group(SweepSummary.Group group) {
        ObjectNode node = Json.object();
        node.put("technology", group.key().technology());
        node.put("objective", group.key().objective());
        node.put("workload", group.key().workload());
        node.put("batch", group.key().batch());
        node.put("rows", group.rows());
        node.put("ok", group.ok());
        node.put("pareto_size", group.front().size());
        group.reason().ifPresent(reason -> node.putObject("first_reason")
                .put("design_id", reason.designId())
                .put("status", reason.status())
                .put("reason", reason.text()));
        if (group.best().isEmpty()) {
            node.putNull("best");
        } else {
            node.set(
                    "best",
                    document(group.best().get(), Objective.parse(group.key().objective())));
        }
        return node;
    }

    private static ObjectNode document(SweepSummary.Best best, Objective objective) {
        SweepRow row = best.row();
        EvaluationRow.Figures figures = row.figures().orElseThrow();
        SweepRow.Design d = row.design();
        ObjectNode node = Json.object();
        node.put("design_id", d.designId());
        d.hardware().ifPresent(name -> node.put("hardware", name));
        MappingDocument.parameters(node.putObject("parameters"), d.parameters());
        node.put("objective", objective.word());
        node.put("value", best.value());
        node.put("area_mm2", row.verdict().areaMm2());
        node.put("latency_cycles", figures.latencyCycles());
        node.put("energy_pj", figures.energy().energyPj());
        row.simulated().ifPresent(simulated -> node.put("simulated_latency_cycles", simulated.simulatedLatencyCycles())
                .put("simulated_energy_pj", simulated.simulatedEnergyPj()));
        return node;
    }
}
