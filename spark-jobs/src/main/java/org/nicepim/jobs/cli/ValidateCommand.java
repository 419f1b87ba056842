package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nicepim.hardware.ConfigFiles;
import org.nicepim.hardware.SramSource;
import org.nicepim.hardware.TechnologyReader;
import org.nicepim.validation.AreaValidation;
import org.nicepim.validation.DramDevices;
import org.nicepim.validation.DramValidation;
import org.nicepim.validation.ErrorRow;
import org.nicepim.validation.NocValidation;
import org.nicepim.validation.SramValidation;
import picocli.CommandLine;

/** {@code nicepim validate}: how far the model is from simulators that this project did not write. */
@CommandLine.Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Compares the model with reference tables and prints mean, 95th percentile and worst absolute error, and rank correlation.",
            "",
            "The tables that come with the program are DRAMsim3, Ramulator 2.1, BookSim2 and CACTI runs; datasets/reference/README.md",
            "says how they were made. Tables of your own need the same columns; a device that they name needs a file: conf/dram has",
            "examples. With one of --dram, --noc, --sram and --technology only that part is run.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  nicepim validate",
            "  nicepim validate --dram my_runs.csv --device my_dram.yaml --json",
            "  nicepim validate --technology conf/technology/example_tables/tables.yaml"
        })
final class ValidateCommand implements Callable<Integer> {
    @CommandLine.Option(names = "--dram", paramLabel = "CSV", description = "DRAM reference table of your own")
    private @Nullable String dram;

    @CommandLine.Option(names = "--noc", paramLabel = "CSV", description = "mesh reference table of your own")
    private @Nullable String noc;

    @CommandLine.Option(names = "--sram", paramLabel = "CSV", description = "SRAM reference table of your own")
    private @Nullable String sram;

    @CommandLine.Option(
            names = "--device",
            paramLabel = "FILE",
            description = "DRAM device file; its 'name' is what a table's 'config' starts with (repeatable)")
    private List<String> devices = new ArrayList<>();

    @CommandLine.Option(
            names = "--technology",
            paramLabel = "FILE",
            description = "technology whose synthesised designs the area model is compared with")
    private @Nullable String technology;

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        List<ErrorRow> rows = rows();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (output.json()) {
            Json.print(out, document(rows));
        } else {
            table(rows).print(out);
        }
        return Main.DONE;
    }

    private List<ErrorRow> rows() {
        boolean all = dram == null && noc == null && sram == null && technology == null;
        var known = DramDevices.read(devices);
        List<ErrorRow> rows = new ArrayList<>();
        if (all || dram != null) {
            String name = dram == null ? "dram_reference.csv" : dram;
            rows.addAll(DramValidation.tables(ConfigFiles.table(name), name, known));
        }
        if (all || noc != null) {
            String name = noc == null ? "noc_reference.csv" : noc;
            rows.addAll(NocValidation.tables(ConfigFiles.table(name), name));
        }
        if (all || sram != null) {
            String name = sram == null ? SramSource.DEFAULT_TABLE : sram;
            rows.addAll(SramValidation.tables(ConfigFiles.table(name), name));
        }
        if (technology != null) {
            rows.addAll(AreaValidation.tables(TechnologyReader.read(technology)));
        }
        return rows;
    }

    private static Table table(List<ErrorRow> rows) {
        Table table = new Table("what", "config", "pattern", "cases", "mean %", "p95 %", "worst %", "rank correlation");
        for (ErrorRow row : rows) {
            table.row(
                    row.what(),
                    row.config(),
                    row.pattern(),
                    row.cases(),
                    percent(row.meanAbsError()),
                    percent(row.p95AbsError()),
                    percent(row.maxAbsError()),
                    String.format(Locale.ROOT, "%.4f", row.rankCorrelation()));
        }
        return table;
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.2f", 100 * fraction);
    }

    private static ObjectNode document(List<ErrorRow> rows) {
        ObjectNode document = Json.object();
        ArrayNode tables = document.putArray("tables");
        for (ErrorRow row : rows) {
            tables.addObject()
                    .put("what", row.what())
                    .put("config", row.config())
                    .put("pattern", row.pattern())
                    .put("cases", row.cases())
                    .put("mean_abs_error", row.meanAbsError())
                    .put("p95_abs_error", row.p95AbsError())
                    .put("max_abs_error", row.maxAbsError())
                    .put("rank_correlation", row.rankCorrelation());
        }
        return document;
    }
}
