package org.nicepim.jobs.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import org.nicepim.config.Suggestions;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.node.Tilings;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.jobs.run.Json;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Tile;
import org.nicepim.noc.Mesh;
import org.nicepim.scheduler.IlpDataScheduler;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.sharing.PartitionSharing;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sharing.SharingSet;
import org.nicepim.sharing.ShortestPathScheduler;
import org.nicepim.sharing.TspScheduler;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Workload;
import picocli.CommandLine;

/** {@code nicepim schedule}: who shares what under a partition, and how the schedulers pass it around. */
@CommandLine.Command(
        name = "schedule",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Prints the sharing sets of one partition, their rings and the loads of links, the three schedulers side by side.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  nicepim schedule --region 4x4 --partition K=4,P=2,Q=2",
            "  nicepim schedule --region 8x8 --partition K=8,C=4,P=2 --bytes ifmap=6272,psum=3136",
            "  nicepim schedule --region 4x4 --partition C=4,P=4 --workload resnet50 --layer conv2_1_b --json"
        })
final class ScheduleCommand implements Callable<Integer> {
    private static final String BYTES = "65536";

    @CommandLine.Option(
            names = "--region",
            required = true,
            paramLabel = "RxC",
            description = "rows and columns of nodes, such as 4x4")
    private @Nullable String region;

    @CommandLine.Option(
            names = "--partition",
            required = true,
            paramLabel = "N=..,K=..",
            description =
                    "parts of N, G, K, C, P and Q (default of each: 1); their product is the region's nodes. Of all"
                            + " ways to lay them over rows and columns the one is taken that schedules best")
    private @Nullable String partition;

    @CommandLine.Option(
            names = "--bytes",
            paramLabel = "B",
            description = "bytes of each sharing set: one number, or ifmap=B,weight=B,psum=B (default: " + BYTES + ")")
    private @Nullable String bytes;

    @CommandLine.Option(
            names = "--workload",
            completionCandidates = Candidates.Workloads.class,
            paramLabel = "W",
            description = "with --layer, instead of --bytes: network of the zoo, FILE.onnx or FILE.yaml")
    private @Nullable String workload;

    @CommandLine.Option(
            names = "--layer",
            paramLabel = "NAME",
            description = "layer of the workload: sets share their node's whole part of each operand")
    private @Nullable String layer;

    @CommandLine.Option(
            names = "--weight-copies",
            paramLabel = "N",
            description = "copies of its weights that each sharing set holds (default: ${DEFAULT-VALUE})")
    private int weightCopies = 1;

    @CommandLine.Option(
            names = "--hardware",
            completionCandidates = Candidates.Chips.class,
            paramLabel = "FILE",
            description = "whose links and words count: hardware file, or the name of one in conf/hardware (default:"
                    + " ${DEFAULT-VALUE})")
    private String hardware = "chip4x4";

    @CommandLine.Option(
            names = "--solver",
            completionCandidates = Candidates.Solvers.class,
            paramLabel = "S",
            description = "solver of the integer programs: gurobi, cbc, scip or cp-sat (default: the system property"
                    + " milp.solver, else the first that is there)")
    private @Nullable String solver;

    @CommandLine.Mixin
    private WorkloadOptions knobs = new WorkloadOptions();

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        Mesh mesh = SharingOptions.region(Objects.requireNonNull(region));
        Map<Dim, Integer> parts = SharingOptions.partition(Objects.requireNonNull(partition), mesh);
        HardwareConfig config = HardwareReader.read(hardware);
        Map<Operand, Double> volumes = volumes(line, parts, mesh, config);
        IlpDataScheduler ilp = new IlpDataScheduler(SharingOptions.solvers(solver), IlpDataScheduler.LIMITS);
        List<Partition> placements = Placements.of(mesh.rows(), parts);
        List<SharingProblem> problems = placements.stream()
                .map(placement -> problem(placement, mesh, volumes, config))
                .toList();
        int best = new HeuristicScheduler().fastest(problems);
        List<DataScheduler> schedulers = List.of(new ShortestPathScheduler(), new TspScheduler(), ilp);
        SharingProblem problem = problems.get(best);
        List<SharingSchedule> schedules = output.waitingFor(
                () -> "scheduling " + problem.sets().size() + " sharing sets", () -> schedulers.stream()
                        .map(scheduler -> scheduler.schedule(problem))
                        .toList());
        ScheduleReport report = new ScheduleReport(placements.get(best), placements.size(), problem, schedules);
        if (output.json()) {
            Json.print(line.getOut(), report.document());
        } else {
            report.print(line.getOut());
        }
        return Main.DONE;
    }

    private SharingProblem problem(
            Partition placement, Mesh mesh, Map<Operand, Double> volumes, HardwareConfig config) {
        List<SharingSet> sets = new ArrayList<>();
        volumes.forEach((operand, volume) -> {
            int copies = operand == Operand.WEIGHT ? weightCopies : 1;
            int sharers = placement.sharers(operand);
            if (copies < 1 || sharers % copies != 0) {
                throw new ConfigException("--weight-copies " + copies + ": must divide the " + sharers
                        + " nodes that share weights. Maybe 1?");
            }
            sets.addAll(PartitionSharing.sets(placement, operand, copies, volume));
        });
        return new SharingProblem(mesh, config.technology().noc(), sets);
    }

    private Map<Operand, Double> volumes(CommandLine line, Map<Dim, Integer> parts, Mesh mesh, HardwareConfig config) {
        if (workload == null && layer == null) {
            return SharingOptions.bytes(Objects.requireNonNullElse(bytes, BYTES));
        }
        if (bytes != null) {
            throw new ConfigException(
                    "--bytes " + bytes + ": --workload and --layer say how much is shared. Maybe leave --bytes away?");
        }
        if (workload == null || layer == null) {
            throw new ConfigException((workload == null ? "--layer " + layer : "--workload " + workload)
                    + ": a layer's volumes need both --workload and --layer.");
        }
        Workload network =
                Inputs.workload(knobs.request(workload), output.notes(line)).workload();
        return volumes(found(network, layer), Placements.of(mesh.rows(), parts).get(0), config);
    }

    private static Layer found(Workload network, String name) {
        List<String> names = network.layers().stream().map(Layer::name).toList();
        return network.layers().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException("--layer " + name + ": " + network.name()
                        + " has no such layer; 'nicepim workloads " + network.name() + "' lists all "
                        + names.size() + "." + Suggestions.maybe(name, names)));
    }

    /** Bytes of a node's whole part of each operand, which depends on the parts alone and not on where they lie. */
    private static Map<Operand, Double> volumes(Layer layer, Partition partition, HardwareConfig config) {
        if (!partition.fits(layer.dims())) {
            throw new ConfigException("--partition: layer " + layer.name() + " of " + layer.dims()
                    + " cannot be cut into more parts of a dim than it has elements.");
        }
        HardwareModel model = new HardwareModel(config);
        LayerDims share = partition.largestShare(layer.dims());
        Tile whole = new Tile(share.n(), share.g(), share.k(), share.c(), share.p(), share.q());
        Tilings tilings = Tilings.of(layer.dims(), layer.window(), partition, whole);
        Map<Operand, Double> bytes = new EnumMap<>(Operand.class);
        bytes.put(Operand.IFMAP, tilings.ifmapShare().wordsPerTile() * layer.ifmapReads() * model.wordBytes());
        if (layer.type().hasMacs()) {
            bytes.put(Operand.WEIGHT, tilings.weightShare().wordsPerTile() * model.weightBytes(layer));
        }
        bytes.put(Operand.OFMAP, tilings.ofmapShare().wordsPerTile() * model.psumBytes());
        return bytes;
    }
}
