package org.nicepim.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nicepim.cost.Cases;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapper.MapperOptions.Style;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.RegionTree;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sim.SimulationOptions;
import org.nicepim.sim.Simulator;
import org.nicepim.sim.result.SimulationResult;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;

/**
 * Are branches that run side by side priced as they run? Random workloads of a layer, two to four branches of one to three layers, and
 * a layer that joins them, as the mapper maps them; those whose branches it sets side by side count.
 */
@Tag("slow")
class SimulatedBranchesTest {
    private static final HeuristicScheduler SCHEDULER = new HeuristicScheduler();
    private static final int CASES = Integer.getInteger("simulatedBranches.cases", 20);

    /**
     * One workload.
     *
     * @param name what it is
     * @param closed closed form's cycles
     * @param simulated simulated cycles
     * @param energy closed form's energy over the simulated
     */
    private record Case(String name, double closed, double simulated, double energy) {
        double error() {
            return closed / simulated - 1;
        }
    }

    private static Workload workload(Gen gen) {
        WorkloadBuilder net = new WorkloadBuilder("branches", 1);
        int size = gen.oneOf(7, 14, 16, 28);
        Tensor image = net.input("image", gen.oneOf(16, 64, 128), size, size);
        Tensor entry = net.conv(
                "entry",
                image,
                32 * gen.between(1, 12),
                Kernel.square(gen.oneOf(1, 3)).same(image.shape()),
                Affine.NONE);
        List<Tensor> ends = new ArrayList<>();
        int branches = gen.between(2, 4);
        boolean sum = gen.chance(0.3);
        int width = 16 * gen.between(1, 16);
        for (int branch = 0; branch < branches; branch++) {
            int outputs = sum ? width : 16 * gen.between(1, 16);
            ends.add(branch(gen, net, "branch" + branch, entry, outputs, sum));
        }
        Tensor joined = sum ? net.add("sum", ends.toArray(Tensor[]::new)) : Tensor.concat(ends.toArray(Tensor[]::new));
        net.conv("join", joined, 32 * gen.between(1, 8), Kernel.square(1), Affine.NONE);
        return net.build();
    }

    private static Tensor branch(
            Gen gen, WorkloadBuilder net, String name, Tensor entry, int outputs, boolean convLast) {
        Tensor at = entry;
        int layers = gen.between(1, 3);
        for (int i = 0; i < layers; i++) {
            String layer = name + "_" + i;
            Kernel kernel = Kernel.square(gen.oneOf(1, 3, 3, 5)).same(at.shape());
            boolean conv = i + 1 == layers && convLast;
            at = switch (conv ? 0 : gen.between(0, 4)) {
                case 1 -> net.depthwise(layer, at, kernel, Affine.NONE);
                case 2 -> net.pool(layer, at, Kernel.square(3).same(at.shape()));
                default ->
                    net.conv(layer, at, i + 1 == layers ? outputs : 16 * gen.between(1, 12), kernel, Affine.NONE);
            };
        }
        return at;
    }

    private static Optional<Case> compare(int seed) {
        Gen gen = new Gen(seed);
        HardwareConfig chip = Cases.chip(gen.oneOf(2, 4), 4, gen.oneOf(16, 32), gen.oneOf(1 << 15, 1 << 16));
        Workload workload = workload(gen);
        MapperOptions options = MapperOptions.of(Objective.EDP, Style.BRANCHES);
        MapperResult result = new Mapper(options, SCHEDULER, SCHEDULER).map(workload, chip);
        if (!(result instanceof MapperResult.Mapped mapped) || !isParallel(mapped.mapping())) {
            return Optional.empty();
        }
        WorkloadCost cost = mapped.cost();
        List<Optional<SharingSchedule>> schedules =
                cost.layers().stream().map(WorkloadCost.LayerResult::schedule).toList();
        SimulationResult simulated =
                new Simulator(chip, SimulationOptions.DEFAULT).run(workload, mapped.mapping(), schedules);
        assertThat((double) simulated.latencyCycles()).isGreaterThanOrEqualTo(cost.lowerBoundCycles());
        String name = "seed " + seed + ", " + chip.nodeRows() + "x" + chip.nodeCols() + " nodes, "
                + workload.layers().size() + " layers";
        return Optional.of(new Case(
                name,
                cost.latencyCycles(),
                simulated.latencyCycles(),
                cost.energy().totalPj() / simulated.energy().totalPj()));
    }

    private static boolean isParallel(Mapping mapping) {
        return mapping.tree().fold(new RegionTree.Cases<Boolean>() {
            @Override
            public Boolean run(String layer) {
                return false;
            }

            @Override
            public Boolean sequence(List<RegionTree> parts) {
                return parts.stream().anyMatch(part -> part.fold(this));
            }

            @Override
            public Boolean parallel(List<RegionTree> branches) {
                return true;
            }
        });
    }

    /** Spearman's. */
    private static double rankCorrelation(List<Case> cases) {
        List<Case> byClosed = new ArrayList<>(cases);
        byClosed.sort(Comparator.comparingDouble(Case::closed));
        List<Case> bySimulated = new ArrayList<>(cases);
        bySimulated.sort(Comparator.comparingDouble(Case::simulated));
        double sum = 0;
        for (int i = 0; i < cases.size(); i++) {
            double d = i - bySimulated.indexOf(byClosed.get(i));
            sum += d * d;
        }
        double n = cases.size();
        return 1 - 6 * sum / (n * (n * n - 1));
    }

    @Test
    void branchesSideBySideRunAsTheyArePriced() {
        List<Case> cases = new ArrayList<>();
        for (int seed = 0; cases.size() < CASES; seed++) {
            compare(seed).ifPresent(cases::add);
        }
        cases.forEach(c -> System.out.printf(
                Locale.ROOT,
                "%-32s closed form %8.0f, simulated %8.0f: %+.3f; energy %+.3f%n",
                c.name(),
                c.closed(),
                c.simulated(),
                c.error(),
                c.energy() - 1));
        double error =
                cases.stream().mapToDouble(c -> Math.abs(c.error())).average().orElseThrow();
        double bias = cases.stream().mapToDouble(Case::error).average().orElseThrow();
        double energy = cases.stream()
                .mapToDouble(c -> Math.abs(c.energy() - 1))
                .average()
                .orElseThrow();
        double rank = rankCorrelation(cases);
        System.out.printf(
                Locale.ROOT,
                "%d workloads: latency %.4f apart on average, bias %+.4f; energy %.4f; rank correlation %.4f%n",
                cases.size(),
                error,
                bias,
                energy,
                rank);
        assertThat(error).isLessThan(0.08);
        assertThat(rank).isGreaterThan(0.98);
        assertThat(energy).isLessThan(0.02);
    }
}
