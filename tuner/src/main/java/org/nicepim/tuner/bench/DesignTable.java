package org.nicepim.tuner.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.nicepim.config.ConfigException;
import org.nicepim.config.CsvTable;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.hardware.HardwareParameters;
import org.nicepim.hardware.Parameter;

/**
 * Designs that were all evaluated: a CSV table with a column per parameter, {@code area_mm2}, {@code feasible}, and for each
 * network {@code NETWORK_latency_cycles} and {@code NETWORK_energy_pj}, empty where the design is not feasible. The space is
 * the grid of the values that occur. A design of the grid that the table does not hold counts as over the area limit.
 */
public final class DesignTable {
    private static final String AREA = "area_mm2";
    private static final String FEASIBLE = "feasible";
    private static final String LATENCY = "_latency_cycles";
    private static final String ENERGY = "_energy_pj";
    private static final List<String> YES = List.of("true", "1");
    private static final List<String> NO = List.of("false", "0");

    private final DesignSpace space;
    private final List<String> networks;
    private final Map<Long, Design> designs;
    private final double limitMm2;

    /**
     * One design.
     *
     * @param areaMm2 area of the logic die
     * @param figures by network; empty if the design is not feasible
     */
    record Design(double areaMm2, Optional<Map<String, Figures>> figures) {}

    /**
     * What a network costs on a design.
     *
     * @param latencyCycles time of one batch
     * @param energyPj energy of one batch
     */
    record Figures(double latencyCycles, double energyPj) {}

    private DesignTable(DesignSpace space, List<String> networks, Map<Long, Design> designs) {
        this.space = space;
        this.networks = networks;
        this.designs = designs;
        this.limitMm2 = designs.values().stream()
                .filter(design -> design.figures().isPresent())
                .mapToDouble(Design::areaMm2)
                .max()
                .orElseThrow();
    }

    /**
     * Parses a table.
     *
     * @param text CSV with a header
     * @param name how messages call it
     * @throws ConfigException naming file, line, column, value and rule
     */
    public static DesignTable parse(String text, String name) {
        List<String> needed = new ArrayList<>(HardwareParameters.NAMES);
        needed.addAll(List.of(AREA, FEASIBLE));
        List<String> networks = networks(text, name);
        networks.forEach(network -> needed.add(network + ENERGY));
        List<CsvTable.Row> rows = CsvTable.parse(text, name, needed).rows();
        if (rows.isEmpty()) {
            throw new ConfigException(name + ": has a header but no design.");
        }
        DesignSpace space = space(rows);
        Map<Long, Design> designs = new HashMap<>();
        for (CsvTable.Row row : rows) {
            Design before = designs.put(space.index(point(row)), design(row, networks));
            if (before != null) {
                throw row.error(HardwareParameters.NAMES.get(0), "begins a design that stands in an earlier row, too");
            }
        }
        if (designs.values().stream().noneMatch(design -> design.figures().isPresent())) {
            throw new ConfigException(name + ": has no feasible design.");
        }
        return new DesignTable(space, networks, designs);
    }

    private static List<String> networks(String text, String name) {
        List<String> networks = text.lines().findFirst().stream()
                .flatMap(header -> List.of(header.split(",", -1)).stream())
                .map(String::trim)
                .filter(column -> column.endsWith(LATENCY))
                .map(column -> column.substring(0, column.length() - LATENCY.length()))
                .toList();
        if (networks.isEmpty()) {
            throw new ConfigException(name + ": needs a column NETWORK" + LATENCY + " and NETWORK" + ENERGY
                    + " for at least one network. Maybe the file is another table?");
        }
        return networks;
    }

    private static DesignSpace space(List<CsvTable.Row> rows) {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < HardwareParameters.NAMES.size(); i++) {
            TreeSet<Integer> values = new TreeSet<>();
            for (CsvTable.Row row : rows) {
                values.add(point(row).values().get(i));
            }
            parameters.add(new Parameter(HardwareParameters.NAMES.get(i), List.copyOf(values)));
        }
        return new DesignSpace(parameters);
    }

    private static DesignPoint point(CsvTable.Row row) {
        List<Integer> values = new ArrayList<>();
        for (String knob : HardwareParameters.NAMES) {
            long value = row.integer(knob);
            if (value < 1 || value > Integer.MAX_VALUE) {
                throw row.error(knob, "must be a positive 32-bit number");
            }
            values.add((int) value);
        }
        return new DesignPoint(values);
    }

    private static Design design(CsvTable.Row row, List<String> networks) {
        String feasible = row.text(FEASIBLE);
        if (!YES.contains(feasible) && !NO.contains(feasible)) {
            throw row.error(FEASIBLE, "must be true or false");
        }
        double areaMm2 = row.positive(AREA);
        if (NO.contains(feasible)) {
            return new Design(areaMm2, Optional.empty());
        }
        Map<String, Figures> figures = new HashMap<>();
        for (String network : networks) {
            figures.put(network, new Figures(row.positive(network + LATENCY), row.positive(network + ENERGY)));
        }
        return new Design(areaMm2, Optional.of(Map.copyOf(figures)));
    }

    /** The grid. */
    public DesignSpace space() {
        return space;
    }

    /** Networks that the designs were evaluated for, in the order of the columns. */
    public List<String> networks() {
        return networks;
    }

    /** Number of designs in the table, feasible or not. */
    public int size() {
        return designs.size();
    }

    /** Number of feasible designs. */
    public int feasible() {
        return (int) designs.values().stream()
                .filter(design -> design.figures().isPresent())
                .count();
    }

    /** Area of the largest feasible design: what the table shows of the limit. */
    public double limitMm2() {
        return limitMm2;
    }

    Optional<Design> design(DesignPoint point) {
        return Optional.ofNullable(designs.get(space.index(point)));
    }

    /** Indices of the designs that are there, ascending. */
    List<Long> indices() {
        return designs.keySet().stream().sorted().toList();
    }
}
