package org.nicepim.jobs.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import org.nicepim.config.Suggestions;
import org.nicepim.jobs.run.BenchmarkTable;
import org.nicepim.jobs.run.Json;
import org.nicepim.tuner.TunerOptions;
import org.nicepim.tuner.Tuners;
import org.nicepim.tuner.bench.Benchmark;
import org.nicepim.tuner.bench.DesignTable;
import org.nicepim.tuner.bench.Score;
import org.nicepim.tuner.bench.Trial;
import picocli.CommandLine;

/** {@code nicepim bench-tuner}: how few evaluations each tuner needs, on a table of designs that were all evaluated. */
@CommandLine.Command(
        name = "bench-tuner",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs tuners with many seeds on a table of designs that were all evaluated, so that the best one is known, and",
            "prints how many evaluations each needs (medians over seeds) to reach the best 0.5 %% of the feasible designs by",
            "energy-delay product and a design within 1 %% of the best, its regret, the share of the Pareto front's hypervolume",
            "that it found, and the driver's CPU time per batch asked.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  nicepim bench-tuner",
            "  nicepim bench-tuner --table mine.csv --tuners dkl,random --seeds 5 --json",
            "  nicepim bench-tuner --goal pareto --networks resnet50",
            "  nicepim bench-tuner --models"
        })
final class BenchTunerCommand implements Callable<Integer> {
    private static final String PARETO = "pareto";
    private static final List<String> GOALS = List.of("edp", PARETO);
    private static final int MOST_SEEDS = 1000;
    private static final int MOST_EVALUATIONS = 10_000;

    @CommandLine.Option(
            names = "--table",
            paramLabel = "CSV",
            description = "table of designs, may be compressed by gzip (default: ${DEFAULT-VALUE})")
    private String table = BenchmarkTable.DEFAULT;

    @CommandLine.Option(
            names = "--tuners",
            completionCandidates = Candidates.TunerKinds.class,
            split = ",",
            paramLabel = "KIND",
            description = "kinds of tuner (default: all)")
    private List<String> tuners = Tuners.kinds();

    @CommandLine.Option(
            names = "--networks",
            split = ",",
            paramLabel = "NAME",
            description = "networks of the table (default: all)")
    private List<String> networks = List.of();

    @CommandLine.Option(names = "--seeds", paramLabel = "N", description = "trials of each (default: 20)")
    private int seeds = 20;

    @CommandLine.Option(
            names = "--evaluations",
            paramLabel = "N",
            description = "designs that a trial asks for (default: 100)")
    private int evaluations = 100;

    @CommandLine.Option(names = "--batch", paramLabel = "N", description = "designs asked together (default: 4)")
    private int batch = 4;

    @CommandLine.Option(
            names = "--goal",
            paramLabel = "GOAL",
            description = "what tuners are told: edp, or pareto for latency, energy and area (default: edp)")
    private String goal = GOALS.get(0);

    @CommandLine.Option(
            names = "--models",
            description = "instead: how well the area classifier and the surrogates predict")
    private boolean models;

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        check("--seeds", seeds, MOST_SEEDS);
        check("--evaluations", evaluations, MOST_EVALUATIONS);
        check("--batch", batch, MOST_EVALUATIONS);
        tuners.forEach(kind -> Inputs.word("--tuners", kind, Tuners.kinds(), word -> word));
        boolean pareto = Inputs.word("--goal", goal, GOALS, PARETO::equals);
        DesignTable designs = BenchmarkTable.read(table);
        List<Benchmark> benchmarks = benchmarks(designs);
        if (models) {
            new ModelReport(benchmarks, seeds, output.seed().orElse(0)).print(line.getOut(), output.json());
        } else {
            run(designs, benchmarks, new Trial.Setting(evaluations, batch, pareto), line.getOut());
        }
        return Main.DONE;
    }

    private void run(DesignTable designs, List<Benchmark> benchmarks, Trial.Setting setting, PrintWriter out) {
        BenchTunerReport report = new BenchTunerReport(designs, setting);
        int steps = benchmarks.size() * tuners.size();
        ProgressLine progress = output.progress(steps);
        for (Benchmark benchmark : benchmarks) {
            for (String kind : tuners) {
                progress.step(report.size(), kind + " on " + benchmark.name());
                report.add(benchmark, kind, new Score(benchmark, trials(benchmark, kind, setting)));
            }
        }
        progress.end();
        if (output.json()) {
            Json.print(out, report.document());
        } else {
            report.text(out);
        }
    }

    /** Trials know nothing of each other, so they may run side by side. */
    private List<Trial> trials(Benchmark benchmark, String kind, Trial.Setting setting) {
        long first = output.seed().orElse(0);
        return IntStream.range(0, seeds)
                .parallel()
                .mapToObj(i -> Trial.run(kind, benchmark, TunerOptions.defaults(first + i), setting))
                .toList();
    }

    private List<Benchmark> benchmarks(DesignTable designs) {
        List<Benchmark> benchmarks = new ArrayList<>();
        for (String network : networks.isEmpty() ? designs.networks() : networks) {
            if (!designs.networks().contains(network)) {
                throw new ConfigException("--networks " + network + ": " + table + " holds "
                        + String.join(", ", designs.networks()) + "." + Suggestions.maybe(network, designs.networks()));
            }
            benchmarks.add(new Benchmark(designs, network));
        }
        return benchmarks;
    }

    private static void check(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ConfigException(option + " " + value + ": must lie between 1 and " + most + ".");
        }
    }
}
