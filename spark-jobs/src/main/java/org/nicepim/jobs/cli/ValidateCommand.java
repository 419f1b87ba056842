package org.nicepim.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import org.nicepim.hardware.ConfigFiles;
import org.nicepim.hardware.SramSource;
import org.nicepim.hardware.TechnologyReader;
import org.nicepim.jobs.run.Json;
import org.nicepim.validation.AreaValidation;
import org.nicepim.validation.CaseResult;
import org.nicepim.validation.DramDevices;
import org.nicepim.validation.DramValidation;
import org.nicepim.validation.NestValidation;
import org.nicepim.validation.NocValidation;
import org.nicepim.validation.SramValidation;
import org.nicepim.validation.ZooValidation;
import picocli.CommandLine;

/** {@code nicepim validate}: how far the model is from simulators that this project did not write. */
@CommandLine.Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Compares the model with reference tables and prints mean, 95th percentile and worst absolute error, rank correlation and",
            "speed for each configuration and pattern, then the worst cases, then each group of cases beside its target.",
            "",
            "The tables that come with the program are DRAMsim3, Ramulator 2.1, BookSim2, Timeloop and CACTI runs;",
            "datasets/reference/README.md says how they were made. Tables of your own need the same columns; a device that they name",
            "needs a file: conf/dram has examples. With one of --dram, --noc, --nest, --sram and --technology only that part is run.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  nicepim validate",
            "  nicepim validate --noc noc_reference.csv --worst 3",
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
            names = "--nest",
            paramLabel = "JSON",
            description = "loop nests with Timeloop's counts of your own")
    private @Nullable String nest;

    @CommandLine.Option(
            names = "--worst",
            paramLabel = "N",
            description = "list the N worst cases of each part (default: ${DEFAULT-VALUE})",
            defaultValue = "10")
    private int worst;

    @CommandLine.Option(
            names = "--out",
            paramLabel = "DIR",
            description = "write the tables as Markdown and a figure for each device there")
    private @Nullable Path folder;

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
        List<CaseResult> cases = cases();
        ValidateReport report = new ValidateReport(cases, worst);
        if (folder != null) {
            write(folder, report, cases);
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (output.json()) {
            Json.print(out, report.document());
        } else {
            report.print(out);
        }
        return Main.DONE;
    }

    private List<CaseResult> cases() {
        boolean all = dram == null && noc == null && sram == null && nest == null && technology == null;
        var known = DramDevices.read(devices);
        List<CaseResult> cases = new ArrayList<>();
        if (all || dram != null) {
            String name = dram == null ? "dram_reference.csv" : dram;
            cases.addAll(DramValidation.cases(ConfigFiles.table(name), name, known));
        }
        if (all || noc != null) {
            String name = noc == null ? "noc_reference.csv" : noc;
            cases.addAll(NocValidation.cases(ConfigFiles.table(name), name));
        }
        if (all || nest != null) {
            String name = nest == null ? "timeloop_cases.json" : nest;
            cases.addAll(NestValidation.cases(ConfigFiles.table(name), name));
        }
        if (all || sram != null) {
            String name = sram == null ? SramSource.DEFAULT_TABLE : sram;
            cases.addAll(SramValidation.cases(ConfigFiles.table(name), name));
        }
        if (all) {
            String name = "zoo_published.csv";
            cases.addAll(ZooValidation.cases(ConfigFiles.table(name), name));
        }
        if (technology != null) {
            cases.addAll(AreaValidation.cases(TechnologyReader.read(technology)));
        }
        return cases;
    }

    private static void write(Path folder, ValidateReport report, List<CaseResult> cases) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("tables.md"), report.markdown());
            for (var figure : ErrorFigure.of(cases).entrySet()) {
                Files.writeString(
                        folder.resolve(figure.getKey() + ".svg"),
                        figure.getValue().svg());
            }
        } catch (IOException e) {
            throw new ConfigException("--out: " + folder + " cannot be written (" + e.getMessage() + ").", e);
        }
    }
}
