package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.jobs.Comparison;
import org.nicepim.jobs.Ladder;
import org.nicepim.jobs.LadderRow;
import org.nicepim.jobs.LadderStep;
import org.nicepim.jobs.run.Json;
import org.nicepim.workload.Workload;

/** Ladders from the baseline to NicePIM, as text and as JSON. */
final class CompareReport {
    private static final double PJ_TO_MJ = 1e-9;
    private static final double PJ = 1e-12;
    /** Fields and columns are named after these. */
    private static final Map<LadderStep, String> BASELINES =
            Map.of(LadderStep.BASELINE, "baseline", LadderStep.BASELINE_REPLICATED, "replicated");

    static final List<LadderStep> AGAINST = List.of(LadderStep.BASELINE, LadderStep.BASELINE_REPLICATED);

    private final Ladder ladder;

    CompareReport(Ladder ladder) {
        this.ladder = ladder;
    }

    private List<LadderRow.View> views() {
        return ladder.simulate()
                ? List.of(LadderRow.View.CLOSED_FORM, LadderRow.View.SIMULATED)
                : List.of(LadderRow.View.CLOSED_FORM);
    }

    /** One ladder as a table. */
    void ladder(Comparison one, Workload workload, HardwareConfig chip, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s, batch %d, on %s: %dx%d nodes of %dx%d PEs, links of %d bits, objective %s%n",
                workload.name(),
                workload.batch(),
                one.cases().get(0).hardware(),
                chip.nodeRows(),
                chip.nodeCols(),
                chip.peRows(),
                chip.peCols(),
                chip.technology().noc().linkBits(),
                ladder.objective().word());
        reasons(one).forEach((reason, steps) -> out.println("infeasible (" + steps + "): " + reason));
        if (one.infeasible().size() < one.rows().size()) {
            table(one, chip).print(out);
        }
        for (LadderRow row : one.rows()) {
            one.worseThan(row, ladder.objective())
                    .ifPresent(step -> out.println("  * " + row.step().word() + " is worse in "
                            + ladder.objective().word() + " than " + step.word()
                            + ", which it could have chosen: its search missed that"));
        }
        out.println();
    }

    /** Steps without a mapping, by what is in their way. */
    private static Map<String, String> reasons(Comparison one) {
        Map<String, String> reasons = new LinkedHashMap<>();
        one.infeasible().forEach(row -> reasons.merge(row.reason(), row.step().word(), (a, b) -> a + ", " + b));
        return reasons;
    }

    private Table table(Comparison one, HardwareConfig chip) {
        List<String> header = new ArrayList<>(List.of("step", "latency ms", "energy mJ", "EDP J·s"));
        for (LadderStep base : AGAINST) {
            List.of("latency", "energy", "EDP").forEach(figure -> header.add(figure + letter(base)));
        }
        if (ladder.simulate()) {
            header.addAll(List.of("sim ms", "sim mJ"));
            AGAINST.forEach(base -> header.addAll(List.of("sim ms" + letter(base), "sim mJ" + letter(base))));
        }
        header.addAll(List.of("x bound", "search s"));
        Table table = new Table(header.toArray(String[]::new));
        for (LadderRow row : one.rows()) {
            table.row(cells(one, row, chip).toArray());
        }
        return table;
    }

    private static String letter(LadderStep base) {
        return base == LadderStep.BASELINE ? " %b" : " %r";
    }

    private List<Object> cells(Comparison one, LadderRow row, HardwareConfig chip) {
        double msPerCycle = 1e-3 / chip.technology().logic().clockMhz();
        boolean worse = one.worseThan(row, ladder.objective()).isPresent();
        List<Object> cells = new ArrayList<>(List.of(row.step().word() + (worse ? " *" : "")));
        for (LadderRow.View view : views()) {
            boolean product = view == LadderRow.View.CLOSED_FORM;
            Optional<LadderRow.Price> price = row.price(view);
            cells.add(text("%.4f", price.map(p -> p.latencyCycles() * msPerCycle)));
            cells.add(text("%.4f", price.map(p -> p.energyPj() * PJ_TO_MJ)));
            if (product) {
                cells.add(text("%.4g", price.map(p -> p.product() * PJ * msPerCycle * 1e-3)));
            }
            for (LadderStep base : AGAINST) {
                Optional<LadderRow.Price> ratio = one.ratio(row, base, view);
                cells.add(change(ratio.map(LadderRow.Price::latencyCycles)));
                cells.add(change(ratio.map(LadderRow.Price::energyPj)));
                if (product) {
                    cells.add(change(ratio.map(LadderRow.Price::product)));
                }
            }
        }
        cells.add(text("%.2f", row.figures().map(f -> f.closedForm().latencyCycles() / f.lowerBoundCycles())));
        cells.add(text("%.2f", Optional.of(row.searchSeconds())));
        return cells;
    }

    /** A ratio as a change in percent. */
    static String change(Optional<Double> ratio) {
        return text("%.1f", ratio.map(r -> 100 * (r - 1)));
    }

    static String text(String format, Optional<Double> value) {
        return value.map(v -> String.format(Locale.ROOT, format, v)).orElse("-");
    }

    /** Averages, and what is left out of them. */
    void summary(Comparison all, PrintWriter out) {
        int cases = all.cases().size();
        int counted = all.feasibleCases().size();
        out.println("%b, %r: change against baseline and baseline-replicated in the same column, in percent.");
        out.printf(
                Locale.ROOT,
                "Average of %s over %d of %d cases (workload on hardware)%s:%n",
                all.last().word(),
                counted,
                cases,
                counted < cases ? ", " + (cases - counted) + " infeasible and left out" : "");
        Table table = new Table("against", "figures", "latency % less", "energy % less", "EDP % less");
        for (LadderStep base : AGAINST) {
            for (LadderRow.View view : views()) {
                Optional<Comparison.Reduction> reduction = all.reduction(base, view);
                table.row(
                        base.word(),
                        view == LadderRow.View.SIMULATED ? "simulated" : "closed form",
                        text("%.1f", reduction.map(r -> 100 * r.latency())),
                        text("%.1f", reduction.map(r -> 100 * r.energy())),
                        text("%.1f", reduction.map(r -> 100 * r.product())));
            }
        }
        table.print(out);
    }

    ObjectNode document(Comparison all) {
        ObjectNode document = Json.object();
        ArrayNode rows = document.putArray("rows");
        all.rows().forEach(row -> rows.add(row(all, row)));
        document.put("cases", all.cases().size());
        document.put(
                "infeasible_cases", all.cases().size() - all.feasibleCases().size());
        document.put("last_step", all.last().word());
        document.set("average", average(all));
        return document;
    }

    /** What the last step saves on average, against either baseline. */
    ObjectNode average(Comparison all) {
        ObjectNode average = Json.object();
        for (LadderRow.View view : views()) {
            for (LadderStep base : AGAINST) {
                Optional<Comparison.Reduction> reduction = all.reduction(base, view);
                String tail = "_reduction" + (base == LadderStep.BASELINE ? "" : "_vs_replicated");
                put(average, prefix(view) + "latency" + tail, reduction.map(Comparison.Reduction::latency));
                put(average, prefix(view) + "energy" + tail, reduction.map(Comparison.Reduction::energy));
                put(average, prefix(view) + "edp" + tail, reduction.map(Comparison.Reduction::product));
            }
        }
        return average;
    }

    private ObjectNode row(Comparison all, LadderRow row) {
        ObjectNode node = Json.object();
        node.put("workload", row.of().workload());
        node.put("hardware", row.of().hardware());
        node.put("objective", ladder.objective().word());
        node.put("step", row.step().word());
        node.put("feasible", row.figures().isPresent());
        node.put("reason", row.reason());
        for (LadderRow.View view : views()) {
            Optional<LadderRow.Price> price = row.price(view);
            put(node, prefix(view) + "latency_cycles", price.map(LadderRow.Price::latencyCycles));
            put(node, prefix(view) + "energy_pj", price.map(LadderRow.Price::energyPj));
            for (LadderStep base : AGAINST) {
                Optional<LadderRow.Price> ratio = all.ratio(row, base, view);
                String tail = "_vs_" + BASELINES.get(base);
                put(node, prefix(view) + "latency" + tail, ratio.map(LadderRow.Price::latencyCycles));
                put(node, prefix(view) + "energy" + tail, ratio.map(LadderRow.Price::energyPj));
            }
        }
        put(node, "latency_lower_bound_cycles", row.figures().map(LadderRow.Figures::lowerBoundCycles));
        node.put("search_seconds", row.searchSeconds());
        node.put(
                "evaluations", row.figures().map(LadderRow.Figures::evaluations).orElse(0L));
        node.put(
                "worse_than",
                all.worseThan(row, ladder.objective()).map(LadderStep::word).orElse(""));
        return node;
    }

    private static String prefix(LadderRow.View view) {
        return view == LadderRow.View.SIMULATED ? "simulated_" : "";
    }

    private static void put(ObjectNode node, String field, Optional<Double> value) {
        value.ifPresentOrElse(known -> node.put(field, known), () -> node.putNull(field));
    }
}
