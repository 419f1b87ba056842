package org.nicepim.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of comma-separated values with a header; no quoting. An empty field means that the column does not apply.
 *
 * @param name how messages call it
 * @param rows in the file's order
 */
public record CsvTable(String name, List<Row> rows) {
    /** Copies the list. */
    public CsvTable {
        rows = List.copyOf(rows);
    }

    /**
     * Parses a table.
     *
     * @param text the file
     * @param name how messages call it
     * @param needed columns that the header must have
     * @throws ConfigException if one is missing, or a line has another number of fields than the header
     */
    public static CsvTable parse(String text, String name, List<String> needed) {
        List<String> lines = text.lines().toList();
        List<String> header = lines.isEmpty() ? List.of() : fields(lines.get(0));
        for (String column : needed) {
            if (!header.contains(column)) {
                throw new ConfigException(name + ": needs a header with the column '" + column + "'."
                        + Suggestions.maybe(column, header));
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            List<String> fields = fields(lines.get(i));
            String where = name + ":" + (i + 1);
            if (fields.size() != header.size()) {
                throw new ConfigException(
                        where + ": has " + fields.size() + " fields, the header has " + header.size() + ".");
            }
            Map<String, String> values = new LinkedHashMap<>();
            for (int column = 0; column < fields.size(); column++) {
                values.put(header.get(column), fields.get(column));
            }
            rows.add(new Row(where, values));
        }
        return new CsvTable(name, rows);
    }

    private static List<String> fields(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::trim).toList();
    }

    /**
     * One line.
     *
     * @param where file and line
     * @param values by column
     */
    public record Row(String where, Map<String, String> values) {
        /** Copies the map. */
        public Row {
            values = Map.copyOf(values);
        }

        /** True if the column has a value here. */
        public boolean has(String column) {
            return !values.getOrDefault(column, "").isEmpty();
        }

        /** The field of a column; empty if it does not apply. */
        public String text(String column) {
            return values.getOrDefault(column, "");
        }

        /** A number that must be there. */
        public double number(String column) {
            try {
                double value = Double.parseDouble(text(column));
                if (Double.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw error(column, "must be a number", e);
            }
            throw error(column, "must be a finite number", null);
        }

        /** A positive number that must be there. */
        public double positive(String column) {
            double value = number(column);
            if (value <= 0) {
                throw error(column, "must be above 0", null);
            }
            return value;
        }

        /** A whole number that must be there. */
        public long integer(String column) {
            double value = number(column);
            if (value != Math.rint(value) || Math.abs(value) > 1e15) {
                throw error(column, "must be a whole number", null);
            }
            return (long) value;
        }

        private ConfigException error(String column, String rule, @Nullable Throwable cause) {
            String message = where + ": " + column + ": '" + text(column) + "' " + rule + ".";
            return cause == null ? new ConfigException(message) : new ConfigException(message, cause);
        }

        /** An error of this row's own rules. */
        public ConfigException error(String column, String rule) {
            return error(column, rule, null);
        }
    }
}
