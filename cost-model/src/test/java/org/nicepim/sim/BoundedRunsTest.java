package org.nicepim.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nicepim.cost.Cases;
import org.nicepim.cost.CostModel;
import org.nicepim.cost.FastMappings;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.LowerBound;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Region;
import org.nicepim.mapping.Split;
import org.nicepim.mapping.Tile;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sim.result.SimulationResult;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;

/** Is nothing, priced or simulated, faster than the bound says it can be, and is the bound met? */
class BoundedRunsTest {
    private static final HeuristicScheduler SCHEDULER = new HeuristicScheduler();

    /**
     * Mappings near the fastest of graphs whose extents do not divide, on nodes of few PEs, so that hardly anything but the PE
     * arrays counts, and of many, so that the DRAM does.
     */
    @Test
    void neitherTheModelNorTheSimulatorIsBelowTheBound() {
        double closest = Double.POSITIVE_INFINITY;
        for (int seed = 0; seed < 150; seed++) {
            Gen gen = new Gen(seed);
            int pes = gen.chance(0.7) ? gen.between(1, 4) : 32;
            HardwareConfig chip = Cases.chip(gen.oneOf(1, 2, 4), gen.oneOf(2, 4), pes, 1 << 20);
            HardwareModel hardware = new HardwareModel(chip);
            Workload graph = FastMappings.graph(gen);
            Mapping mapping = FastMappings.of(gen, graph, hardware, 20);
            WorkloadCost cost = new CostModel(hardware, SCHEDULER).evaluate(graph, mapping);
            List<Optional<SharingSchedule>> schedules = cost.layers().stream()
                    .map(WorkloadCost.LayerResult::schedule)
                    .toList();
            SimulationResult run = new Simulator(chip, SimulationOptions.DEFAULT).run(graph, mapping, schedules);
            String what = "seed " + seed + " " + graph + " " + mapping;
            assertThat(cost.latencyCycles()).as(what).isGreaterThanOrEqualTo(cost.lowerBoundCycles());
            assertThat((double) run.latencyCycles()).as(what).isGreaterThanOrEqualTo(cost.lowerBoundCycles());
            closest = Math.min(closest, run.latencyCycles() / cost.lowerBoundCycles());
        }
        assertThat(closest).isLessThan(1.01);
    }

    /**
     * Channels of one element under filters of 31×31, 961 cycles each on a PE: {@code a} computes one on the first of two nodes,
     * and {@code b} reads it beside two other channels, its channels split 1 + 2. The node with two of them reads nothing of
     * {@code a} and does not wait.
     *
     * <pre>
     *   node 0   a 961 │ b 961          both alone: 961 + 2 · 961
     *   node 1   b 2 · 961              together:   2 · 961
     * </pre>
     */
    @Test
    void aNodeMayRunAhead() {
        HardwareConfig chip = Cases.chip(1, 2, 1, 1 << 14);
        HardwareModel hardware = new HardwareModel(chip);
        Kernel kernel = Kernel.square(31).pad(15);
        WorkloadBuilder net = new WorkloadBuilder("ahead", 1);
        Tensor a = net.conv("a", net.input("image", 1, 1, 1), 1, kernel, Affine.NONE);
        net.depthwise("b", Tensor.concat(a, net.input("other", 2, 1, 1)), kernel, Affine.NONE);
        Workload workload = net.build();
        LayerMapping first = mapping("a", new Partition(List.of(), List.of()), 1);
        LayerMapping second = mapping("b", new Partition(List.of(), List.of(new Split(Dim.G, 2))), 2);
        SimulationResult run = new Simulator(chip, SimulationOptions.DEFAULT)
                .run(workload, new Mapping("ahead", List.of(first, second)), SCHEDULER);
        double alone =
                LowerBound.cycles(workload.layer("a"), hardware) + LowerBound.cycles(workload.layer("b"), hardware);
        assertThat(alone).isEqualTo(3 * 961);
        double bound = LowerBound.cycles(workload, hardware);
        assertThat(bound).isEqualTo(2 * 961);
        assertThat((double) run.latencyCycles()).isBetween(bound, 0.8 * alone);
    }

    private static LayerMapping mapping(String layer, Partition partition, int groups) {
        LoopNest nest = new LoopNest(new Tile(1, groups, 1, 1, 1, 1), LoopOrder.G_NPQ_K_C, Dataflow.C_K);
        Region region = new Region(0, 0, partition.rows(), partition.cols());
        return new LayerMapping(layer, region, partition, 1, Cases.CHW, nest);
    }
}
