package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.jobs.Comparison;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.ExploreSummary;
import org.nicepim.jobs.Ladder;
import org.nicepim.jobs.LadderStep;
import org.nicepim.jobs.report.Look;
import org.nicepim.jobs.report.Page;
import org.nicepim.jobs.report.RunModel;
import org.nicepim.jobs.run.ExploreConfig;
import org.nicepim.jobs.run.Json;
import org.nicepim.jobs.run.LadderFolder;
import org.nicepim.jobs.run.Place;
import org.nicepim.jobs.run.RunFolder;
import org.nicepim.jobs.run.RunIdentity;
import org.nicepim.jobs.run.WholeFile;
import org.nicepim.jobs.run.WorkloadRequest;
import org.nicepim.jobs.spark.Sessions;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.Objective;
import org.nicepim.workload.Workload;
import picocli.CommandLine;

/** {@code nicepim reproduce}: the paper's figures beside ours. */
@CommandLine.Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Sets our figures beside those that NicePIM's paper publishes (arXiv 2305.19041: latency 37 %% and energy 28 %%"
                    + " less than its baseline, on average), and says what differs from the paper's setting.",
            "Maps every network on every chip as baseline, baseline-replicated, nicepim and ilp ('nicepim compare --help'"
                    + " says what these are), with objective edp at batch 1; then explores the default design space for"
                    + " the same networks. Writes DIR/report.html, DIR/reproduce.json, a file per case in DIR/cases, and"
                    + " the exploration's run with a report of its own in DIR/exploration.",
            "",
            "The default takes about ten minutes on two cores, --quick about two. A stopped run goes on with --resume.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  nicepim reproduce --quick --out runs/quick",
            "  nicepim reproduce",
            "  nicepim reproduce --workload resnet50 mine.onnx --hardware chip4x4 --designs 0 --out runs/mine"
        })
final class ReproduceCommand implements Callable<Integer> {
    private static final List<LadderStep> STEPS =
            List.of(LadderStep.BASELINE, LadderStep.BASELINE_REPLICATED, LadderStep.NICEPIM, LadderStep.ILP);

    private static final List<String> NETWORKS = List.of(
            "alexnet", "vgg16", "googlenet", "resnet50", "inception_v3", "densenet121", "mobilenet_v2", "bert_base");
    private static final List<String> CHIPS = List.of("chip4x4", "chip4x8", "chip8x8");
    private static final int DESIGNS = 24;
    private static final List<String> QUICK_NETWORKS = List.of("alexnet", "resnet18");
    private static final List<String> QUICK_CHIPS = List.of("chip4x4", "chip8x8");
    private static final int QUICK_DESIGNS = 12;
    private static final int MOST_DESIGNS = 100_000;

    @CommandLine.Option(
            names = {"--workload", "--networks"},
            arity = "1..*",
            paramLabel = "W",
            description = "networks of the zoo, FILE.onnx or FILE.yaml (default: alexnet, vgg16, googlenet, resnet50,"
                    + " inception_v3, densenet121, mobilenet_v2, bert_base; quick: alexnet, resnet18)")
    private List<String> workloads = new ArrayList<>();

    @CommandLine.Option(
            names = "--hardware",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "hardware files, or names of some in conf/hardware (default: chip4x4, chip4x8, chip8x8; quick:"
                            + " chip4x4, chip8x8)")
    private List<String> hardware = new ArrayList<>();

    @CommandLine.Option(
            names = "--designs",
            paramLabel = "N",
            description = "designs to explore, 0 for no exploration (default: 24; quick: 12)")
    private @Nullable Integer designs;

    @CommandLine.Option(names = "--quick", description = "fewer networks, chips and designs: about two minutes")
    private boolean quick;

    @CommandLine.Option(
            names = "--budget",
            paramLabel = "N",
            description = "most loop nests that a step's search may price (default: no limit)")
    private long budget = MapperOptions.UNLIMITED;

    @CommandLine.Option(
            names = "--out",
            paramLabel = "DIR",
            description = "folder of this machine to write into (default: runs/reproduce)")
    private Path out = Path.of("runs", "reproduce");

    @CommandLine.Option(names = "--resume", description = "goes on with the run in that folder")
    private boolean resume;

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    /** An exploration that is ready to run. */
    private record Exploration(ExploreConfig config, EvaluationContext context, SparkConf conf, RunFolder folder) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        Ladder ladder = new Ladder(Objective.EDP, STEPS, Inputs.budget(budget), false);
        Map<String, HardwareConfig> chips = chips();
        Place.requireFolder("--out", out);
        Map<String, Workload> networks = networks(output.notes(line));
        Optional<Exploration> exploration = exploration();
        LadderCases cases =
                new LadderCases(ladder, LadderFolder.open(out.resolve("cases"), ladder, resume), networks, chips);
        ProgressLine progress = output.progress(cases.steps());
        Comparison comparison = new Comparison(cases.climb(progress), ladder.last());
        progress.end();
        Optional<ExploreSummary> explored = exploration.isPresent()
                ? Optional.of(ExploreCommand.explore(
                                exploration.get().config(),
                                exploration.get().context(),
                                exploration.get().conf(),
                                exploration.get().folder(),
                                output.progress(
                                        exploration.get().config().search().evaluations()))
                        .summary())
                : Optional.empty();
        ReproduceReport report = new ReproduceReport(ladder, comparison, chips, explored);
        ObjectNode document = report.document();
        write("reproduce.json", Json.text(document));
        write("report.html", Page.madeNow(page(document.deepCopy(), exploration)));
        if (output.json()) {
            Json.print(line.getOut(), document);
        } else {
            report.text(line.getOut());
            line.getOut().println("Report: " + out.resolve("report.html"));
        }
        return comparison.feasibleCases().isEmpty() ? Main.INFEASIBLE : Main.DONE;
    }

    private List<String> chosen(List<String> given, List<String> usual, List<String> few) {
        if (!given.isEmpty()) {
            return given;
        }
        return quick ? few : usual;
    }

    private Map<String, HardwareConfig> chips() {
        Map<String, HardwareConfig> chips = new LinkedHashMap<>();
        chosen(hardware, CHIPS, QUICK_CHIPS)
                .forEach(name -> Inputs.once("--hardware", name, chips.put(name, HardwareReader.read(name))));
        return chips;
    }

    private Map<String, Workload> networks(PrintWriter notes) {
        Map<String, Workload> networks = new LinkedHashMap<>();
        for (String name : chosen(workloads, NETWORKS, QUICK_NETWORKS)) {
            Workload network = Inputs.workload(WorkloadRequest.of(name), notes).workload();
            Inputs.once("--workload", name, networks.put(network.name(), network));
        }
        return networks;
    }

    /** Checked before any work starts. */
    private Optional<Exploration> exploration() {
        int asked = designs != null ? designs : quick ? QUICK_DESIGNS : DESIGNS;
        if (asked < 0 || asked > MOST_DESIGNS) {
            throw new ConfigException("--designs " + asked + ": must lie between 0 and " + MOST_DESIGNS
                    + ". Maybe 0, for no exploration?");
        }
        if (asked == 0) {
            return Optional.empty();
        }
        String folder = out.resolve("exploration").toString();
        ExploreConfig config = ExploreConfig.read(YamlNode.parse(configuration(asked, folder), "exploration"));
        EvaluationContext context = EvaluationContext.of(config);
        SparkConf conf = Sessions.conf("nicepim reproduce " + folder, Optional.empty());
        // A run that was stopped on its ladders has explored nothing yet.
        boolean begun = Files.exists(Path.of(folder, "manifest.json"));
        RunFolder run = RunFolder.open(folder, RunIdentity.of(config, context), resume && begun, Sessions.hadoop(conf));
        return Optional.of(new Exploration(config, context, conf, run));
    }

    private String configuration(int evaluations, String folder) {
        String names = chosen(workloads, NETWORKS, QUICK_NETWORKS).stream()
                .map(ReproduceCommand::quoted)
                .collect(Collectors.joining(", "));
        return """
                workloads: [%s]
                technology: default
                space: default
                objective: edp
                evaluations: %d
                seed: %d
                scheduler: ilp
                mapper: {budget: %d}
                tuner: {kind: dkl, designsPerIteration: 6}
                out: %s
                """.formatted(names, evaluations, output.seed().orElse(1), budget, quoted(folder));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** The document with the exploration's course, which has a page of its own too. */
    private ObjectNode page(ObjectNode document, Optional<Exploration> exploration) throws IOException {
        document.put("kind", "reproduce");
        document.put("folder", out.toString());
        if (exploration.isPresent()) {
            Exploration one = exploration.get();
            ObjectNode run =
                    RunModel.read(one.config().out(), List.of(), Look.BEST, text -> {}, Sessions.hadoop(one.conf()));
            document.set("convergence", run.path("convergence"));
            document.set("groups", run.path("groups"));
            write("exploration/report.html", Page.madeNow(run));
        }
        return document;
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(out);
            WholeFile.write(out.resolve(name), text);
        } catch (IOException e) {
            throw new ConfigException(
                    "--out " + out + ": " + name + " cannot be written (" + e + "). Maybe another --out?", e);
        }
    }
}
