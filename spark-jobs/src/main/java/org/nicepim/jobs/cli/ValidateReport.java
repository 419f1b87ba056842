package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nicepim.jobs.run.Json;
import org.nicepim.validation.CaseResult;
import org.nicepim.validation.DramValidation;
import org.nicepim.validation.ErrorRow;
import org.nicepim.validation.NocValidation;
import org.nicepim.validation.Target;

/** The tables of {@code nicepim validate} as text, JSON and Markdown. */
final class ValidateReport {
    private static final Map<String, String> WORK = Map.of(
            DramValidation.CLOSED_FORM, "patterns",
            DramValidation.SIMULATOR, "bursts",
            NocValidation.PHASES, "phases",
            NocValidation.CURVES, "points");

    private static final List<String> FIGURES =
            List.of("what", "config", "group", "cases", "mean %", "p95 %", "worst %", "rank");

    private final List<CaseResult> cases;
    private final int worst;

    /**
     * A report.
     *
     * @param worst how many of the worst cases to list for each part of the model
     */
    ValidateReport(List<CaseResult> cases, int worst) {
        this.cases = cases;
        this.worst = worst;
    }

    void print(PrintWriter out) {
        out.println("By pattern");
        byPattern(true).print(out);
        out.println();
        out.println("The worst cases");
        worstCases().print(out);
        out.println();
        out.println("Against the targets");
        verdicts().print(out);
    }

    /** Tables without speeds, which differ from run to run. */
    String markdown() {
        return "## Against the targets\n\n" + verdicts().markdown() + "\n## The worst cases\n\n"
                + worstCases().markdown() + "\n## By pattern\n\n"
                + byPattern(false).markdown();
    }

    private Table byPattern(boolean speeds) {
        List<String> header = new ArrayList<>(FIGURES);
        header.set(2, "pattern");
        if (speeds) {
            header.add("per second");
        }
        Table table = new Table(header.toArray(String[]::new));
        for (ErrorRow row : ErrorRow.tables(cases)) {
            List<Object> cells = figures(row);
            if (speeds) {
                cells.add(speed(row));
            }
            table.row(cells.toArray());
        }
        return table;
    }

    private Table worstCases() {
        Table table = new Table("what", "config", "pattern", "ours", "reference", "error %", "case");
        worstByPart()
                .values()
                .forEach(list -> list.forEach(c -> table.row(
                        c.subject().what(),
                        c.subject().config(),
                        c.subject().pattern(),
                        figure(c.ours()),
                        figure(c.theirs()),
                        String.format(Locale.ROOT, "%+.1f", 100 * c.error()),
                        c.subject().label())));
        return table;
    }

    private Table verdicts() {
        List<String> header = new ArrayList<>(FIGURES);
        header.addAll(List.of("target", ""));
        Table table = new Table(header.toArray(String[]::new));
        for (Target.Verdict verdict : Target.verdicts(cases)) {
            List<Object> cells = figures(verdict.row());
            cells.add(verdict.target().map(Target::words).orElse("none"));
            cells.add(word(verdict));
            table.row(cells.toArray());
        }
        return table;
    }

    private static List<Object> figures(ErrorRow row) {
        return new ArrayList<>(List.of(
                row.what(),
                row.config(),
                row.pattern(),
                row.cases(),
                percent(row.meanAbsError()),
                percent(row.p95AbsError()),
                percent(row.maxAbsError()),
                String.format(Locale.ROOT, "%.4f", row.rankCorrelation())));
    }

    private static String word(Target.Verdict verdict) {
        return verdict.target().isEmpty() ? "" : verdict.met() ? "met" : "missed";
    }

    /** The worst cases of each part, the worst first; those that are equal are no bad cases. */
    private Map<String, List<CaseResult>> worstByPart() {
        Map<String, List<CaseResult>> parts = new LinkedHashMap<>();
        for (CaseResult c : cases) {
            parts.putIfAbsent(c.subject().what(), List.of());
        }
        parts.replaceAll((what, none) -> cases.stream()
                .filter(c -> c.subject().what().equals(what) && c.error() != 0)
                .sorted(Comparator.comparingDouble(c -> -Math.abs(c.error())))
                .limit(worst)
                .toList());
        return parts;
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.2f", 100 * fraction);
    }

    private static String figure(double value) {
        return value >= 1000 ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.4g", value);
    }

    private static String speed(ErrorRow row) {
        String work = WORK.get(row.what());
        return work == null || row.workPerSecond() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.2f M %s", row.workPerSecond() * 1e-6, work);
    }

    ObjectNode document() {
        ObjectNode document = Json.object();
        ArrayNode tables = document.putArray("tables");
        ErrorRow.tables(cases).forEach(row -> put(tables.addObject(), row, "pattern"));
        ArrayNode list = document.putArray("worst");
        worstByPart()
                .values()
                .forEach(part -> part.forEach(c -> list.addObject()
                        .put("what", c.subject().what())
                        .put("config", c.subject().config())
                        .put("pattern", c.subject().pattern())
                        .put("case", c.subject().label())
                        .put("ours", c.ours())
                        .put("reference", c.theirs())
                        .put("error", c.error())));
        ArrayNode targets = document.putArray("targets");
        for (Target.Verdict verdict : Target.verdicts(cases)) {
            ObjectNode node = targets.addObject();
            put(node, verdict.row(), "group");
            verdict.target()
                    .ifPresent(target -> node.put("target", target.words()).put("met", verdict.met()));
        }
        return document;
    }

    private static void put(ObjectNode node, ErrorRow row, String pattern) {
        node.put("what", row.what())
                .put("config", row.config())
                .put(pattern, row.pattern())
                .put("cases", row.cases())
                .put("mean_abs_error", row.meanAbsError())
                .put("p95_abs_error", row.p95AbsError())
                .put("max_abs_error", row.maxAbsError())
                .put("rank_correlation", row.rankCorrelation());
        String work = WORK.get(row.what());
        if (work != null && row.workPerSecond() > 0) {
            node.put(work + "_per_second", row.workPerSecond());
        }
    }
}
