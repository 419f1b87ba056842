package org.nicepim.hardware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.config.ConfigException;
import org.nicepim.config.CsvTable;
import org.nicepim.config.Suggestions;

/** Reads a CSV table of synthesised areas: one design a row, sizes in bytes, areas in mm². */
final class SynthesisedAreasReader {
    private static final String AREA = "areaMm2";
    private static final List<String> PARTS =
            List.of("peArrayMm2", "sramMm2", "dramInterfaceMm2", "routerMm2", "controlMm2");

    private SynthesisedAreasReader() {}

    /**
     * Parses a table.
     *
     * @param text CSV with a header
     * @param name how messages call it
     * @param channels DRAM channels of the technology
     * @throws ConfigException naming file, line, column, value and rule
     */
    static SynthesisedAreas parse(String text, String name, int channels) {
        List<String> needed = new ArrayList<>(HardwareParameters.NAMES);
        needed.add(AREA);
        checkHeader(text, name, needed);
        Map<List<Integer>, SynthesisedAreas.Design> designs = new LinkedHashMap<>();
        for (CsvTable.Row row : CsvTable.parse(text, name, needed).rows()) {
            SynthesisedAreas.Design design = design(row, channels);
            SynthesisedAreas.Design before = designs.putIfAbsent(design.values(), design);
            if (before != null && !before.equals(design)) {
                throw row.error(
                        AREA,
                        "disagrees with an earlier row of the same hardware, " + before.areaMm2()
                                + ". Maybe keep the later synthesis");
            }
        }
        if (designs.isEmpty()) {
            throw new ConfigException(name + ": has a header but no design.");
        }
        return new SynthesisedAreas(ConfigFiles.fileName(name), List.copyOf(designs.values()));
    }

    private static void checkHeader(String text, String name, List<String> needed) {
        List<String> known = new ArrayList<>(needed);
        known.addAll(PARTS);
        List<String> seen = new ArrayList<>();
        List<String> header = text.lines()
                .findFirst()
                .map(line ->
                        Arrays.stream(line.split(",", -1)).map(String::trim).toList())
                .orElse(List.of());
        for (String column : header) {
            if (!known.contains(column)) {
                throw new ConfigException(name + ":1: unknown column '" + column + "'; known: "
                        + String.join(", ", known) + "." + Suggestions.maybe(column, known));
            }
            if (seen.contains(column)) {
                throw new ConfigException(name + ":1: column '" + column + "' stands twice.");
            }
            seen.add(column);
        }
    }

    private static SynthesisedAreas.Design design(CsvTable.Row row, int channels) {
        List<Integer> values = new ArrayList<>();
        for (String knob : HardwareParameters.NAMES) {
            values.add(knob(row, knob));
        }
        int nodes = values.get(0) * values.get(1);
        if (channels % nodes != 0) {
            throw row.error(
                    HardwareParameters.NAMES.get(0),
                    "gives " + nodes + " nodes, which must divide the technology's " + channels
                            + " DRAM channels: a node owns whole channels");
        }
        double area = row.positive(AREA);
        List<Own> p = PARTS.stream().map(part -> part(row, part)).toList();
        try {
            return new SynthesisedAreas.Design(
                    values, area, new SynthesisedAreas.Parts(p.get(0), p.get(1), p.get(2), p.get(3), p.get(4)));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(row.where() + ": " + e.getMessage() + ".", e);
        }
    }

    private static int knob(CsvTable.Row row, String name) {
        boolean bytes = name.endsWith("Bytes");
        int least = bytes ? HardwareConfig.LEAST_BUFFER_BYTES : 1;
        int most = bytes ? HardwareConfig.MOST_BUFFER_BYTES : HardwareConfig.MOST_ROWS;
        long value = row.integer(name);
        if (value < least || value > most) {
            throw row.error(name, "must lie between " + least + " and " + most);
        }
        return (int) value;
    }

    private static Own part(CsvTable.Row row, String column) {
        if (!row.has(column)) {
            return Own.NONE;
        }
        double value = row.number(column);
        if (value < 0) {
            throw row.error(column, "must be at least 0");
        }
        return Own.of(value);
    }
}
