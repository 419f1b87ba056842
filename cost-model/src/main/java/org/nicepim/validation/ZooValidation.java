package org.nicepim.validation;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.config.CsvTable;
import org.nicepim.workload.Workload;
import org.nicepim.workload.zoo.Zoo;

/** Compares the networks of the zoo with published counts; docs/zoo.md explains the differences. */
public final class ZooValidation {
    /** Cases of multiply-accumulates. */
    public static final String MACS = "zoo MACs";

    /** Cases of learned values. */
    public static final String PARAMETERS = "zoo parameters";

    static final List<String> COLUMNS = List.of("network", "macs", "parameters");

    private ZooValidation() {}

    /**
     * The cases: figures that the table has.
     *
     * @param text a CSV table with the columns of {@code datasets/reference/zoo_published.csv}
     * @param name how messages call it
     * @throws org.nicepim.config.ConfigException naming file, line, column and rule
     */
    public static List<CaseResult> cases(String text, String name) {
        List<CaseResult> macs = new ArrayList<>();
        List<CaseResult> parameters = new ArrayList<>();
        for (CsvTable.Row row : CsvTable.parse(text, name, COLUMNS).rows()) {
            Workload network = Zoo.create(row.text("network"), 1);
            add(macs, MACS, row, "macs", network.macs());
            add(parameters, PARAMETERS, row, "parameters", network.parameters());
        }
        macs.addAll(parameters);
        return List.copyOf(macs);
    }

    private static void add(List<CaseResult> results, String what, CsvTable.Row row, String column, long ours) {
        if (row.has(column)) {
            results.add(new CaseResult(
                    new CaseResult.Subject(what, "published", ErrorRow.ALL, what, row.text("network")),
                    ours,
                    row.positive(column),
                    CaseResult.Effort.NONE));
        }
    }
}
