package org.nicepim.jobs.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table, as text with aligned columns (words to the left, numbers to the right) or as Markdown. */
final class Table {
    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... header) {
        this.header = List.of(header);
    }

    Table row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
        return this;
    }

    void print(PrintWriter out) {
        int[] widths = new int[header.size()];
        widen(widths, header);
        rows.forEach(row -> widen(widths, row));
        out.println(line(widths, header));
        for (List<String> row : rows) {
            out.println(line(widths, row));
        }
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(markdown(header))
                .append("|")
                .append("---|".repeat(header.size()))
                .append("\n");
        rows.forEach(row -> text.append(markdown(row)));
        return text.toString();
    }

    private static String markdown(List<String> row) {
        return "| " + String.join(" | ", row) + " |\n";
    }

    private static void widen(int[] widths, List<String> row) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
        }
    }

    private String line(int[] widths, List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - row.get(i).length());
            line.append(i == 0 ? "" : "  ").append(numeric(i) ? pad + row.get(i) : row.get(i) + pad);
        }
        return line.toString().stripTrailing();
    }

    /** True if every cell of the column starts like a number, says that there is none, or belongs to the row above. */
    private boolean numeric(int column) {
        return !rows.isEmpty()
                && rows.stream()
                        .allMatch(row -> row.get(column).matches("-?|-?[0-9.].*")
                                && !row.get(column).contains(","));
    }

    /** A number as a cell has it. */
    static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
