package org.nicepim.hardware;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.nicepim.config.ConfigException;
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
        List<String> lines = text.lines().toList();
        int[] columns = columns(lines.isEmpty() ? "" : lines.get(0), name);
        List<CactiTable.Point> points = new ArrayList<>();
        List<List<String>> keys = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] fields = lines.get(i).split(",", -1);
            if (fields.length <= Arrays.stream(columns).max().orElse(0)) {
                throw new ConfigException(name + ":" + (i + 1) + ": has too few columns.");
            }
            List<String> row =
                    Arrays.stream(columns).mapToObj(c -> fields[c].trim()).toList();
            keys.add(row.subList(0, 5));
            if (row.subList(0, 5).equals(cell.key())) {
                points.add(point(row, name + ":" + (i + 1)));
            }
        }
        if (points.isEmpty()) {
            throw new ConfigException(name + ": " + nothing(cell, keys));
        }
        return new CactiTable(cell, points);
    }

    private static int[] columns(String header, String name) {
        List<String> names =
                Arrays.stream(header.split(",", -1)).map(String::trim).toList();
        return COLUMNS.stream()
                .mapToInt(column -> {
                    if (!names.contains(column)) {
                        throw new ConfigException(name + ": needs a header with the column '" + column + "'."
                                + Suggestions.maybe(column, names));
                    }
                    return names.indexOf(column);
                })
                .toArray();
    }

    private static CactiTable.Point point(List<String> row, String where) {
        try {
            return new CactiTable.Point(
                    Long.parseLong(row.get(5)),
                    Integer.parseInt(row.get(6)),
                    new SramModel.Sram(
                            Double.parseDouble(row.get(7)),
                            Double.parseDouble(row.get(8)),
                            Double.parseDouble(row.get(9)),
                            Double.parseDouble(row.get(10))));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    where + ": " + e.getMessage() + ": sizes, area, energy and leakage are needed.", e);
        }
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
