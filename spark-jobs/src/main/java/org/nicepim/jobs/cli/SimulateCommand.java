package org.nicepim.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import org.nicepim.cost.CostModel;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.jobs.SchedulerChoice;
import org.nicepim.jobs.run.Json;
import org.nicepim.jobs.run.MappingFile;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sim.SimulationOptions;
import org.nicepim.sim.Simulator;
import org.nicepim.sim.result.SimulationResult;
import picocli.CommandLine;

/** {@code nicepim simulate}: a mapping run event by event, beside the closed form. */
@CommandLine.Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs a mapping in the event-driven simulator: tiles with double buffering, DRAM row by row, the mesh packet by packet;",
            "prints latency and energy beside the closed form's, layer by layer.",
            "",
            "The file is what 'nicepim map --out DIR' writes; its layers and the chip's values may be changed by hand:",
            "  hardware   mesh, PE array, buffers and word_bits, in place of those of the file that 'source' names",
            "  region     rectangle of nodes that compute the layer",
            "  placement  splits over the region's rows / columns, outermost first, such as K2P2/Q4; 'partition' must agree",
            "  weight_copies   copies of its weights in the region; must divide the nodes that need the same",
            "  region_tree     layers in order; {parallel: [[...], [...]]} for branches side by side",
            "  ifmap_layout, ofmap_layout   CHW, HWC, or blocks of channels such as c16",
            "  loop_nest  tile (each operand's must fit half of its buffer), order of the loops, dataflow",
            "Figures in the file are results and are not read. What cannot be is refused with code 2.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  nicepim map --workload googlenet --hardware chip4x4 --out runs/googlenet",
            "  nicepim simulate --mapping runs/googlenet/mapping.json",
            "  nicepim simulate --mapping runs/googlenet/mapping.json --json",
            "  nicepim simulate --mapping runs/googlenet/mapping.json --trace t.json",
            "and open t.json with https://ui.perfetto.dev: a process for each node, a thread for PE array, DRAM and each half of a buffer."
        })
final class SimulateCommand implements Callable<Integer> {
    @CommandLine.Option(
            names = "--mapping",
            required = true,
            paramLabel = "FILE",
            description = "mapping.json, as 'nicepim map --out' writes it")
    private @Nullable Path mapping;

    @CommandLine.Option(
            names = "--scheduler",
            completionCandidates = Candidates.Schedulers.class,
            paramLabel = "S",
            description = "who schedules shared data: ilp, tsp or shortest (default: ilp)")
    private String scheduler = "ilp";

    @CommandLine.Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "writes the timeline in Chrome's trace format, which Perfetto opens")
    private @Nullable Path trace;

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        SchedulerChoice schedulers =
                Inputs.word("--scheduler", scheduler, SchedulerChoice.words(), SchedulerChoice::parse);
        if (trace != null && Files.isDirectory(trace)) {
            throw new ConfigException("--trace " + trace + ": is a folder, a file is needed.");
        }
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        MappingFile file = MappingFile.read(Objects.requireNonNull(mapping));
        Inputs.notes(file.resolved(), output.notes(line));
        WorkloadCost cost = priced(file, schedulers);
        long start = System.nanoTime();
        SimulationResult run = simulated(file, cost);
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (trace != null) {
            write(trace, run);
        }
        SimulateReport report = new SimulateReport(file, cost, run, seconds);
        PrintWriter out = line.getOut();
        if (output.json()) {
            Json.print(out, report.document());
        } else {
            report.print(out);
        }
        return Main.DONE;
    }

    private WorkloadCost priced(MappingFile file, SchedulerChoice schedulers) {
        CostModel model = new CostModel(new HardwareModel(file.hardware()), schedulers.create());
        return output.waitingFor(
                () -> "scheduling shared data",
                () -> model.evaluate(file.resolved().workload(), file.mapping()));
    }

    private SimulationResult simulated(MappingFile file, WorkloadCost cost) {
        List<Optional<SharingSchedule>> schedules =
                cost.layers().stream().map(WorkloadCost.LayerResult::schedule).toList();
        SimulationOptions options =
                trace == null ? SimulationOptions.DEFAULT : SimulationOptions.DEFAULT.withTimeline();
        Simulator simulator = new Simulator(file.hardware(), options);
        return output.waitingFor(
                () -> "simulating " + cost.layers().size() + " layers",
                () -> simulator.run(file.resolved().workload(), file.mapping(), schedules));
    }

    private static void write(Path file, SimulationResult run) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, run.timeline().orElseThrow().toChromeTrace());
        } catch (IOException e) {
            throw new ConfigException("--trace " + file + ": cannot be written (" + e.getMessage() + ").", e);
        }
    }
}
