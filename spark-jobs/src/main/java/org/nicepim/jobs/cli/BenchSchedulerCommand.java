package org.nicepim.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import org.nicepim.hardware.ConfigFiles;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.hardware.Technology;
import org.nicepim.hardware.TechnologyReader;
import org.nicepim.jobs.run.Json;
import org.nicepim.scheduler.milp.SolverChain;
import org.nicepim.sharing.PatternTable;
import org.nicepim.sharing.PatternTable.Met;
import org.nicepim.workload.Workload;
import org.nicepim.workload.zoo.Zoo;
import picocli.CommandLine;

/** {@code nicepim bench-scheduler}: how good and how fast the schedulers are on sharing patterns of real mappings. */
@CommandLine.Command(
        name = "bench-scheduler",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Schedules all patterns of a table and prints phase times, loads, gaps and solving times; or collects such a table"
                    + " by mapping the zoo on chips of 2x2 to 8x8 nodes; or solves many programs in one process and"
                    + " prints how its memory grows; or prices mappings of whole networks with each scheduler.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  nicepim bench-scheduler",
            "  nicepim bench-scheduler --solver cbc --solver cp-sat --json",
            "  nicepim bench-scheduler --soak 10000 --solver cbc",
            "  nicepim bench-scheduler --layers --workload resnet50 --hardware chip8x8",
            "  nicepim bench-scheduler --collect --out datasets/sharing-patterns/patterns.csv"
        })
final class BenchSchedulerCommand implements Callable<Integer> {
    private static final String TABLE = "datasets/sharing-patterns/patterns.csv";
    /** PEs of all chips together, and KiB of their ifmap buffers, as in the comparison's 4×4 chip of 32×32 PEs and 64 KiB. */
    private static final int[][] CHIPS = {
        {2, 2, 64, 64, 256}, {2, 4, 32, 64, 128}, {4, 4, 32, 32, 64}, {4, 8, 16, 32, 32}, {8, 8, 16, 16, 16}
    };

    private static final int KIB = 1024;

    @CommandLine.Option(
            names = "--patterns",
            paramLabel = "FILE",
            description = "table of patterns (default: ${DEFAULT-VALUE})")
    private String patterns = TABLE;

    @CommandLine.Option(
            names = "--solver",
            completionCandidates = Candidates.Solvers.class,
            paramLabel = "S",
            description = "solver to try; may be repeated (default: all that are there)")
    private List<String> solvers = new ArrayList<>();

    @CommandLine.Option(
            names = "--soak",
            paramLabel = "N",
            description =
                    "solves at least N programs with the first solver and prints the memory of the process on the way")
    private @Nullable Integer soak;

    @CommandLine.Option(names = "--collect", description = "maps the zoo and writes the table of patterns to --out")
    private boolean collect;

    @CommandLine.Option(
            names = "--layers",
            description =
                    "maps networks and prints the latency of each, and of its layers that the mesh bounds, with each"
                            + " scheduler; the first solver counts")
    private boolean layers;

    @CommandLine.Option(
            names = "--workload",
            completionCandidates = Candidates.Workloads.class,
            paramLabel = "W",
            description = "with --collect or --layers: network of the zoo; may be repeated (default: all)")
    private List<String> workloads = new ArrayList<>();

    @CommandLine.Option(
            names = "--hardware",
            completionCandidates = Candidates.Chips.class,
            paramLabel = "FILE",
            description =
                    "with --layers: hardware file, or the name of one in conf/hardware; may be repeated (default: chip4x4"
                            + " and chip8x8)")
    private List<String> hardware = new ArrayList<>();

    @CommandLine.Option(names = "--out", paramLabel = "FILE", description = "with --collect: where to write")
    private @Nullable Path out;

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        if (collect) {
            collect(output.notes(line));
            return Main.DONE;
        }
        if (soak != null && soak < 1) {
            throw new ConfigException("--soak " + soak + ": must be at least 1.");
        }
        List<SolverChain> chains = (solvers.isEmpty() ? SolverChain.names() : solvers)
                .stream().map(SharingOptions::solvers).toList();
        if (layers) {
            SchedulerLayers latencies = layers(chains.get(0), output.notes(line));
            if (output.json()) {
                Json.print(line.getOut(), latencies.document());
            } else {
                latencies.print(line.getOut());
            }
            return latencies.rows().isEmpty() ? Main.INFEASIBLE : Main.DONE;
        }
        List<Met> met = read();
        if (soak != null) {
            SchedulerSoak memory = SchedulerSoak.run(met, chains.get(0), soak);
            if (output.json()) {
                Json.print(line.getOut(), memory.document());
            } else {
                memory.print(line.getOut());
            }
            return Main.DONE;
        }
        SchedulerBench bench = SchedulerBench.run(met, chains);
        if (output.json()) {
            Json.print(line.getOut(), bench.document());
        } else {
            bench.print(line.getOut());
        }
        return Main.DONE;
    }

    private List<Met> read() {
        if (Files.isDirectory(Path.of(patterns))) {
            throw new ConfigException("--patterns " + patterns + ": is a folder, a file is needed. Maybe "
                    + Path.of(patterns, Path.of(TABLE).getFileName().toString()) + "?");
        }
        if (!Files.isRegularFile(Path.of(patterns))) {
            throw new ConfigException("--patterns " + patterns + ": no such file. Maybe " + TABLE
                    + " of the source tree, or make it with --collect?");
        }
        List<Met> met = PatternTable.read(
                ConfigFiles.table(patterns),
                patterns,
                TechnologyReader.read("default").noc());
        if (met.isEmpty()) {
            throw new ConfigException("--patterns " + patterns + ": has no patterns.");
        }
        return met;
    }

    private SchedulerLayers layers(SolverChain chain, PrintWriter notes) {
        Map<String, HardwareConfig> chips = new LinkedHashMap<>();
        for (String name : hardware.isEmpty() ? List.of("chip4x4", "chip8x8") : hardware) {
            chips.put(name, HardwareReader.read(name));
        }
        List<Workload> networks = networks();
        List<SchedulerLayers.Row> rows = new ArrayList<>();
        for (Workload network : networks) {
            chips.forEach((name, chip) -> {
                notes.printf("%s on %s%n", network.name(), name);
                rows.addAll(SchedulerLayers.of(network, name, chip, chain));
            });
        }
        return new SchedulerLayers(rows);
    }

    private List<Workload> networks() {
        return (workloads.isEmpty() ? Zoo.names() : workloads)
                .stream().map(name -> Zoo.create(name, 1)).toList();
    }

    /** Writes the table anew after each network, so that a run that is stopped leaves what it has. */
    private void collect(PrintWriter notes) {
        if (out == null) {
            throw new ConfigException("--collect: needs --out. Maybe --out " + TABLE + "?");
        }
        List<Workload> networks = networks();
        PatternCollector collector = new PatternCollector();
        Technology technology = TechnologyReader.read("default");
        for (Workload network : networks) {
            for (int[] chip : CHIPS) {
                long start = System.nanoTime();
                HardwareConfig config = new HardwareConfig(
                        chip[0],
                        chip[1],
                        chip[2],
                        chip[3],
                        chip[4] * KIB,
                        chip[4] * KIB,
                        chip[4] * KIB / 2,
                        technology);
                int found = collector.add(network, config);
                notes.printf(
                        Locale.ROOT,
                        "%s on %dx%d: %d new patterns (%.1f s)%n",
                        network.name(),
                        chip[0],
                        chip[1],
                        found,
                        (System.nanoTime() - start) * 1e-9);
            }
            write(out, collector);
        }
    }

    private static void write(Path file, PatternCollector collector) {
        try {
            Files.writeString(file, PatternTable.text(collector.patterns()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigException("--out " + file + ": cannot be written (" + e + ").", e);
        }
    }
}
