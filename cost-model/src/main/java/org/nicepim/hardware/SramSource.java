package org.nicepim.hardware;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nicepim.config.ConfigException;
import org.nicepim.config.CsvTable;
import org.nicepim.config.Suggestions;

/** Reads the rows of an SRAM table that belong to one process, cell, port count and temperature. */
public final class SramSource {
    /** The table that the jar carries. */
    public static final String DEFAULT_TABLE = "sram_cacti.csv";

    private static final List<String> COLUMNS = List.of(
            "source",
            "tech_nm",
            "cell_and_periph",
            "ports",
            "temp_k",
            "size_bytes",
            "word_bits",
            "area_mm2",
            "read_pj",
            "write_pj",
            "leak_mw");

    /**
     * Which rows of a table are meant.
     *
     * @param source how the row came about, such as {@code cacti} or {@code interpolated}
     * @param processNm feature size in nm
     * @param cell device type of cell and periphery, such as {@code itrs-lstp}
     * @param ports such as {@code 1RW}
     * @param temperatureK junction temperature in K
     */
    public record Cell(String source, int processNm, String cell, String ports, int temperatureK)
            implements Serializable {
        private List<String> key() {
            return List.of(source, String.valueOf(processNm), cell, ports, String.valueOf(temperatureK));
        }
    }

    private SramSource() {}

    /**
     * Reads a table.
     *
     * @param nameOrPath path of a CSV file, or the name of one under {@code datasets/reference}
     * @param cell which rows
     * @throws ConfigException if a column is missing, a value is no positive number, or no row matches
     */
    public static CactiTable read(String nameOrPath, Cell cell) {
        return parse(ConfigFiles.table(nameOrPath), nameOrPath, cell);
    }

    /**
     * Parses a table.
     *
     * @param text CSV with a header
     * @param name how messages call it
     * @param cell which rows
     */
    public static CactiTable parse(String text, String name, Cell cell) {
        CsvTable table = CsvTable.parse(text, name, COLUMNS);
        List<CactiTable.Point> points = table.rows().stream()
                .filter(row -> key(row).equals(cell.key()))
                .map(SramSource::point)
                .toList();
        if (points.isEmpty()) {
            throw new ConfigException(name + ": "
                    + nothing(cell, table.rows().stream().map(SramSource::key).toList()));
        }
        return new CactiTable(cell, points);
    }

    /**
     * What a table holds: each process, cell, port count and temperature, with its number of macros.
     *
     * @param text CSV with a header
     * @param name how messages call it
     */
    public static Map<Cell, Integer> cells(String text, String name) {
        Map<Cell, Integer> cells = new LinkedHashMap<>();
        for (CsvTable.Row row : CsvTable.parse(text, name, COLUMNS).rows()) {
            Cell cell = new Cell(
                    row.text("source"),
                    (int) row.integer("tech_nm"),
                    row.text("cell_and_periph"),
                    row.text("ports"),
                    (int) row.integer("temp_k"));
            cells.merge(cell, 1, Integer::sum);
        }
        return cells;
    }

    private static List<String> key(CsvTable.Row row) {
        return COLUMNS.subList(0, 5).stream().map(row::text).toList();
    }

    private static CactiTable.Point point(CsvTable.Row row) {
        return new CactiTable.Point(
                row.integer("size_bytes"),
                (int) row.integer("word_bits"),
                new SramModel.Sram(
                        row.positive("area_mm2"),
                        row.positive("read_pj"),
                        row.positive("write_pj"),
                        row.positive("leak_mw")));
    }

    private static String nothing(Cell cell, List<List<String>> keys) {
        String wanted = String.join(" ", cell.key());
        List<String> known = keys.stream()
                .map(key -> String.join(" ", key))
                .distinct()
                .sorted()
                .toList();
        return "no row has source, process, cell, ports and temperature '" + wanted + "'; there are: "
                + known.stream().limit(40).collect(Collectors.joining(", ")) + "." + Suggestions.maybe(wanted, known);
    }
}
