package org.nicepim.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.nicepim.jobs.LogContext;
import org.nicepim.jobs.RunEffort;
import org.nicepim.jobs.run.RunIdentity;
import org.nicepim.jobs.run.SweepConfig;
import org.nicepim.jobs.run.SweepFolder;
import org.nicepim.jobs.spark.Sessions;
import org.nicepim.jobs.spark.SparkSweepRunner;
import org.nicepim.jobs.sweep.SweepCsv;
import org.nicepim.jobs.sweep.SweepJob;
import org.nicepim.jobs.sweep.SweepSummary;
import picocli.CommandLine;

/** {@code nicepim sweep}: evaluates every design of a grid, a list or a sample. */
@CommandLine.Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Evaluates every design of a grid, a list or a sample in every technology, on every workload with every batch,"
                    + " for every objective. Spark tasks write the rows to Parquet files; the best of each workload and the"
                    + " size of its Pareto front are printed. Designs over the area limit are rows, but are not mapped.",
            ""
        },
        footer = {
            "",
            "Keys of the file (docs/sweep.md has all):",
            "  hardware    {space: NAME} for a whole grid,",
            "              {space: NAME, sample: {kind: sobol, designs: N}} for a sample,",
            "              [chip4x4, mine.yaml, {nodeRows: 4, ...}] for chips and grids",
            "  workloads   names, files, or {workload: ..., batch: ..., ...}",
            "  batch, objective, technology, wordBits",
            "              one value or a list: each combination is a row. A technology",
            "              may be {name: mine, extends: default, noc: {linkBits: 64}}",
            "  mapper, scheduler, seed, out",
            "              as 'explore' has them; fidelity is closed-form or simulate",
            "  layers      true to write one row per layer too",
            "  rowsPerFile rows of one task and file",
            "",
            "A sweep that was stopped or killed goes on with --resume.",
            "",
            "Examples:",
            "  nicepim sweep conf/sweep/quickstart.yaml",
            "  nicepim sweep conf/sweep/quickstart.yaml --set batch=4 --out runs/b4",
            "  nicepim sweep conf/sweep/quickstart.yaml --resume --csv runs/designs.csv.gz",
            "  nicepim sweep conf/sweep/zoo.yaml --set 'objective=[latency, energy]'"
        })
final class SweepCommand implements Callable<Integer> {
    @CommandLine.Parameters(paramLabel = "FILE.yaml", description = "what to sweep; see conf/sweep")
    private @Nullable Path file;

    @CommandLine.Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "overrides a key of the file, dots between levels; may be repeated")
    private List<String> sets = new ArrayList<>();

    @CommandLine.Option(
            names = "--out",
            paramLabel = "URI",
            description = "folder of the sweep; any Hadoop file system")
    private @Nullable String out;

    @CommandLine.Option(names = "--resume", description = "goes on with the sweep in that folder")
    private boolean resume;

    @CommandLine.Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "writes one line per design in the end, workloads side by side; compressed if it ends in .gz")
    private @Nullable Path csv;

    @CommandLine.Option(names = "--master", paramLabel = "URL", description = "Spark master (default: local[*])")
    private @Nullable String master;

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        List<String> overrides = new ArrayList<>(sets);
        output.seed().ifPresent(seed -> overrides.add("seed=" + seed));
        SweepConfig config = Inputs.sweep(Objects.requireNonNull(file), overrides);
        Optional<SweepCsv> table = Optional.ofNullable(csv).map(path -> SweepCsv.to(path, config.context()));
        String uri = out == null ? config.out() : out;
        SparkConf conf = Sessions.conf("nicepim sweep " + uri, Optional.ofNullable(master));
        SweepFolder folder = SweepFolder.open(uri, RunIdentity.of(config), resume, Sessions.hadoop(conf));
        PrintWriter notes = output.notes(Objects.requireNonNull(spec).commandLine());
        config.workloads().forEach(workload -> Inputs.notes(workload, notes));
        LogContext.run(folder.path());
        Swept swept = sweep(config, conf, folder);
        SweepSummary summary = swept.summary();
        EffortLine.print(notes, swept.effort());
        if (table.isPresent()) {
            table.get().write(config.plan().batches(), folder.tables().evaluations());
        }
        new SweepReport(config, summary, swept.effort(), folder.path(), (System.nanoTime() - start) * 1e-9)
                .print(Objects.requireNonNull(spec).commandLine().getOut(), output.json());
        return exitCode(summary);
    }

    /** What came of it, and what it took. */
    private record Swept(SweepSummary summary, RunEffort effort) {}

    private Swept sweep(SweepConfig config, SparkConf conf, SweepFolder folder) throws IOException {
        SweepProgress progress = output.progress(config.plan());
        progress.starting(config.context());
        try (SparkSession session = Sessions.open(conf)) {
            folder.begin();
            progress.begin();
            SparkSweepRunner runner = new SparkSweepRunner(session, config.context(), folder.tables());
            SweepSummary summary = new SweepJob(config.plan(), folder, runner, progress).run();
            return new Swept(summary, runner.effort());
        } finally {
            progress.end();
        }
    }

    /** Nothing feasible is an answer if every design was judged, a fault if some broke down. */
    private static int exitCode(SweepSummary summary) {
        if (summary.counts().ok() > 0) {
            return Main.DONE;
        }
        return summary.counts().failed() > 0 ? Main.INTERNAL_ERROR : Main.INFEASIBLE;
    }
}
