package org.nicepim.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nicepim.config.CsvTable;
import org.nicepim.cost.dram.DramCost;
import org.nicepim.cost.dram.DramModel;
import org.nicepim.hardware.DramSpec;
import org.nicepim.sim.dram.ChannelSimulator;

/** Compares the DRAM closed form and the burst-level simulator with a reference table, row by row; no row is left out. */
public final class DramValidation {
    /** Rows of the closed form. */
    public static final String CLOSED_FORM = "dram closed form";

    /** Rows of the closed form's activations, where the reference counts them. */
    public static final String ACTIVATIONS = "dram activations";

    /** Rows of the burst-level simulator. */
    public static final String SIMULATOR = "dram burst level";

    private DramValidation() {}

    /**
     * The tables.
     *
     * @param text a CSV table with the columns of {@code datasets/reference/dram_reference.csv}
     * @param name how messages call it
     * @param devices timing by name in lower case, from {@link DramDevices}
     * @throws org.nicepim.config.ConfigException naming file, line, column and rule
     */
    public static List<ErrorRow> tables(String text, String name, Map<String, DramSpec> devices) {
        List<DramCase> cases = CsvTable.parse(text, name, DramCase.COLUMNS).rows().stream()
                .map(row -> DramCase.of(row, devices))
                .toList();
        List<ErrorRow> rows = new ArrayList<>(table(CLOSED_FORM, cases, dram -> {
            double ours = closedForm(dram).cycles();
            return new Comparison(ours, dram.cycles());
        }));
        List<DramCase> counted =
                cases.stream().filter(dram -> dram.row().has("activations")).toList();
        rows.addAll(table(ACTIVATIONS, counted, dram -> {
            double ours = closedForm(dram).activations();
            return new Comparison(ours, dram.row().positive("activations"));
        }));
        rows.addAll(table(SIMULATOR, cases, dram -> new Comparison(simulated(dram), dram.cycles())));
        return List.copyOf(rows);
    }

    private static List<ErrorRow> table(String what, List<DramCase> cases, Function<DramCase, Comparison> compare) {
        Map<String, Map<String, List<Comparison>>> sorted = new LinkedHashMap<>();
        for (DramCase dram : cases) {
            ErrorRow.add(sorted, dram.config(), dram.pattern(), compare.apply(dram));
        }
        return ErrorRow.table(what, sorted);
    }

    private static DramCost closedForm(DramCase dram) {
        DramSpec spec = dram.spec();
        double clockMhz = 1000 / spec.timing().clockNs();
        return new DramModel(spec, 1, clockMhz).alone(DramPatterns.of(dram), dram.turnBytes());
    }

    private static double simulated(DramCase dram) {
        return new ChannelSimulator(dram.spec()).run(DramTraces.of(dram)).clocks();
    }
}
