package org.nicepim.jobs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.TaskResult;
import org.nicepim.jobs.bench.AskBench;
import org.nicepim.jobs.bench.HeapBench;
import org.nicepim.jobs.bench.LaunchBench;
import org.nicepim.jobs.bench.OverheadBench;
import org.nicepim.jobs.bench.ScalingModel;
import org.nicepim.jobs.bench.SweepBench;
import org.nicepim.jobs.bench.WireBench;
import org.nicepim.jobs.bench.WriteBench;
import org.nicepim.jobs.run.BenchmarkTable;
import org.nicepim.jobs.run.ExploreConfig;
import org.nicepim.jobs.run.SweepConfig;
import org.nicepim.jobs.spark.Sessions;
import org.nicepim.tuner.bench.Benchmark;
import org.nicepim.tuner.bench.DesignTable;
import org.nicepim.workload.zoo.Zoo;
import picocli.CommandLine;

/** {@code nicepim bench-spark}: what Spark costs a run, and what it would cost on more cores. */
@CommandLine.Command(
        name = "bench-spark",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Measures on this machine, as ratios within one run: an exploration's time over that of its evaluations alone; a"
                    + " sweep's efficiency from one core to several; the driver's heap as rows of a sweep come in; bytes on the"
                    + " wire; what a task and a call of the tuner take. From these it predicts the efficiency on more cores"
                    + " (docs/scaling.md).",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  nicepim bench-spark",
            "  nicepim bench-spark --part wire,model --json",
            "  NICEPIM_HEAP=512m nicepim bench-spark --part heap"
        })
final class BenchSparkCommand implements Callable<Integer> {
    private static final String EXPLORE = """
            workloads: [resnet18, mobilenet_v2]
            space: default
            evaluations: 24
            scheduler: ilp
            tuner: {kind: dkl, initial: 8, designsPerIteration: 8}
            """;
    /** Evaluations that take a third of the time of others, so that what is beside them shows. */
    private static final String SHORT = "mapper={style: partition}";

    private static final String SWEEP = """
            hardware: {space: small, sample: {kind: sobol, designs: 32}}
            workloads: [alexnet, resnet18]
            scheduler: tsp
            mapper: {style: partition}
            rowsPerFile: 2
            """;
    /** A layer alone, mapped with no effort: 207,360 rows. */
    private static final String MANY_ROWS = """
            hardware: {space: default}
            objective: [latency, energy, edp, ed2p, e^1*d^3]
            scheduler: shortest
            mapper: {style: baseline, budget: 1}
            """;

    private static final String ONE_LAYER = """
            name: layer
            inputs:
              image: {channels: 16, rows: 8, cols: 8}
            layers:
              - {name: layer, type: convolution, inputs: [image], dims: {K: 16}}
            """;
    private static final List<Integer> HEAP_AT = List.of(1000, 10_000, 50_000, 100_000, 200_000);
    private static final DesignPoint CHIP = new DesignPoint(List.of(4, 4, 32, 32, 65536, 65536, 32768));
    private static final DesignPoint TOO_LARGE = new DesignPoint(List.of(8, 8, 64, 64, 262144, 262144, 262144));
    private static final int TASKS = 4000;
    private static final int JOBS = 200;
    private static final List<String> PARTS = List.of("wire", "heap", "overhead", "sweep", "model");
    private static final int MOST_CORES = 1024;
    private static final List<Integer> FORECAST_CORES = List.of(64, 512, 4096);
    /** Of a synchronous iteration, and out at a time. */
    private static final int MOST_DESIGNS = 10_000;

    private static final int MOST_OUT = 5000;
    private static final int SWEEP_ROWS = 1_000_000;
    private static final int USUAL_FILES = 1000;
    private static final int FILES_PER_CORE = 16;

    @CommandLine.Option(
            names = "--part",
            split = ",",
            paramLabel = "PART",
            description = "what to measure: wire, heap, overhead, sweep, model (default: all)")
    private List<String> parts = PARTS;

    @CommandLine.Option(
            names = "--rounds",
            paramLabel = "N",
            description = "how often explorations and sweeps are repeated, after one that is not counted (default: 3)")
    private int rounds = 3;

    @CommandLine.Option(names = "--cores", paramLabel = "N", description = "cores of this machine to use (default: 2)")
    private int cores = 2;

    @CommandLine.Option(
            names = "--networks",
            split = ",",
            paramLabel = "NAME",
            description = "with wire: networks of the zoo whose rows are measured (default: ${DEFAULT-VALUE})")
    private List<String> networks = List.of("alexnet", "vgg16", "googlenet", "resnet50", "mobilenet_v2", "bert_base");

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    private @Nullable Path temporary;

    @Override
    public Integer call() throws IOException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        parts.forEach(part -> Inputs.word("--part", part, PARTS, word -> word));
        check("--rounds", rounds, 100);
        check("--cores", cores, MOST_CORES);
        temporary = Files.createTempDirectory("nicepim-bench");
        try {
            BenchSparkReport report = new BenchSparkReport();
            for (String part : PARTS) {
                if (Set.copyOf(parts).contains(part)) {
                    output.notes(line).println("measuring: " + part);
                    measure(part, report);
                }
            }
            report.print(line.getOut(), output.json());
            return Main.DONE;
        } finally {
            FileUtil.fullyDelete(temporary.toFile());
        }
    }

    private static void check(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ConfigException(option + " " + value + ": must lie between 1 and " + most + ".");
        }
    }

    private void measure(String part, BenchSparkReport report) throws IOException {
        switch (part) {
            case "wire" -> wire(report);
            case "heap" -> heap(report);
            case "overhead" -> overhead(report);
            case "sweep" -> sweep(report);
            default -> model(report);
        }
    }

    private static SparkConf conf(int cores) {
        return Sessions.conf("nicepim bench-spark", Optional.of("local[" + cores + "]"));
    }

    private Path fresh() throws IOException {
        return Files.createTempDirectory(temporary, "run");
    }

    private static ExploreConfig explore(String... sets) {
        YamlNode top = YamlNode.parse(EXPLORE, "bench-spark");
        Stream.of(sets).forEach(top::set);
        return ExploreConfig.read(top);
    }

    private void wire(BenchSparkReport report) {
        WireBench wire = new WireBench(conf(1));
        // Rows of a mapping that was searched less have the same sizes.
        EvaluationContext context = EvaluationContext.of(
                explore("workloads=[" + String.join(", ", networks) + "]", "mapper={budget: 2000}"));
        EvaluationContext zoo = EvaluationContext.of(explore("workloads=[" + String.join(", ", Zoo.names()) + "]"));
        report.wire(wire.results(context, CHIP), wire.bytes(WireBench.task(CHIP, 0)), wire.bytes(zoo));
    }

    private void heap(BenchSparkReport report) throws IOException {
        Path layer = Files.writeString(
                Objects.requireNonNull(temporary).resolve("layer.yaml"), ONE_LAYER, StandardCharsets.UTF_8);
        YamlNode top = YamlNode.parse(MANY_ROWS, "bench-spark");
        top.set("workloads=[" + layer + "]");
        SweepConfig config = SweepConfig.read(top);
        try (SparkSession session = Sessions.open(conf(cores))) {
            report.heap(HeapBench.run(session, config, HEAP_AT, fresh()));
        }
    }

    private void overhead(BenchSparkReport report) throws IOException {
        try (SparkSession session = Sessions.open(conf(cores))) {
            OverheadBench synchronous = new OverheadBench(session, cores, explore(SHORT));
            OverheadBench asynchronous = new OverheadBench(session, cores, explore(SHORT, "tuner.mode=asynchronous"));
            List<OverheadBench.Round> whole = new ArrayList<>();
            List<OverheadBench.Round> flowing = new ArrayList<>();
            synchronous.run(fresh());
            for (int round = 0; round < rounds; round++) {
                whole.add(synchronous.run(fresh()));
                flowing.add(asynchronous.run(fresh()));
            }
            report.overhead(whole, flowing);
        }
    }

    private void sweep(BenchSparkReport report) throws IOException {
        SweepConfig config = SweepConfig.read(YamlNode.parse(SWEEP, "bench-spark"));
        List<SweepBench.Pair> pairs = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            SweepBench.Round one = swept(config, 1);
            SweepBench.Round several = swept(config, cores);
            if (round > 0) {
                pairs.add(new SweepBench.Pair(one, several));
            }
        }
        report.sweep(pairs);
    }

    private SweepBench.Round swept(SweepConfig config, int on) throws IOException {
        try (SparkSession session = Sessions.open(conf(on))) {
            return SweepBench.run(session, on, config, fresh());
        }
    }

    private void model(BenchSparkReport report) throws IOException {
        DesignTable table = BenchmarkTable.read(BenchmarkTable.DEFAULT);
        AskBench.Costs ask = AskBench.run(new Benchmark(table, table.networks().get(0)));
        ExploreConfig config = explore();
        try (SparkSession session = Sessions.open(conf(cores))) {
            EvaluationContext context = EvaluationContext.of(config);
            LaunchBench.Costs launch = LaunchBench.run(session, context, TOO_LARGE, TASKS, JOBS);
            OverheadBench.Exploration exploration = new OverheadBench(session, cores, config).explore(fresh());
            List<TaskResult> results = exploration.results();
            WriteBench.Costs write = WriteBench.run(config, results, fresh());
            // Others may have had the cores meanwhile: as long as they took by the clock among themselves, by CPU time
            // together.
            double scale = exploration.cpuSeconds() / exploration.evaluationSeconds();
            List<Double> evaluations = results.stream()
                    .map(result -> scale * result.evaluation().effort().seconds())
                    .toList();
            ScalingModel.Costs costs = new ScalingModel.Costs(
                    evaluations,
                    launch.serialSecondsPerTask(),
                    launch.serialSecondsPerJob(),
                    ask.call(),
                    ask.design(),
                    write.row(),
                    write.file());
            report.costs(costs, launch);
            report.forecasts(
                    forecasts(new ScalingModel(costs), context.workloads().size()));
        }
    }

    private static List<BenchSparkReport.Run> forecasts(ScalingModel model, int workloads) {
        List<BenchSparkReport.Run> runs = new ArrayList<>();
        for (int on : FORECAST_CORES) {
            for (int waves : List.of(1, 4)) {
                int designs = Math.min(MOST_DESIGNS, waves * on / workloads);
                runs.add(new BenchSparkReport.Run(
                        "explore, synchronous, " + designs + " designs", model.synchronous(on, designs, workloads)));
            }
            int out = Math.min(MOST_OUT, 2 * on / workloads);
            runs.add(new BenchSparkReport.Run(
                    "explore, asynchronous, " + out + " designs", model.asynchronous(on, out, workloads)));
            for (int files : List.of(USUAL_FILES, FILES_PER_CORE * on)) {
                runs.add(new BenchSparkReport.Run(
                        "sweep of " + SWEEP_ROWS + " rows, " + files + " files",
                        model.sweep(on, files, Math.max(1, SWEEP_ROWS / files))));
            }
        }
        return runs;
    }
}
