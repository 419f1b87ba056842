package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.nicepim.jobs.ExploreSummary;
import org.nicepim.jobs.Fidelity;
import org.nicepim.jobs.Front;
import org.nicepim.jobs.ObjectiveTitle;
import org.nicepim.jobs.RunEffort;
import org.nicepim.jobs.run.Json;
import org.nicepim.jobs.run.MappingDocument;
import org.nicepim.jobs.run.RunEnd;
import org.nicepim.results.EvaluationRow;

/** An exploration's result as text and as JSON. */
final class ExploreReport {
    private static final double PJ_TO_MJ = 1e-9;
    private static final List<String> DESIGN =
            List.of("design", "nodes", "PEs/node", "ifmap/weight/ofmap KiB", "area mm2", "objective");
    private static final List<String> FIGURES =
            List.of("workload", "latency ms", "energy mJ", "utilization", "x bound");
    private static final List<String> SIMULATED = List.of("simulated ms", "x latency", "simulated mJ", "x energy");

    private final ExploreSummary summary;
    private final RunEffort effort;
    private final Fidelity fidelity;
    private final boolean pareto;
    private final String folder;
    private final double seconds;

    /**
     * A report.
     *
     * @param effort what it took
     * @param fidelity who priced the designs
     * @param pareto true if the run sought the Pareto front
     * @param folder of the run
     * @param seconds that the run took
     */
    ExploreReport(
            ExploreSummary summary,
            RunEffort effort,
            Fidelity fidelity,
            boolean pareto,
            String folder,
            double seconds) {
        this.summary = summary;
        this.effort = effort;
        this.fidelity = fidelity;
        this.pareto = pareto;
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
        ExploreSummary.Counts counts = summary.counts();
        writer.printf(
                Locale.ROOT,
                "%d designs in %.1f s: %d feasible, %d over the area limit, %d infeasible, %d failed; %d ILP models"
                        + " solved.%n",
                summary.evaluated(),
                seconds,
                counts.feasible(),
                counts.areaExceeded(),
                counts.infeasible(),
                counts.failed(),
                counts.ilpSolves());
        summary.stopped()
                .ifPresent(stop -> writer.println("Stopped by " + stop.word().replace('_', ' ')
                        + " before the budget was spent; --resume without that rule goes on."));
        if (summary.best().isEmpty()) {
            summary.reasons()
                    .most()
                    .ifPresent(reason -> writer.println("What stops most, "
                            + summary.reasons().ofMost() + " of " + summary.evaluated() + " designs: " + reason + "."));
            writer.println("No design runs all workloads within the limits; the column 'reason' of " + folder
                    + "/evaluations says why.");
            return;
        }
        writer.println("Best by " + (simulated() ? "simulated " : "") + ObjectiveTitle.of(summary.objective())
                + " (geometric mean over workloads):");
        writer.println();
        table().print(writer);
        writer.println();
        front(writer);
        writer.println("Rows: " + folder + "/evaluations and " + folder + "/layers (Parquet)"
                + (fidelity.best() > 0 ? "; of the designs that were simulated: " + folder + "/simulated." : "."));
    }

    private void front(PrintWriter writer) {
        Front front = summary.front();
        writer.printf(
                Locale.ROOT,
                "No other design beats these %d in latency, energy and area together; hypervolume %.3f (natural logarithms,"
                        + " from the worst feasible values).%n%n",
                front.designs().size(),
                front.hypervolume());
        if (pareto) {
            Table table = new Table("design", "latency ms", "energy mJ", "area mm2");
            for (Front.Design design : front.designs()) {
                table.row(
                        design.rows().get(0).design().designId(),
                        Table.number("%.3f", design.latencyMs()),
                        Table.number("%.3f", design.energyPj() * PJ_TO_MJ),
                        Table.number("%.1f", design.areaMm2()));
            }
            table.print(writer);
            writer.println();
        }
    }

    private boolean simulated() {
        return fidelity.kind() != Fidelity.Kind.CLOSED_FORM;
    }

    private Table table() {
        List<String> header = new ArrayList<>(DESIGN);
        header.addAll(FIGURES);
        if (simulated()) {
            header.addAll(SIMULATED);
        }
        Table table = new Table(header.toArray(String[]::new));
        for (ExploreSummary.Best best : summary.best()
                .subList(0, Math.min(ExploreSummary.BEST, summary.best().size()))) {
            List<Object> design = design(best);
            for (EvaluationRow row : best.rows()) {
                List<Object> cells = new ArrayList<>(design);
                cells.addAll(figures(row));
                if (simulated()) {
                    cells.addAll(simulated(row));
                }
                table.row(cells.toArray());
                design = Collections.nCopies(design.size(), "");
            }
        }
        return table;
    }

    private static List<Object> design(ExploreSummary.Best best) {
        EvaluationRow first = best.rows().get(0);
        List<Object> cells = new ArrayList<>(List.of(first.design().designId()));
        cells.addAll(DesignCells.of(ExploreSummary.point(first)));
        cells.add(Table.number("%.1f", first.verdict().areaMm2()));
        cells.add(Table.number("%.4g", best.value()));
        return cells;
    }

    private static List<Object> figures(EvaluationRow row) {
        EvaluationRow.Figures f = row.figures().orElseThrow();
        return List.of(
                row.workload(),
                Table.number("%.3f", f.latencyMs()),
                Table.number("%.3f", f.energy().energyPj() * PJ_TO_MJ),
                Table.number("%.2f", f.utilization()),
                Table.number("%.2f", f.latencyCycles() / f.latencyLowerBoundCycles()));
    }

    /** Beside each simulated figure, how many times the closed form's it is. */
    private static List<Object> simulated(EvaluationRow row) {
        EvaluationRow.Figures f = row.figures().orElseThrow();
        EvaluationRow.Simulated s = row.simulated().orElseThrow();
        return List.of(
                Table.number("%.3f", s.simulatedLatencyMs()),
                Table.number("%.2f", s.simulatedLatencyMs() / f.latencyMs()),
                Table.number("%.3f", s.simulatedEnergyPj() * PJ_TO_MJ),
                Table.number("%.2f", s.simulatedEnergyPj() / f.energy().energyPj()));
    }

    /** The rule that ended a run, or {@code evaluations} if the budget was spent. */
    static String stoppedBy(ExploreSummary summary) {
        return summary.stopped().map(ExploreSummary.Stop::word).orElse("evaluations");
    }

    private ObjectNode document() {
        ObjectNode document = Json.object();
        document.put("run_dir", folder);
        document.put("fidelity", fidelity.text());
        document.put("evaluated", summary.evaluated());
        document.put("feasible", summary.counts().feasible());
        document.put("failed", summary.counts().failed());
        document.put("infeasible", summary.counts().infeasible());
        document.put("area_exceeded", summary.counts().areaExceeded());
        document.put("ilp_solves", summary.counts().ilpSolves());
        document.put("seconds", seconds);
        document.put("stopped_by", stoppedBy(summary));
        document.set("effort", RunEnd.document(effort));
        if (summary.best().isEmpty()) {
            document.putNull("best");
        } else {
            document.set("best", best());
        }
        summary.reasons().most().ifPresent(reason -> document.put("most_frequent_reason", reason));
        document.set("pareto", pareto());
        summary.models().forEach(document.putArray("models")::add);
        return document;
    }

    private ObjectNode pareto() {
        ObjectNode node = Json.object();
        node.put("hypervolume", summary.front().hypervolume());
        ArrayNode designs = node.putArray("designs");
        for (Front.Design design : summary.front().designs()) {
            designs.addObject()
                    .put("design_id", design.rows().get(0).design().designId())
                    .put("latency_ms", design.latencyMs())
                    .put("energy_pj", design.energyPj())
                    .put("area_mm2", design.areaMm2());
        }
        return node;
    }

    private ObjectNode best() {
        ExploreSummary.Best best = summary.best().get(0);
        ObjectNode node = Json.object();
        EvaluationRow first = best.rows().get(0);
        MappingDocument.parameters(node.putObject("parameters"), ExploreSummary.point(first));
        node.put("design_id", first.design().designId());
        node.put("objective", summary.objective().word());
        node.put("value", best.value());
        node.put("area_mm2", first.verdict().areaMm2());
        ArrayNode workloads = node.putArray("per_workload");
        for (EvaluationRow row : best.rows()) {
            EvaluationRow.Figures figures = row.figures().orElseThrow();
            ObjectNode one = workloads
                    .addObject()
                    .put("workload", row.workload())
                    .put("latency_cycles", figures.latencyCycles())
                    .put("energy_pj", figures.energy().energyPj());
            row.simulated()
                    .ifPresent(simulated -> one.put("simulated_latency_cycles", simulated.simulatedLatencyCycles())
                            .put("simulated_energy_pj", simulated.simulatedEnergyPj()));
        }
        return node;
    }
}
