package org.nicepim.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nicepim.cost.Cases;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.LayerCost;
import org.nicepim.cost.Redistribution;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Region;
import org.nicepim.mapping.Tile;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.sim.result.SimulationResult;
import org.nicepim.sim.result.Timeline;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;

/**
 * How far is a redistribution in closed form from the simulated one? Pairs of convolutions under random partitions and layouts
 * on chips of many shapes: from the end of the first layer to the last input in place for the second.
 */
@Tag("slow")
class RedistributionTimeTest {
    private static final HeuristicScheduler SCHEDULER = new HeuristicScheduler();
    private static final int CASES = 160;

    /**
     * One pair of layers on one chip.
     *
     * @param name what it is
     * @param cycles closed form's over the simulated
     * @param bursts closed form's over the simulated
     * @param activations closed form's
     * @param simulatedActivations simulated, beside those of the layers alone; fewer than 0 if moves left rows open
     */
    private record Case(String name, double cycles, double bursts, double activations, double simulatedActivations) {}

    private static Workload pair(Gen gen) {
        WorkloadBuilder net = new WorkloadBuilder("pair", gen.oneOf(1, 1, 1, 2, 4));
        int size = gen.oneOf(7, 14, 14, 28, 28, 56, 56, 32, 112);
        int channels = gen.oneOf(24, 64, 96, 128, 256, 512);
        channels = Math.min(channels, 800_000 / size / size);
        Tensor image = net.input("image", 2, size, size);
        Tensor home = net.conv("home", image, channels, Kernel.square(1), Affine.NONE);
        Kernel kernel = gen.oneOf(
                Kernel.square(1),
                Kernel.square(3).pad(1),
                Kernel.square(3).pad(1),
                Kernel.square(3).pad(1).stride(2),
                Kernel.square(5).pad(2));
        if (gen.chance(0.2)) {
            net.depthwise("layer", home, kernel, Affine.NONE);
        } else {
            net.conv("layer", home, 64, kernel, Affine.NONE);
        }
        return net.build();
    }

    private static LayerMapping mapping(Gen gen, Layer layer, HardwareConfig chip, Layout ifmap, Layout ofmap) {
        Partition partition = Cases.partition(gen, layer, chip.nodeRows(), chip.nodeCols());
        LayerDims share = partition.largestShare(layer.dims());
        Tile whole = new Tile(share.n(), share.g(), share.k(), share.c(), share.p(), share.q());
        Region region = new Region(0, 0, partition.rows(), partition.cols());
        LoopNest nest = new LoopNest(whole, LoopOrder.G_NPQ_K_C, Dataflow.C_K);
        LayerMapping.Layouts layouts = new LayerMapping.Layouts(ifmap, ofmap);
        return new LayerMapping(layer.name(), region, partition, 1, layouts, nest);
    }

    private static Layout layout(Gen gen) {
        return gen.oneOf(Layout.CHW, Layout.CHW, Layout.HWC, new Layout(16));
    }

    private static void compare(int seed, List<Case> cases) {
        Gen gen = new Gen(seed);
        HardwareConfig chip = Cases.chip(gen.oneOf(2, 4, 4), gen.oneOf(2, 4, 4, 8), 32, 1 << 16);
        Workload workload = pair(gen);
        Layout between = layout(gen);
        Layout there = gen.chance(0.7) ? between : layout(gen);
        Layer layer = workload.layer("layer");
        LayerMapping first = mapping(gen, workload.layer("home"), chip, between, between);
        LayerMapping second = mapping(gen, layer, chip, there, there);
        Redistribution.Cost closed =
                new Redistribution(new HardwareModel(chip)).cost(workload, layer, second, name -> first);
        if (closed.cycles() == 0) {
            return;
        }
        Simulator simulator = new Simulator(chip, SimulationOptions.DEFAULT.withTimeline());
        Mapping both = new Mapping("pair", List.of(first, second));
        SimulationResult result = simulator.run(workload, both, SCHEDULER);
        SimulationResult.Work before = alone(simulator, workload, "home", first);
        SimulationResult.Work after = alone(simulator, workload, "layer", second);
        SimulationResult.Work work = result.work();
        LayerCost.Traffic traffic = closed.traffic();
        int burst = chip.technology().dram().organization().burstBytes();
        double bursts = work.dramBursts() - before.dramBursts() - after.dramBursts();
        double activations = work.dramActivations() - before.dramActivations() - after.dramActivations();
        cases.add(new Case(
                String.format(
                        Locale.ROOT,
                        "seed %d %dx%d %s %s %s>%s %s > %s: simulated %.0f closed %.0f",
                        seed,
                        chip.nodeRows(),
                        chip.nodeCols(),
                        layer.ifmap(),
                        layer.dims(),
                        between,
                        there,
                        first.partition(),
                        second.partition(),
                        simulated(result),
                        closed.cycles()),
                closed.cycles() / simulated(result),
                traffic.dramBytes() / burst / bursts,
                traffic.dramActivations(),
                activations));
    }

    private static SimulationResult.Work alone(Simulator simulator, Workload pair, String name, LayerMapping mapping) {
        Workload alone = RandomMappings.alone(pair, pair.layer(name));
        return simulator
                .run(alone, new Mapping("alone", List.of(mapping)), SCHEDULER)
                .work();
    }

    /** From the end of the first layer to the last input in place. */
    private static double simulated(SimulationResult result) {
        List<Timeline.Interval> intervals = result.timeline().orElseThrow().intervals();
        long end = intervals.stream()
                .filter(interval -> interval.name().equals("layer receive"))
                .mapToLong(Timeline.Interval::endCycle)
                .max()
                .orElseThrow();
        return end - result.layers().get(0).endCycle();
    }

    private static double meanError(List<Case> cases, ToDoubleFunction<Case> ratio) {
        return cases.stream()
                .mapToDouble(c -> Math.abs(Math.log(ratio.applyAsDouble(c))))
                .average()
                .orElseThrow();
    }

    private static void print(String what, List<Case> cases, ToDoubleFunction<Case> ratio) {
        double bias = cases.stream()
                .mapToDouble(c -> Math.log(ratio.applyAsDouble(c)))
                .average()
                .orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "%-12s mean |ln| %.4f, geometric mean %.4f%n",
                what,
                meanError(cases, ratio),
                Math.exp(bias));
    }

    @Test
    void closedFormAndSimulationAgree() {
        List<Case> cases = new ArrayList<>();
        for (int seed = 0; cases.size() < CASES; seed++) {
            compare(seed, cases);
        }
        print("cycles", cases, Case::cycles);
        print("bursts", cases, Case::bursts);
        double closed = cases.stream().mapToDouble(Case::activations).sum();
        double simulated =
                cases.stream().mapToDouble(Case::simulatedActivations).sum();
        System.out.printf(Locale.ROOT, "activations  all %.4f%n", closed / simulated);
        assertThat(meanError(cases, Case::cycles)).as("%s", cases).isLessThan(0.26);
        assertThat(meanError(cases, Case::bursts)).isLessThan(0.08);
        assertThat(closed / simulated).isBetween(0.7, 2.0);
    }
}
