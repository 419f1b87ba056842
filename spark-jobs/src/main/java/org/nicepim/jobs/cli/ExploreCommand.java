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
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.ExploreJob;
import org.nicepim.jobs.ExploreSummary;
import org.nicepim.jobs.LogContext;
import org.nicepim.jobs.RunEffort;
import org.nicepim.jobs.run.ExploreConfig;
import org.nicepim.jobs.run.RunEnd;
import org.nicepim.jobs.run.RunFolder;
import org.nicepim.jobs.run.RunIdentity;
import org.nicepim.jobs.spark.Sessions;
import org.nicepim.jobs.spark.SparkBatchRunner;
import picocli.CommandLine;

/** {@code nicepim explore}: the main job. */
@CommandLine.Command(
        name = "explore",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Explores a design space: a tuner chooses hardware designs, Spark tasks map every workload on each of them,"
                    + " the rows go to Parquet, the best designs are printed.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  nicepim explore conf/explore/quickstart.yaml",
            "  nicepim explore conf/explore/quickstart.yaml --set evaluations=200 --set tuner.kind=random --out runs/r",
            "  nicepim explore conf/explore/quickstart.yaml --set tuner.goal=pareto --out runs/p",
            "  nicepim explore conf/explore/quickstart.yaml --set 'fidelity={simulate-best: 5}' --out runs/s",
            "  nicepim explore conf/explore/quickstart.yaml --out runs/q --resume",
            "  nicepim explore conf/explore/quickstart.yaml --max-seconds 60 --out runs/m",
            "  nicepim explore conf/explore/quickstart.yaml --set tuner.mode=asynchronous --out runs/a"
        })
final class ExploreCommand implements Callable<Integer> {
    @CommandLine.Parameters(paramLabel = "FILE.yaml", description = "what to explore; 'nicepim init DIR' writes one")
    private @Nullable Path file;

    @CommandLine.Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "overrides a key of the file, dots between levels; may be repeated")
    private List<String> sets = new ArrayList<>();

    @CommandLine.Option(names = "--out", paramLabel = "URI", description = "folder of the run; any Hadoop file system")
    private @Nullable String out;

    @CommandLine.Option(names = "--resume", description = "goes on with the run in that folder")
    private boolean resume;

    @CommandLine.Option(names = "--master", paramLabel = "URL", description = "Spark master (default: local[*])")
    private @Nullable String master;

    @CommandLine.Option(
            names = "--max-evaluations",
            paramLabel = "N",
            description = "stops after N designs, those of a resumed run included; as --set stop.maxEvaluations=N")
    private @Nullable String maxEvaluations;

    @CommandLine.Option(
            names = "--max-seconds",
            paramLabel = "S",
            description = "begins no design after S seconds; as --set stop.maxSeconds=S")
    private @Nullable String maxSeconds;

    @CommandLine.Option(
            names = "--stop-when-gain-below",
            paramLabel = "F",
            description =
                    "stops when the best objective fell by less than this fraction, such as 0.01, over three iterations"
                            + " (stop.gainOver designs); as --set stop.gainBelow=F")
    private @Nullable String gainBelow;

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        List<String> overrides = new ArrayList<>(sets);
        output.seed().ifPresent(seed -> overrides.add("seed=" + seed));
        stop(overrides);
        ExploreConfig config = Inputs.explore(Objects.requireNonNull(file), overrides);
        PrintWriter notes = output.notes(Objects.requireNonNull(spec).commandLine());
        config.workloads().forEach(workload -> Inputs.notes(workload, notes));
        EvaluationContext context = EvaluationContext.of(config);
        String uri = out == null ? config.out() : out;
        SparkConf conf = Sessions.conf("nicepim explore " + uri, Optional.ofNullable(master));
        RunFolder folder = RunFolder.open(uri, RunIdentity.of(config, context), resume, Sessions.hadoop(conf));
        LogContext.run(folder.path());
        Explored explored = explore(
                config, context, conf, folder, output.progress(config.search().evaluations()));
        ExploreSummary summary = explored.summary();
        EffortLine.print(notes, explored.effort());
        new ExploreReport(
                        summary,
                        explored.effort(),
                        config.fidelity(),
                        config.search().pareto(),
                        folder.path(),
                        (System.nanoTime() - start) * 1e-9)
                .print(Objects.requireNonNull(spec).commandLine().getOut(), output.json());
        return exitCode(summary);
    }

    /** The rules that have options of their own are keys of the configuration too. */
    private void stop(List<String> overrides) {
        override(overrides, "--max-evaluations", "stop.maxEvaluations", maxEvaluations);
        override(overrides, "--max-seconds", "stop.maxSeconds", maxSeconds);
        override(overrides, "--stop-when-gain-below", "stop.gainBelow", gainBelow);
    }

    private static void override(List<String> overrides, String option, String key, @Nullable String value) {
        if (value != null) {
            if (!value.matches("[0-9.eE+-]+")) {
                throw new ConfigException(option + " " + value + ": must be a number.");
            }
            overrides.add(key + "=" + value);
        }
    }

    /** What came of it, and what it took. */
    record Explored(ExploreSummary summary, RunEffort effort) {}

    static Explored explore(
            ExploreConfig config, EvaluationContext context, SparkConf conf, RunFolder folder, ProgressLine progress)
            throws IOException {
        progress.say("starting Spark");
        try (SparkSession session = Sessions.open(conf)) {
            folder.begin();
            progress.begin();
            SparkBatchRunner runner = new SparkBatchRunner(session, context);
            ExploreSummary summary = new ExploreJob(config, context, folder, runner, progress).run();
            RunEffort effort = runner.effort();
            folder.end(new RunEnd(summary.evaluated(), ExploreReport.stoppedBy(summary), effort));
            return new Explored(summary, effort);
        } finally {
            progress.end();
        }
    }

    /** Nothing feasible is an answer if every design was judged, a fault if some broke down. */
    private static int exitCode(ExploreSummary summary) {
        if (!summary.best().isEmpty()) {
            return Main.DONE;
        }
        return summary.counts().failed() > 0 ? Main.INTERNAL_ERROR : Main.INFEASIBLE;
    }
}
