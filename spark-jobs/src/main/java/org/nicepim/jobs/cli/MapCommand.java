package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.jobs.SchedulerChoice;
import org.nicepim.jobs.report.MapModel;
import org.nicepim.jobs.run.Json;
import org.nicepim.jobs.run.MapRun;
import org.nicepim.jobs.run.MappingDocument;
import org.nicepim.jobs.run.MappingFile;
import org.nicepim.jobs.run.Place;
import org.nicepim.jobs.run.WorkloadRequest;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.MapperResult;
import org.nicepim.mapper.Mapspaces;
import org.nicepim.mapper.Objective;
import org.nicepim.mapper.search.Counter;
import org.nicepim.mapping.Layout;
import org.nicepim.workload.Workload;
import picocli.CommandLine;

/** {@code nicepim map}: one mapping. */
@CommandLine.Command(
        name = "map",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"Maps one workload on one hardware and prints what it costs, layer by layer.", ""},
        footer = {
            "",
            "Examples:",
            "  nicepim map --workload resnet50 --hardware chip4x4",
            "  nicepim map --workload vgg16 --hardware conf/hardware/chip8x8.yaml --objective latency --json",
            "  nicepim map --workload resnet18 --hardware chip4x4 --mapper baseline --scheduler shortest",
            "  nicepim map --workload net.onnx --dim batch=4 --hardware chip4x4",
            "  nicepim map --workload gpt2_decode --batch 16 --sequence 1024 --weight-bits 8 --hardware chip4x4"
        })
final class MapCommand implements Callable<Integer> {
    @CommandLine.Option(
            names = "--workload",
            completionCandidates = Candidates.Workloads.class,
            required = true,
            paramLabel = "W",
            description = "network of the zoo, FILE.onnx or FILE.yaml; 'nicepim workloads' lists and describes them")
    private @Nullable String workload;

    @CommandLine.Option(
            names = "--hardware",
            completionCandidates = Candidates.Chips.class,
            required = true,
            paramLabel = "FILE",
            description = "hardware file, or the name of one in conf/hardware")
    private @Nullable String hardware;

    @CommandLine.Mixin
    private WorkloadOptions knobs = new WorkloadOptions();

    @CommandLine.Option(
            names = "--word-bits",
            paramLabel = "B",
            description = "width of activations, weights and KV cache: 8, 16, 24 or 32 (default: the technology's)")
    private @Nullable Integer wordBits;

    @CommandLine.Option(
            names = "--objective",
            completionCandidates = Candidates.Objectives.class,
            paramLabel = "O",
            description = "latency, energy, edp, ed2p, or e^A*d^B for energy^A * delay^B (default: edp)")
    private String objective = "edp";

    @CommandLine.Option(
            names = "--scheduler",
            completionCandidates = Candidates.Schedulers.class,
            paramLabel = "S",
            description = "who schedules shared data: ilp, tsp or shortest (default: ilp)")
    private String scheduler = "ilp";

    @CommandLine.Option(
            names = "--mapper",
            completionCandidates = Candidates.Mappers.class,
            paramLabel = "M",
            description = {
                "how free the mapper is, each step more than the one before (default: nicepim):",
                "baseline: TETRIS's way, one copy of the weights; baseline-replicated: as many copies of all weights as"
                        + " fit; partition: one copy, input channels may be split; branches: side by side too;"
                        + " replication: copies chosen per layer; nicepim: layouts of feature maps too"
            })
    private String mapper = "nicepim";

    @CommandLine.Option(
            names = "--layout",
            paramLabel = "L",
            description = "order of feature maps in DRAM: chw, hwc, or c16 for blocks of 16 channels (default: the"
                    + " mapper's choice)")
    private Optional<String> layout = Optional.empty();

    @CommandLine.Option(
            names = "--budget",
            paramLabel = "N",
            description = "most loop nests to price (default: no limit)")
    private long budget = MapperOptions.UNLIMITED;

    @CommandLine.Option(
            names = "--all-segments",
            description = "draws all parts of the network whose branches run side by side, not just the first two")
    private boolean allSegments;

    @CommandLine.Option(
            names = "--mapspace",
            description = "counts the legal mappings too, exactly: how many there are, and what each choice adds")
    private boolean mapspace;

    @CommandLine.Option(names = "--out", paramLabel = "DIR", description = "writes DIR/mapping.json")
    private @Nullable Path out;

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (out != null) {
            Place.requireFolder("--out", out);
        }
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        HardwareConfig config = chip();
        MapperOptions options = options();
        SchedulerChoice schedulers =
                Inputs.word("--scheduler", scheduler, SchedulerChoice.words(), SchedulerChoice::parse);
        WorkloadRequest request = knobs.request(Objects.requireNonNull(workload));
        Workload network = Inputs.workload(request, output.notes(line)).workload();
        MapRun run = mapped(network, config, options, schedulers);
        boolean mapped = run.result() instanceof MapperResult.Mapped;
        if (mapspace && mapped) {
            run = run.with(Mapspaces.of(network, config, options).size());
        }
        PrintWriter writer = line.getOut();
        ObjectNode document = MappingDocument.of(run);
        document.set("source", Json.tree(new MappingFile.Source(request, Objects.requireNonNull(hardware)).values()));
        if (out != null) {
            write(out, document);
        }
        if (output.json()) {
            Json.print(writer, document);
        } else {
            new MapReport(run).print(allSegments, writer);
        }
        return mapped ? Main.DONE : Main.INFEASIBLE;
    }

    private MapRun mapped(Workload network, HardwareConfig config, MapperOptions options, SchedulerChoice schedulers) {
        Counter counter = new Counter();
        return output.waitingFor(
                () -> String.format(Locale.ROOT, "%s, %,d loop nests priced", counter.phase(), counter.evaluations()),
                () -> MapRun.of(network, config, options, schedulers, counter));
    }

    private HardwareConfig chip() {
        HardwareConfig config = HardwareReader.read(Objects.requireNonNull(hardware));
        if (wordBits == null) {
            return config;
        }
        try {
            return config.with(config.technology().withWordBits(wordBits));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    "--word-bits " + wordBits + ": must be 8, 16, 24 or 32: words are whole bytes.", e);
        }
    }

    private static void write(Path folder, JsonNode document) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(MapModel.FILE), Json.text(document), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigException("--out " + folder + ": cannot be written (" + e + "). Maybe it is a file?", e);
        }
    }

    private MapperOptions options() {
        long most = Inputs.budget(budget);
        Objective minimised = Inputs.objective(objective);
        MapperOptions.Style style =
                Inputs.word("--mapper", mapper, MapperOptions.Style.words(), MapperOptions.Style::parse);
        try {
            List<Layout> orders = layout.map(Layout::parse).map(List::of).orElse(style.layouts());
            return new MapperOptions(minimised, style, orders, most);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--layout: " + e.getMessage(), e);
        }
    }
}
