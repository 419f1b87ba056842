package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.report.Look;
import org.nicepim.jobs.report.MapModel;
import org.nicepim.jobs.report.Page;
import org.nicepim.jobs.report.RunModel;
import org.nicepim.jobs.run.Json;
import org.nicepim.jobs.run.Place;
import org.nicepim.jobs.run.WholeFile;
import org.nicepim.jobs.spark.Sessions;
import picocli.CommandLine;

/** {@code nicepim report}: a run's folder as one HTML file. */
@CommandLine.Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Writes one HTML file that shows what 'explore', 'sweep' or 'map --out' wrote: best designs, Pareto front,"
                    + " convergence, what each parameter matters, layers by what bounds them, roofline, regions over time,"
                    + " link loads."
                    + " It needs no network and nothing beside it; any browser opens it.",
            "What a folder does not hold is left out, and the page says why.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  nicepim report runs/quickstart",
            "  nicepim report runs/quickstart --out quickstart.html",
            "and beside a random search of the same space:",
            "  nicepim explore conf/explore/quickstart.yaml --set tuner.kind=random --out runs/random",
            "  nicepim report runs/quickstart --against runs/random",
            "Another design than the best mapped again, for its regions over time and link loads:",
            "  nicepim report runs/quickstart --design 7 --workload all",
            "Any workload on any chip, layer by layer:",
            "  nicepim map --workload googlenet --hardware chip4x4 --out runs/googlenet",
            "  nicepim report runs/googlenet"
        })
final class ReportCommand implements Callable<Integer> {
    private static final double MIB = 0x1p20;

    @CommandLine.Parameters(
            paramLabel = "RUN_DIR",
            description = "folder that 'explore', 'sweep' or 'map' wrote; any Hadoop file system")
    private @Nullable String folder;

    @CommandLine.Option(
            names = "--out",
            paramLabel = "FILE.html",
            description =
                    "where to (default: RUN_DIR/report.html; of a folder on another file system, report.html here)")
    private @Nullable Path out;

    @CommandLine.Option(
            names = "--against",
            paramLabel = "RUN_DIR",
            description =
                    "another exploration of the same space, such as a random one, whose best so far is drawn beside;"
                            + " may be repeated")
    private List<String> against = new ArrayList<>();

    @CommandLine.Option(
            names = "--design",
            paramLabel = "N",
            description =
                    "number of the design of an exploration or sweep that is mapped again, for its regions over time"
                            + " and link loads (default: the best; of a sweep, of the first technology and objective)")
    private @Nullable Integer design;

    @CommandLine.Option(
            names = "--workload",
            paramLabel = "W",
            description = "workload that the design is mapped for, or '" + Look.ALL
                    + "'; may be repeated (default: the cheapest to map, and others as long as they are cheap)")
    private List<String> workloads = new ArrayList<>();

    @CommandLine.Option(
            names = "--no-mapping",
            description = "maps no design again: no regions over time, no link loads; quicker")
    private boolean noMapping;

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        String run = Objects.requireNonNull(folder);
        Optional<Path> local = local(run);
        Path file = out != null
                ? out
                : local.map(path -> path.resolve("report.html")).orElse(Path.of("report.html"));
        Place.requireFile("--out", file);
        ObjectNode document = document(run, local);
        write(file, Page.madeNow(document));
        print(document, file, Files.size(file), (System.nanoTime() - start) * 1e-9);
        return Main.DONE;
    }

    /** A folder of this machine that is there. */
    private static Optional<Path> local(String run) {
        try {
            return Optional.of(Path.of(run.startsWith("file:") ? run.replaceFirst("file:/*", "/") : run))
                    .filter(Files::isDirectory);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private ObjectNode document(String run, Optional<Path> local) throws IOException {
        try {
            if (local.isPresent() && Files.exists(local.get().resolve(MapModel.FILE))) {
                requireRun(run);
                return MapModel.read(local.get());
            }
            return ofRun(run);
        } catch (ConfigException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ConfigException(
                    run + ": cannot be reported on (" + e + "). Maybe another program wrote it? --verbose says more.",
                    e);
        }
    }

    /** Options of explorations and sweeps mean nothing of a single mapping. */
    private void requireRun(String run) {
        if (!against.isEmpty()) {
            throw new ConfigException("--against: " + run + " holds one mapping, and only explorations can be"
                    + " compared. Maybe 'nicepim compare'?");
        }
        if (design != null || noMapping || !workloads.isEmpty()) {
            throw new ConfigException("--design, --workload and --no-mapping: " + run
                    + " holds one mapping, which is shown as it is. Maybe leave them out?");
        }
    }

    private ObjectNode ofRun(String run) throws IOException {
        if (noMapping && (design != null || !workloads.isEmpty())) {
            throw new ConfigException("--no-mapping: maps nothing, and --design and --workload say what to map."
                    + " Maybe leave one out?");
        }
        ProgressLine progress = output.progress(1);
        try {
            Look look = new Look(!noMapping, Optional.ofNullable(design), workloads);
            return RunModel.read(run, against, look, progress::say, Sessions.hadoop(new SparkConf()));
        } finally {
            progress.end();
        }
    }

    private static void write(Path file, String page) {
        try {
            WholeFile.write(file, page);
        } catch (IOException e) {
            throw new ConfigException("--out " + file + ": cannot be written (" + e + "). Maybe another --out?", e);
        }
    }

    private void print(ObjectNode document, Path file, long bytes, double seconds) {
        PrintWriter writer = Objects.requireNonNull(spec).commandLine().getOut();
        if (output.json()) {
            ObjectNode json = Json.object();
            json.put("run_dir", document.path("folder").asText());
            json.put("kind", document.path("kind").asText());
            json.put("file", file.toString());
            json.put("bytes", bytes);
            json.put("designs", document.path("designs").path("id").size());
            json.set("notes", document.path("notes"));
            json.put("seconds", seconds);
            Json.print(writer, json);
            return;
        }
        writer.printf(Locale.ROOT, "wrote %s (%.1f MiB) in %.1f s%n", file, bytes / MIB, seconds);
        document.path("notes").forEach(note -> writer.println("note: " + note.asText()));
    }
}
