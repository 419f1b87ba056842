package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.jobs.Comparison;
import org.nicepim.jobs.ExploreSummary;
import org.nicepim.jobs.Ladder;
import org.nicepim.jobs.LadderRow;
import org.nicepim.jobs.LadderStep;
import org.nicepim.jobs.run.Json;
import org.nicepim.jobs.run.MappingDocument;

/** Ladders and an exploration beside the published figures, as text, as JSON and as the page's document. */
final class ReproduceReport {
    private static final double PJ = 1e-12;
    private static final double MHZ = 1e6;

    private final Ladder ladder;
    private final CompareReport compare;
    private final Comparison all;
    private final Map<String, HardwareConfig> chips;
    private final Optional<ExploreSummary> explored;

    /**
     * A report.
     *
     * @param all rows of all cases
     * @param chips by name
     * @param explored how the exploration ended, if there was one
     */
    ReproduceReport(
            Ladder ladder, Comparison all, Map<String, HardwareConfig> chips, Optional<ExploreSummary> explored) {
        this.ladder = ladder;
        this.compare = new CompareReport(ladder);
        this.all = all;
        this.chips = chips;
        this.explored = explored;
    }

    private List<String> networks() {
        return all.cases().stream().map(LadderRow.Case::workload).distinct().toList();
    }

    /** All figures. */
    ObjectNode document() {
        ObjectNode document = compare.document(all);
        document.putObject("published")
                .put("latency_reduction", PaperComparison.LATENCY_REDUCTION)
                .put("energy_reduction", PaperComparison.ENERGY_REDUCTION)
                .put("source", PaperComparison.SOURCE);
        document.set("by_step", averages(all));
        ArrayNode byChips = document.putArray("by_hardware");
        chips.forEach((name, chip) -> byChips.addObject()
                .put("hardware", name)
                .put("chip", shape(chip))
                .set("by_step", averages(on(name))));
        document.set(
                "differences",
                Json.tree(PaperComparison.differences(
                        networks(),
                        List.copyOf(chips.keySet()),
                        chips.values().iterator().next().technology())));
        explored.ifPresentOrElse(
                summary -> document.set("exploration", exploration(summary)), () -> document.putNull("exploration"));
        return document;
    }

    /** What each step saves on average. */
    private ArrayNode averages(Comparison cases) {
        ArrayNode averages = Json.array();
        ladder.steps().forEach(step -> averages.addObject()
                .put("step", step.word())
                .setAll(compare.average(new Comparison(cases.rows(), step))));
        return averages;
    }

    private Comparison on(String hardware) {
        return new Comparison(
                all.rows().stream()
                        .filter(row -> row.of().hardware().equals(hardware))
                        .toList(),
                all.last());
    }

    private static String shape(HardwareConfig chip) {
        return chip.nodeRows() + "×" + chip.nodeCols() + " nodes of " + chip.peRows() + "×" + chip.peCols() + " PEs";
    }

    private ObjectNode exploration(ExploreSummary summary) {
        ObjectNode node = Json.object();
        node.put("evaluated", summary.evaluated());
        node.put("feasible", summary.counts().feasible());
        node.put("area_exceeded", summary.counts().areaExceeded());
        node.put("failed", summary.counts().failed());
        ObjectNode best = node.putObject("best");
        summary.best().stream().findFirst().ifPresent(found -> {
            MappingDocument.parameters(best, ExploreSummary.point(found.rows().get(0)));
            best.put("area_mm2", found.rows().get(0).verdict().areaMm2());
            best.put("edp_js", found.value());
        });
        ArrayNode fixed = node.putArray("chips");
        chips.forEach((name, chip) -> {
            ObjectNode one = fixed.addObject().put("hardware", name).put("chip", shape(chip));
            product(name, chip).ifPresentOrElse(edp -> one.put("edp_js", edp), () -> one.putNull("edp_js"));
        });
        return node;
    }

    /** Geometric mean of the last step's energy-delay products over all networks, in J·s; empty if one is infeasible. */
    private Optional<Double> product(String hardware, HardwareConfig chip) {
        double jsPerUnit = PJ / (chip.technology().logic().clockMhz() * MHZ);
        List<LadderRow> last = on(hardware).rows().stream()
                .filter(row -> row.step() == all.last())
                .toList();
        if (last.stream().anyMatch(row -> row.figures().isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(Math.exp(last.stream()
                .flatMap(row -> row.price(LadderRow.View.CLOSED_FORM).stream())
                .mapToDouble(price -> Math.log(price.product() * jsPerUnit))
                .average()
                .orElseThrow()));
    }

    /** What each case saves, the averages, the exploration's best. */
    void text(PrintWriter out) {
        Table cases = new Table(
                "workload", "hardware", "latency %b", "energy %b", "EDP %b", "latency %r", "energy %r", "EDP %r");
        for (LadderRow row : all.rows()) {
            if (row.step() == all.last()) {
                cases.row(cells(row));
            }
        }
        cases.print(out);
        out.println();
        compare.summary(all, out);
        out.printf(
                Locale.ROOT,
                "Published: latency %.0f %% less, energy %.0f %% less (%s).%n",
                100 * PaperComparison.LATENCY_REDUCTION,
                100 * PaperComparison.ENERGY_REDUCTION,
                PaperComparison.SOURCE.replaceFirst(":.*", ""));
        explored.ifPresent(summary -> exploration(summary, out));
    }

    private Object[] cells(LadderRow row) {
        Object[] cells = new Object[2 + 3 * CompareReport.AGAINST.size()];
        cells[0] = row.of().workload();
        cells[1] = row.of().hardware();
        int at = 2;
        for (LadderStep base : CompareReport.AGAINST) {
            Optional<LadderRow.Price> ratio = all.ratio(row, base, LadderRow.View.CLOSED_FORM);
            cells[at++] = CompareReport.change(ratio.map(LadderRow.Price::latencyCycles));
            cells[at++] = CompareReport.change(ratio.map(LadderRow.Price::energyPj));
            cells[at++] = CompareReport.change(ratio.map(LadderRow.Price::product));
        }
        return cells;
    }

    private void exploration(ExploreSummary summary, PrintWriter out) {
        out.println();
        out.printf(
                Locale.ROOT,
                "Exploration: %d designs, %d feasible. Energy-delay product in J·s, geometric mean over the networks:%n",
                summary.evaluated(),
                summary.counts().feasible());
        Table table = new Table("hardware", "EDP J·s");
        chips.forEach((name, chip) -> table.row(name, CompareReport.text("%.4g", product(name, chip))));
        table.row(
                "best explored",
                CompareReport.text("%.4g", summary.best().stream().findFirst().map(ExploreSummary.Best::value)));
        table.print(out);
    }
}
