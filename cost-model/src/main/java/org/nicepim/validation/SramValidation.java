package org.nicepim.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleFunction;
import org.nicepim.config.CsvTable;
import org.nicepim.hardware.SramModel.Sram;
import org.nicepim.hardware.SramSource;
import org.nicepim.hardware.SramTable;
import org.nicepim.hardware.SramTable.Point;

/**
 * Leaves rows of an SRAM table out of the fit, one by one and by whole sizes, and compares what the rest says of them. Rows at
 * another temperature that a table of few rows borrows its shape from stay in.
 */
public final class SramValidation {
    /** Cases of the SRAM fit. */
    public static final String SRAM = "sram";

    /** Cases of the SRAM fit without the row's whole size. */
    public static final String SIZE = "sram size";

    private static final int LEAST_MACROS = 8;

    private static final Map<String, ToDoubleFunction<Sram>> FIGURES = figures();

    private SramValidation() {}

    private static Map<String, ToDoubleFunction<Sram>> figures() {
        Map<String, ToDoubleFunction<Sram>> figures = new LinkedHashMap<>();
        figures.put("area", Sram::areaMm2);
        figures.put("read energy", Sram::readPj);
        figures.put("write energy", Sram::writePj);
        figures.put("leakage", Sram::leakageMw);
        return figures;
    }

    /**
     * The cases of each process, cell, port count and temperature that has enough rows to leave one out.
     *
     * @param text a CSV table with the columns of {@code datasets/reference/sram_cacti.csv}
     * @param name how messages call it
     */
    public static List<CaseResult> cases(String text, String name) {
        Map<SramSource.Cell, List<CsvTable.Row>> cells = SramSource.cells(text, name);
        List<CaseResult> rows = new ArrayList<>();
        cells.forEach((cell, macros) -> {
            if (macros.size() >= LEAST_MACROS) {
                rows.addAll(cases(cell, cells));
            }
        });
        return rows;
    }

    /** The cases of one cell: rows left out one by one, then whole sizes between the least and the largest. */
    static List<CaseResult> cases(SramSource.Cell cell, Map<SramSource.Cell, List<CsvTable.Row>> cells) {
        List<Point> points = SramSource.points(cells.getOrDefault(cell, List.of()));
        List<Point> related = SramSource.points(SramSource.related(cell, cells));
        List<CaseResult> rows = new ArrayList<>(leftOut(SRAM, cell, points, related, Point::equals));
        LongSummaryStatistics sizes = points.stream().mapToLong(Point::bytes).summaryStatistics();
        List<Point> inner = points.stream()
                .filter(p -> p.bytes() > sizes.getMin() && p.bytes() < sizes.getMax())
                .toList();
        if (!inner.isEmpty()) {
            rows.addAll(leftOut(
                    SIZE, cell, points, related, (p, left) -> inner.contains(left) && p.bytes() == left.bytes()));
        }
        return rows;
    }

    /** Leaves out what goes with each point; a point with which nothing goes is no case. */
    private static List<CaseResult> leftOut(
            String what,
            SramSource.Cell cell,
            List<Point> points,
            List<Point> related,
            BiPredicate<Point, Point> goes) {
        Map<List<Point>, SramTable> fits = new HashMap<>();
        Map<Point, Sram> fitted = new LinkedHashMap<>();
        for (Point left : points) {
            List<Point> rest = points.stream().filter(p -> !goes.test(p, left)).toList();
            if (!rest.isEmpty() && rest.size() < points.size()) {
                SramTable fit = fits.computeIfAbsent(rest, known -> SramTable.of(cell.cell(), known, related));
                fitted.put(left, fit.macro(left.bytes(), left.wordBits()));
            }
        }
        String config = cell.processNm() + " nm " + cell.cell() + " " + cell.ports() + " " + cell.temperatureK()
                + " K, " + cell.source();
        List<CaseResult> results = new ArrayList<>();
        FIGURES.forEach((figure, of) -> fitted.forEach((left, fit) -> results.add(new CaseResult(
                new CaseResult.Subject(
                        what, config, figure, figure, left.bytes() + " B, words of " + left.wordBits() + " bits"),
                of.applyAsDouble(fit),
                of.applyAsDouble(left.sram()),
                CaseResult.Effort.NONE))));
        return results;
    }
}
