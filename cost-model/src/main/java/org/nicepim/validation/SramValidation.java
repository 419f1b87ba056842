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
     * A table for each process, cell, port count and temperature that has enough rows to leave one out.
     *
     * @param text a CSV table with the columns of {@code datasets/reference/sram_cacti.csv}
     * @param name how messages call it
     */
    public static List<ErrorRow> tables(String text, String name) {
        List<ErrorRow> rows = new ArrayList<>();
        SramSource.cells(text, name).forEach((cell, macros) -> {
            if (macros >= LEAST_MACROS) {
                rows.addAll(table(text, name, cell));
            }
        });
        return rows;
    }

    static List<ErrorRow> table(String text, String name, SramSource.Cell cell) {
        CactiTable table = SramSource.parse(text, name, cell);
        Map<String, ToDoubleFunction<Sram>> figures = new LinkedHashMap<>();
        figures.put("area", Sram::areaMm2);
        figures.put("read energy", Sram::readPj);
        figures.put("write energy", Sram::writePj);
        figures.put("leakage", Sram::leakageMw);
        String config = cell.processNm() + " nm " + cell.cell() + " " + cell.ports() + " " + cell.temperatureK()
                + " K, " + cell.source();
        List<ErrorRow> rows = new ArrayList<>();
        figures.forEach((figure, of) -> {
            List<Comparison> cases = new ArrayList<>();
            for (CactiTable.Point left : table.points()) {
                List<CactiTable.Point> rest =
                        table.points().stream().filter(p -> !p.equals(left)).toList();
                Sram fitted = new CactiTable(cell, rest).macro(left.bytes(), left.wordBits());
                cases.add(new Comparison(of.applyAsDouble(fitted), of.applyAsDouble(left.sram())));
            }
            rows.add(ErrorRow.of(SRAM, config, figure, cases));
        });
        return rows;
    }
}
