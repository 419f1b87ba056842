package org.nicepim.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.nicepim.hardware.CactiTable;
import org.nicepim.hardware.SramModel.Sram;
import org.nicepim.hardware.SramSource;

/** Leaves rows of an SRAM table out of the fit, one by one, and compares what the rest says of them. */
public final class SramValidation {
    /** Rows of the SRAM fit. */
    public static final String SRAM = "sram";

    /** A quadratic in two variables has six coefficients. */
    private static final int LEAST_MACROS = 8;

    private SramValidation() {}

    /**
     * The cases of each process, cell, port count and temperature that has enough rows to leave one out.
     *
     * @param text a CSV table with the columns of {@code datasets/reference/sram_cacti.csv}
     * @param name how messages call it
     */
    public static List<CaseResult> cases(String text, String name) {
        List<CaseResult> rows = new ArrayList<>();
        SramSource.cells(text, name).forEach((cell, macros) -> {
            if (macros >= LEAST_MACROS) {
                rows.addAll(cases(text, name, cell));
            }
        });
        return rows;
    }

    static List<CaseResult> cases(String text, String name, SramSource.Cell cell) {
        CactiTable table = SramSource.parse(text, name, cell);
        Map<String, ToDoubleFunction<Sram>> figures = new LinkedHashMap<>();
        figures.put("area", Sram::areaMm2);
        figures.put("read energy", Sram::readPj);
        figures.put("write energy", Sram::writePj);
        figures.put("leakage", Sram::leakageMw);
        String config = cell.processNm() + " nm " + cell.cell() + " " + cell.ports() + " " + cell.temperatureK()
                + " K, " + cell.source();
        List<CaseResult> cases = new ArrayList<>();
        for (CactiTable.Point left : table.points()) {
            List<CactiTable.Point> rest =
                    table.points().stream().filter(p -> !p.equals(left)).toList();
            Sram fitted = new CactiTable(cell, rest).macro(left.bytes(), left.wordBits());
            String label = left.bytes() + " B, words of " + left.wordBits() + " bits";
            figures.forEach((figure, of) -> cases.add(new CaseResult(
                    new CaseResult.Subject(SRAM, config, figure, SRAM, label),
                    of.applyAsDouble(fitted),
                    of.applyAsDouble(left.sram()),
                    CaseResult.Effort.NONE)));
        }
        return cases;
    }
}
