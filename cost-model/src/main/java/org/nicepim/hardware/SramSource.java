package org.nicepim.hardware;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nicepim.config.ConfigException;
import org.nicepim.config.CsvTable;
import org.nicepim.config.Suggestions;
import org.nicepim.config.YamlNode;

/** Reads SRAM tables: the rows of a CSV file that belong to one process, cell, port count and temperature, or a list in YAML. */
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

    /** Largest macro, in bytes. */
    static final long MOST_BYTES = 1L << 40;
    /** Widest macro, in bits. */
    static final int MOST_BITS = 1 << 16;

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
        String text() {
            return String.join(" ", source, String.valueOf(processNm), cell, ports, String.valueOf(temperatureK));
        }

        private Cell at(int otherTemperatureK) {
            return new Cell(source, processNm, cell, ports, otherTemperatureK);
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
    public static SramTable read(String nameOrPath, Cell cell) {
        return parse(ConfigFiles.table(nameOrPath), nameOrPath, cell);
    }

    /**
     * Parses a table.
     *
     * @param text CSV with a header
     * @param name how messages call it
     * @param cell which rows
     */
    public static SramTable parse(String text, String name, Cell cell) {
        Map<Cell, List<CsvTable.Row>> cells = cells(text, name);
        List<CsvTable.Row> rows = cells.getOrDefault(cell, List.of());
        if (rows.isEmpty()) {
            throw new ConfigException(name + ": " + nothing(cell, cells.keySet()));
        }
        return SramTable.of(cell.text(), points(rows), points(related(cell, cells)));
    }

    /**
     * What a table holds: each process, cell, port count and temperature, with its rows, not yet read.
     *
     * @param text CSV with a header
     * @param name how messages call it
     */
    public static Map<Cell, List<CsvTable.Row>> cells(String text, String name) {
        Map<Cell, List<CsvTable.Row>> cells = new LinkedHashMap<>();
        for (CsvTable.Row row : CsvTable.parse(text, name, COLUMNS).rows()) {
            Cell cell = new Cell(
                    row.text("source"),
                    (int) row.integer("tech_nm"),
                    row.text("cell_and_periph"),
                    row.text("ports"),
                    (int) row.integer("temp_k"));
            cells.computeIfAbsent(cell, c -> new ArrayList<>()).add(row);
        }
        return cells;
    }

    /**
     * Rows of the same source, process, cell and ports at the other temperature of which there are most; none if there is no such.
     *
     * @param cell which
     * @param cells all cells of a table
     */
    public static List<CsvTable.Row> related(Cell cell, Map<Cell, List<CsvTable.Row>> cells) {
        return cells.entrySet().stream()
                .filter(other -> other.getKey().temperatureK() != cell.temperatureK())
                .filter(other -> other.getKey().at(cell.temperatureK()).equals(cell))
                .map(Map.Entry::getValue)
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    /**
     * Reads rows.
     *
     * @param rows of one cell
     * @throws ConfigException if a value is no positive number
     */
    public static List<SramTable.Point> points(List<CsvTable.Row> rows) {
        return rows.stream().map(SramSource::point).toList();
    }

    private static SramTable.Point point(CsvTable.Row row) {
        return new SramTable.Point(
                count(row, "size_bytes", MOST_BYTES),
                (int) count(row, "word_bits", MOST_BITS),
                new SramModel.Sram(
                        row.positive("area_mm2"),
                        row.positive("read_pj"),
                        row.positive("write_pj"),
                        row.positive("leak_mw")));
    }

    private static long count(CsvTable.Row row, String column, long most) {
        long value = row.integer(column);
        if (value < 1 || value > most) {
            throw row.error(column, "must lie between 1 and " + most);
        }
        return value;
    }

    private static String nothing(Cell cell, Collection<Cell> cells) {
        String wanted = cell.text();
        List<String> known = cells.stream().map(Cell::text).sorted().toList();
        return "no row has source, process, cell, ports and temperature '" + wanted + "'; there are: "
                + known.stream().limit(40).collect(Collectors.joining(", ")) + "." + Suggestions.maybe(wanted, known);
    }

    /**
     * Reads a table that is written by hand.
     *
     * <pre>
     * macros:
     *   - {bytes: 64KiB, wordBits: 256, readPj: 18.4, writePj: 31.5, leakageMw: 0.021, areaMm2: 0.084}
     * </pre>
     *
     * @param untyped the file's top mapping
     */
    static SramTable read(YamlNode untyped) {
        YamlNode top = untyped.as(TableSections.SRAM);
        List<SramTable.Point> points = new ArrayList<>();
        for (YamlNode macro : top.get("macros").list()) {
            long bytes = macro.get("bytes").bytes();
            int wordBits = macro.get("wordBits").integer();
            if (points.stream().anyMatch(p -> p.bytes() == bytes && p.wordBits() == wordBits)) {
                throw macro.error("a macro of " + bytes + " bytes and " + wordBits + " bits stands twice.");
            }
            points.add(new SramTable.Point(
                    bytes,
                    wordBits,
                    new SramModel.Sram(
                            figure(macro, "areaMm2"),
                            figure(macro, "readPj"),
                            figure(macro, "writePj"),
                            figure(macro, "leakageMw"))));
            macro.done();
        }
        top.done();
        return SramTable.of(ConfigFiles.fileName(top.file()), points);
    }

    private static double figure(YamlNode macro, String key) {
        return macro.get(key).number();
    }
}
