package org.nicepim.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nicepim.cost.Cases;
import org.nicepim.cost.CostModel;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.LayerCost;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.SharingLoads;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Region;
import org.nicepim.mapping.Tile;
import org.nicepim.mapping.WeightCopies;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sim.result.SimulationResult;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Workload;
import org.nicepim.workload.zoo.Zoo;

/**
 * How far is the closed form from the simulation? Layers of published networks, attention and depthwise convolutions among them, on chips of many shapes, each under a random
 * partition and the best of some random loop nests that fit the buffers.
 */
@Tag("slow")
class ComparisonTest {
    private static final HeuristicScheduler SCHEDULER = new HeuristicScheduler();
    private static final List<String> NETWORKS = List.of(
            "alexnet", "resnet18", "resnet50", "googlenet", "mobilenet_v2", "vgg16", "bert_base", "vit_b16", "gpt2");
    private static final int CASES = Integer.getInteger("comparison.cases", 260);
    private static final int NESTS = 24;

    /**
     * One layer on one chip.
     *
     * @param name what it is
     * @param bound resource that is busy longest, and whether anything is shared
     * @param closed closed form's cycles
     * @param simulated simulated cycles
     * @param energy closed form's energy over the simulated
     */
    private record Case(String name, String bound, double closed, double simulated, double energy) {
        double error() {
            return closed / simulated - 1;
        }
    }

    private static HardwareConfig chip(Gen gen) {
        int rows = gen.oneOf(1, 2, 4, 4, 8);
        int cols = gen.oneOf(2, 4, 4, 8);
        return Cases.chip(rows, cols, gen.oneOf(8, 16, 32), gen.oneOf(1 << 14, 1 << 15, 1 << 16));
    }

    private static Optional<Case> compare(int seed) {
        Gen gen = new Gen(seed);
        HardwareConfig chip = chip(gen);
        Workload network = Zoo.create(gen.oneOf(NETWORKS), 1);
        Layer layer = gen.oneOf(network.layers());
        Partition partition = Cases.partition(gen, layer, chip.nodeRows(), chip.nodeCols());
        HardwareModel hardware = new HardwareModel(chip);
        SharingLoads loads = SharingLoads.of(partition, chip.technology().noc(), SCHEDULER);
        LayerCostModel model = new LayerCostModel(layer, hardware, partition, Cases.CHW, loads);
        Optional<LoopNest> nest = nest(gen, layer, partition, model);
        return nest.map(best -> {
            Region region = new Region(0, 0, partition.rows(), partition.cols());
            LayerMapping mapping = new LayerMapping(layer.name(), region, partition, 1, Cases.CHW, best);
            return compare("seed " + seed + " " + network.name(), RandomMappings.alone(network, layer), mapping, chip);
        });
    }

    private static Case compare(String name, Workload alone, LayerMapping layer, HardwareConfig chip) {
        Mapping mapping = new Mapping("alone", List.of(layer));
        WorkloadCost cost = new CostModel(new HardwareModel(chip), SCHEDULER).evaluate(alone, mapping);
        Optional<SharingSchedule> schedule = cost.layers().get(0).schedule();
        SimulationResult result = new Simulator(chip, SimulationOptions.DEFAULT).run(alone, mapping, List.of(schedule));
        LayerCost closed = cost.layers().get(0).cost();
        String shared = schedule.map(s -> " shared").orElse("");
        return new Case(
                name + " " + layer + " " + closed.time(),
                closed.time().bound() + shared,
                closed.latencyCycles(),
                result.latencyCycles(),
                closed.energy().totalPj() / result.energy().totalPj());
    }

    /** The fastest of some random loop nests whose tiles fit. */
    private static Optional<LoopNest> nest(Gen gen, Layer layer, Partition partition, LayerCostModel model) {
        LayerDims share = partition.largestShare(layer.dims());
        List<Dataflow> dataflows = layer.type().hasMacs()
                ? List.of(Dataflow.C_K, Dataflow.K_C, Dataflow.CR_K, Dataflow.K_QP, Dataflow.QP_K)
                : List.of(Dataflow.G_QP, Dataflow.QP_G);
        List<LoopNest> fitting = new ArrayList<>();
        for (int i = 0; i < NESTS; i++) {
            Tile tile = tile(gen, share);
            for (int halvings = 0; halvings < 60 && !model.fits(model.tilings(tile)); halvings++) {
                tile = halved(gen, tile);
            }
            if (model.fits(model.tilings(tile))) {
                fitting.add(new LoopNest(tile, gen.oneOf(LoopOrder.values()), gen.oneOf(dataflows)));
            }
        }
        return fitting.stream()
                .min(Comparator.comparingDouble(nest -> model.cost(nest).latencyCycles()));
    }

    private static Tile tile(Gen gen, LayerDims share) {
        return new Tile(
                share.n(),
                part(gen, share.g()),
                part(gen, share.k()),
                part(gen, share.c()),
                part(gen, share.p()),
                part(gen, share.q()));
    }

    private static int part(Gen gen, int extent) {
        return (extent - 1) / gen.oneOf(1, 1, 1, 2, 3, 4, 8) + 1;
    }

    private static Tile halved(Gen gen, Tile t) {
        return switch (gen.between(0, 4)) {
            case 0 -> new Tile(t.n(), (t.g() + 1) / 2, t.k(), t.c(), t.p(), t.q());
            case 1 -> new Tile(t.n(), t.g(), (t.k() + 1) / 2, t.c(), t.p(), t.q());
            case 2 -> new Tile(t.n(), t.g(), t.k(), (t.c() + 1) / 2, t.p(), t.q());
            case 3 -> new Tile(t.n(), t.g(), t.k(), t.c(), (t.p() + 1) / 2, t.q());
            default -> new Tile(t.n(), t.g(), t.k(), t.c(), t.p(), (t.q() + 1) / 2);
        };
    }

    private static double meanError(List<Case> cases) {
        return cases.stream().mapToDouble(c -> Math.abs(c.error())).average().orElseThrow();
    }

    private static double meanEnergyError(List<Case> cases) {
        return cases.stream()
                .mapToDouble(c -> Math.abs(c.energy() - 1))
                .average()
                .orElseThrow();
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

    private static void print(String what, List<Case> cases) {
        System.out.printf(
                Locale.ROOT,
                "%-16s %4d cases: mean error %.4f, bias %+.4f, energy %.4f%n",
                what,
                cases.size(),
                meanError(cases),
                cases.stream().mapToDouble(Case::error).average().orElseThrow(),
                meanEnergyError(cases));
    }

    @Test
    void closedFormAndSimulationAgree() {
        List<Case> cases = new ArrayList<>();
        for (int seed = 0; cases.size() < CASES; seed++) {
            compare(seed).ifPresent(cases::add);
        }
        Map<String, List<Case>> byBound = new TreeMap<>();
        cases.forEach(c ->
                byBound.computeIfAbsent(c.bound(), bound -> new ArrayList<>()).add(c));
        byBound.forEach(ComparisonTest::print);
        print("all", cases);
        double rank = rankCorrelation(cases);
        System.out.printf(Locale.ROOT, "rank correlation %.4f%n", rank);
        cases.stream()
                .sorted(Comparator.comparingDouble(c -> -Math.abs(c.error())))
                .limit(25)
                .forEach(c -> System.out.printf(
                        Locale.ROOT, "%+.3f %.0f for %.0f: %s%n", c.error(), c.closed(), c.simulated(), c.name()));
        assertThat(rank).isGreaterThan(0.999);
        assertThat(meanError(cases)).isLessThan(0.035);
        assertThat(meanEnergyError(cases)).isLessThan(0.03);
    }

    /** The layers above whose weights can be copied, each with one copy and with any larger number of them. */
    @Test
    void theyAgreeAsWellWhereWeightsAreCopied() {
        List<Case> one = new ArrayList<>();
        List<Case> some = new ArrayList<>();
        for (int seed = 0; one.size() < CASES / 2; seed++) {
            Gen gen = new Gen(seed);
            HardwareConfig chip = chip(gen);
            Workload network = Zoo.create(gen.oneOf(NETWORKS), 1);
            Layer layer = gen.oneOf(network.layers());
            Partition partition = Cases.partition(gen, layer, chip.nodeRows(), chip.nodeCols());
            List<Integer> copies = WeightCopies.legal(layer, partition);
            SharingLoads loads = SharingLoads.of(partition, chip.technology().noc(), SCHEDULER);
            LayerCostModel model = new LayerCostModel(layer, new HardwareModel(chip), partition, Cases.CHW, loads);
            Optional<LoopNest> nest = copies.size() > 1 ? nest(gen, layer, partition, model) : Optional.empty();
            if (nest.isPresent()) {
                Region region = new Region(0, 0, partition.rows(), partition.cols());
                LayerMapping mapping = new LayerMapping(layer.name(), region, partition, 1, Cases.CHW, nest.get());
                LayerMapping copied = Cases.copied(gen.oneOf(copies.subList(1, copies.size())), mapping);
                Workload alone = RandomMappings.alone(network, layer);
                String name = "seed " + seed + " " + network.name();
                one.add(compare(name, alone, mapping, chip));
                some.add(compare(name, alone, copied, chip));
            }
        }
        print("one copy", one);
        print("copies", some);
        System.out.printf(Locale.ROOT, "rank correlation %.4f and %.4f%n", rankCorrelation(one), rankCorrelation(some));
        some.stream()
                .sorted(Comparator.comparingDouble(c -> -Math.abs(c.error())))
                .limit(10)
                .forEach(c -> System.out.printf(
                        Locale.ROOT, "%+.3f %.0f for %.0f: %s%n", c.error(), c.closed(), c.simulated(), c.name()));
        assertThat(meanError(some)).isLessThan(meanError(one) + 0.01);
        assertThat(rankCorrelation(some)).isGreaterThan(0.98);
    }
}
