package org.nicepim.jobs.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.hardware.NocSpec;
import org.nicepim.hardware.Technology;
import org.nicepim.jobs.Comparison;
import org.nicepim.jobs.Ladder;
import org.nicepim.jobs.LadderRow;
import org.nicepim.jobs.LadderStep;
import org.nicepim.jobs.run.Json;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.Objective;
import org.nicepim.workload.Workload;
import picocli.CommandLine;

/** {@code nicepim compare}: the ladder from the baseline to NicePIM. */
@CommandLine.Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Maps every workload on every hardware step by step, from the baseline to"
                    + " NicePIM, and prints what each step brings:",
            "  baseline             TETRIS's way: hybrid partition, one copy of the",
            "                       weights, shared data by unicast",
            "  baseline-replicated  the same with as many copies of all weights as fit",
            "  partition            one copy; all dims may be split; shared data by",
            "                       unicast or the shortest ring",
            "  branches             branches may run side by side",
            "  replication          copies of the weights are chosen per layer",
            "  nicepim              layouts of feature maps are chosen too",
            "  ilp                  the same mapping, shared data by integer program",
            "",
            "Every step has the same objective and cost model, and the same search of loop nests. In the end stand"
                    + " the averages of the last step against both baselines: arithmetic means of 1 - ratio over all"
                    + " workloads and hardware. What is infeasible is left out of them and counted.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  nicepim compare --workload resnet18 --hardware chip4x4",
            "  nicepim compare --workload vgg16 googlenet --hardware chip4x4 chip8x8",
            "  nicepim compare --workload vgg16 --hardware chip4x4 --link-bits 64 --json",
            "  nicepim compare --workload mine.yaml --hardware chip.yaml --simulate",
            "  nicepim compare --workload alexnet --hardware chip4x4 --steps baseline,ilp"
        })
final class CompareCommand implements Callable<Integer> {
    private static final Set<Integer> LINK_BITS = Set.of(64, 128, 256);

    @CommandLine.Option(
            names = "--workload",
            completionCandidates = Candidates.Workloads.class,
            required = true,
            arity = "1..*",
            paramLabel = "W",
            description = "networks of the zoo, FILE.onnx or FILE.yaml; may be repeated")
    private List<String> workloads = new ArrayList<>();

    @CommandLine.Option(
            names = "--hardware",
            completionCandidates = Candidates.Chips.class,
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "hardware files, or names of some in conf/hardware; may be repeated")
    private List<String> hardware = new ArrayList<>();

    @CommandLine.Mixin
    private WorkloadOptions knobs = new WorkloadOptions();

    @CommandLine.Option(
            names = "--objective",
            completionCandidates = Candidates.Objectives.class,
            paramLabel = "O",
            description = "of every step: latency, energy, edp, ed2p, or e^A*d^B for energy^A * delay^B (default: edp)")
    private String objective = "edp";

    @CommandLine.Option(
            names = "--steps",
            completionCandidates = Candidates.Steps.class,
            split = ",",
            paramLabel = "STEP",
            description = "steps of the ladder to take (default: all); averages are of the last one")
    private List<String> steps = LadderStep.words();

    @CommandLine.Option(
            names = "--link-bits",
            paramLabel = "B",
            description = "width of the mesh's links: 64, 128 or 256 (default: the technology's)")
    private @Nullable Integer linkBits;

    @CommandLine.Option(
            names = "--simulate",
            description = "runs each step's mapping in the event-driven simulator too")
    private boolean simulate;

    @CommandLine.Option(
            names = "--budget",
            paramLabel = "N",
            description = "most loop nests that a step's search may price (default: no limit)")
    private long budget = MapperOptions.UNLIMITED;

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        Ladder ladder = ladder();
        Map<String, HardwareConfig> chips = chips();
        Map<String, Workload> networks = networks(output.notes(line));
        CompareReport report = new CompareReport(ladder);
        Comparison comparison = compare(ladder, networks, chips, report, line.getOut());
        if (output.json()) {
            Json.print(line.getOut(), report.document(comparison));
        } else {
            report.summary(comparison, line.getOut());
        }
        return comparison.feasibleCases().isEmpty() ? Main.INFEASIBLE : Main.DONE;
    }

    /** Text is printed case by case, so that a long comparison can be read while it runs. */
    private Comparison compare(
            Ladder ladder,
            Map<String, Workload> networks,
            Map<String, HardwareConfig> chips,
            CompareReport report,
            PrintWriter out) {
        int all = networks.size() * chips.size() * ladder.steps().size();
        ProgressLine progress = output.progress(all);
        List<LadderRow> rows = new ArrayList<>();
        networks.forEach((name, network) -> chips.forEach((file, chip) -> {
            LadderRow.Case of = new LadderRow.Case(name, file);
            int before = rows.size();
            List<LadderRow> climbed = ladder.climb(
                    of,
                    network,
                    chip,
                    step -> progress.step(
                            before + ladder.steps().indexOf(step), name + " on " + file + ": " + step.word()));
            rows.addAll(climbed);
            progress.end();
            if (!output.json()) {
                report.ladder(new Comparison(climbed, ladder.last()), network, chip, out);
            }
        }));
        return new Comparison(rows, ladder.last());
    }

    private Ladder ladder() {
        Objective minimised = Inputs.objective(objective);
        Set<LadderStep> chosen = EnumSet.noneOf(LadderStep.class);
        steps.forEach(word -> chosen.add(Inputs.word("--steps", word, LadderStep.words(), LadderStep::parse)));
        if (chosen.isEmpty()) {
            throw new ConfigException("--steps: names no step. Maybe '--steps baseline,ilp'?");
        }
        return new Ladder(minimised, List.copyOf(chosen), Inputs.budget(budget), simulate);
    }

    private Map<String, HardwareConfig> chips() {
        if (linkBits != null && !LINK_BITS.contains(linkBits)) {
            throw new ConfigException("--link-bits " + linkBits + ": must be 64, 128 or 256.");
        }
        Map<String, HardwareConfig> chips = new LinkedHashMap<>();
        for (String name : hardware) {
            HardwareConfig chip = HardwareReader.read(name);
            Inputs.once("--hardware", name, chips.put(name, linkBits == null ? chip : withLinks(chip, linkBits)));
        }
        return chips;
    }

    private static HardwareConfig withLinks(HardwareConfig chip, int bits) {
        Technology t = chip.technology();
        NocSpec noc = t.noc();
        NocSpec other = new NocSpec(bits, noc.hopCycles(), noc.endCycles(), noc.routerPjPerBit(), noc.wirePjPerBitMm());
        return chip.with(new Technology(
                t.name(), t.logic(), t.dram(), other, t.logicEnergy(), t.logicArea(), t.sram(), t.measured()));
    }

    private Map<String, Workload> networks(PrintWriter notes) {
        Map<String, Workload> networks = new LinkedHashMap<>();
        for (String name : workloads) {
            Workload network = Inputs.workload(knobs.request(name), notes).workload();
            Inputs.once("--workload", name, networks.put(network.name(), network));
        }
        return networks;
    }
}
