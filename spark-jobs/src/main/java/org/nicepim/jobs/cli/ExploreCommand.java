package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.nicepim.cost.area.AreaModel;
import org.nicepim.hardware.DesignSpaces;
import org.nicepim.hardware.HardwareParameters;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.ExploreJob;
import org.nicepim.jobs.ExploreSummary;
import org.nicepim.jobs.run.ExploreConfig;
import org.nicepim.jobs.run.RunFolder;
import org.nicepim.jobs.spark.Sessions;
import org.nicepim.jobs.spark.SparkBatchRunner;
import org.nicepim.mapper.Objective;
import org.nicepim.results.EvaluationRow;
import org.nicepim.tuner.AreaOracle;
import org.nicepim.tuner.Tuner;
import org.nicepim.tuner.TunerOptions;
import org.nicepim.tuner.Tuners;
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
            "  nicepim explore conf/explore/quickstart.yaml --out runs/q --resume"
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

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        List<String> overrides = new ArrayList<>(sets);
        output.seed().ifPresent(seed -> overrides.add("seed=" + seed));
        ExploreConfig config = Inputs.explore(java.util.Objects.requireNonNull(file), overrides);
        EvaluationContext context = Inputs.context(config);
        Tuner tuner = Tuners.create(config.search().tuner(), context.space(), oracle(context), options(config));
        ExploreSummary summary;
        String folderPath;
        ProgressLine progress = new ProgressLine(System.err, config.search().evaluations(), start);
        progress.say("starting Spark");
        try (SparkSession session = Sessions.open("nicepim explore", Optional.ofNullable(master))) {
            RunFolder folder = RunFolder.open(
                    out == null ? config.out() : out,
                    config.canonical(),
                    resume,
                    session.sparkContext().hadoopConfiguration());
            folderPath = folder.path();
            SparkBatchRunner runner = new SparkBatchRunner(session, context);
            summary = new ExploreJob(config, context, tuner, folder, runner, progress).run();
        }
        progress.end();
        print(summary, folderPath, (System.nanoTime() - start) * 1e-9);
        return summary.best().isEmpty() ? Main.INFEASIBLE : Main.DONE;
    }

    private static AreaOracle oracle(EvaluationContext context) {
        return AreaOracle.atMost(context.technology().logic().areaLimitMm2(), point -> AreaModel.area(
                        DesignSpaces.toHardware(context.space(), point, context.technology()))
                .totalMm2());
    }

    private static TunerOptions options(ExploreConfig config) {
        return TunerOptions.defaults(config.search().seed())
                .withInitial(config.search().initial());
    }

    private void print(ExploreSummary summary, String folder, double seconds) {
        PrintWriter writer =
                java.util.Objects.requireNonNull(spec).commandLine().getOut();
        if (output.json()) {
            Json.print(writer, document(summary, folder, seconds));
            return;
        }
        ExploreSummary.Counts counts = summary.counts();
        writer.printf(
                Locale.ROOT,
                "%d designs in %.1f s: %d feasible, %d over the area limit, %d infeasible, %d failed; %d ILP models"
                        + " solved.%n",
                summary.evaluated(),
                seconds,
                counts.feasible(),
                counts.areaExceeded(),
                counts.infeasible(),
                counts.failed(),
                counts.ilpSolves());
        if (summary.best().isEmpty()) {
            writer.println("No design runs all workloads within the limits; the column 'reason' of " + folder
                    + "/evaluations says why.");
            return;
        }
        writer.println("Best by " + title(summary.objective()) + " (geometric mean over workloads):");
        writer.println();
        table(summary).print(writer);
        writer.println();
        writer.println("Rows: " + folder + "/evaluations and " + folder + "/layers (Parquet).");
    }

    private static String title(Objective objective) {
        return switch (objective) {
            case LATENCY -> "latency in ms";
            case ENERGY -> "energy in pJ";
            case EDP -> "energy-delay product in J·s";
        };
    }

    private static Table table(ExploreSummary summary) {
        Table table = new Table(
                "design",
                "nodes",
                "PEs/node",
                "ifmap/weight/ofmap KiB",
                "area mm2",
                "objective",
                "workload",
                "latency ms",
                "energy mJ",
                "utilization",
                "x bound");
        for (ExploreSummary.Best best : summary.best()) {
            boolean first = true;
            for (EvaluationRow row : best.rows()) {
                EvaluationRow.Design d = row.design();
                EvaluationRow.Figures f = row.figures().orElseThrow();
                table.row(
                        first ? d.designId() : "",
                        first ? d.nodeRows() + "x" + d.nodeCols() : "",
                        first ? d.peRows() + "x" + d.peCols() : "",
                        first
                                ? d.ifmapBufferBytes() / 1024 + "/" + d.weightBufferBytes() / 1024 + "/"
                                        + d.ofmapBufferBytes() / 1024
                                : "",
                        first ? String.format(Locale.ROOT, "%.1f", row.verdict().areaMm2()) : "",
                        first ? String.format(Locale.ROOT, "%.4g", best.value()) : "",
                        row.workload(),
                        String.format(Locale.ROOT, "%.3f", f.latencyMs()),
                        String.format(Locale.ROOT, "%.3f", f.energy().energyPj() * 1e-9),
                        String.format(Locale.ROOT, "%.2f", f.utilization()),
                        String.format(Locale.ROOT, "%.2f", f.latencyCycles() / f.latencyLowerBoundCycles()));
                first = false;
            }
        }
        return table;
    }

    private static ObjectNode document(ExploreSummary summary, String folder, double seconds) {
        ObjectNode document = Json.object();
        document.put("run_dir", folder);
        document.put("evaluated", summary.evaluated());
        document.put("feasible", summary.counts().feasible());
        document.put("failed", summary.counts().failed());
        document.put("infeasible", summary.counts().infeasible());
        document.put("area_exceeded", summary.counts().areaExceeded());
        document.put("ilp_solves", summary.counts().ilpSolves());
        document.put("seconds", seconds);
        if (summary.best().isEmpty()) {
            document.putNull("best");
        } else {
            document.set("best", best(summary));
        }
        return document;
    }

    private static ObjectNode best(ExploreSummary summary) {
        ExploreSummary.Best best = summary.best().get(0);
        ObjectNode node = Json.object();
        ObjectNode parameters = node.putObject("parameters");
        EvaluationRow first = best.rows().get(0);
        List<Integer> values = ExploreSummary.point(first);
        for (int i = 0; i < values.size(); i++) {
            parameters.put(HardwareParameters.NAMES.get(i), values.get(i));
        }
        node.put("design_id", first.design().designId());
        node.put("objective", summary.objective().word());
        node.put("value", best.value());
        node.put("area_mm2", first.verdict().areaMm2());
        ArrayNode workloads = node.putArray("per_workload");
        for (EvaluationRow row : best.rows()) {
            EvaluationRow.Figures figures = row.figures().orElseThrow();
            workloads
                    .addObject()
                    .put("workload", row.workload())
                    .put("latency_cycles", figures.latencyCycles())
                    .put("energy_pj", figures.energy().energyPj());
        }
        return node;
    }
}
