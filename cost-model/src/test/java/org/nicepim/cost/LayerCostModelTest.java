package org.nicepim.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.nicepim.cost.dram.AccessPattern;
import org.nicepim.cost.dram.DramCost;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.hardware.NocSpec;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Tile;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.sharing.ShortestPathScheduler;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;

/** Is a layer priced as its loop nest runs, and never below what is possible? */
class LayerCostModelTest {
    private static LayerCostModel model(
            Layer layer, HardwareModel hardware, Partition partition, LayerMapping.Layouts layouts) {
        NocSpec noc = hardware.config().technology().noc();
        SharingLoads loads = SharingLoads.of(partition, noc, new ShortestPathScheduler());
        return new LayerCostModel(layer, hardware, partition, layouts, loads);
    }

    private static Layer conv(int batch, int channels, int size, int outputs, int groups, Kernel kernel) {
        WorkloadBuilder net = new WorkloadBuilder("one", batch);
        net.groupedConv("layer", net.input("image", channels, size, size), outputs, groups, kernel, Affine.NONE);
        return net.build().layer("layer");
    }

    @Test
    void noLayerIsFasterThanItsBound() {
        for (int seed = 0; seed < 1000; seed++) {
            Gen gen = new Gen(seed);
            Layer layer = RandomLayers.layer(gen);
            HardwareModel hardware = Cases.mesh(gen.oneOf(1, 2, 4), gen.oneOf(1, 2, 4, 8));
            Partition partition = Cases.partition(
                    gen, layer, hardware.config().nodeRows(), hardware.config().nodeCols());
            LoopNest nest = Cases.nest(gen, partition.largestShare(layer.dims()));
            LayerCost cost = model(layer, hardware, partition, Cases.CHW).cost(nest);
            String what = "seed " + seed + " " + layer + " " + partition + " " + nest;
            assertThat(cost.latencyCycles())
                    .as(what)
                    .isGreaterThanOrEqualTo(LowerBound.cycles(layer, hardware) * (1 - 1e-12));
            LayerCost.Time time = cost.time();
            assertThat(cost.latencyCycles())
                    .as(what)
                    .isGreaterThanOrEqualTo(
                            Math.max(time.computeCycles(), Math.max(time.dramCycles(), time.nocCycles()))
                                    * (1 - 1e-12));
            assertThat(cost.energy().totalPj())
                    .as(what)
                    .isGreaterThanOrEqualTo(hardware.leastPj(layer, cost.latencyCycles()) * (1 - 1e-12));
            partsAddUp(cost, hardware);
        }
    }

    private static void partsAddUp(LayerCost cost, HardwareModel hardware) {
        EnergyBreakdown e = cost.energy();
        assertThat(e.totalPj())
                .isCloseTo(
                        e.macPj() + e.peRegisterPj() + e.bufferPj() + e.dramPj() + e.nocPj() + e.leakagePj(),
                        Percentage.withPercentage(1e-9));
        LayerCost.Traffic t = cost.traffic();
        assertThat(e.dramPj())
                .isCloseTo(
                        hardware.dramPj(t.dramBytes(), t.dramActivations(), cost.latencyCycles()),
                        Percentage.withPercentage(1e-9));
        assertThat(e.leakagePj()).isCloseTo(hardware.leakagePj(cost.latencyCycles()), Percentage.withPercentage(1e-9));
    }

    @Test
    void noWorkloadIsFasterThanItsBound() {
        for (int seed = 0; seed < 60; seed++) {
            Gen gen = new Gen(seed);
            Workload workload = RandomLayers.network(gen);
            HardwareModel hardware = Cases.mesh(gen.oneOf(1, 2, 4), gen.oneOf(2, 4));
            List<LayerMapping> layers = new ArrayList<>();
            for (Layer layer : workload.layers()) {
                Partition partition = Cases.partition(
                        gen,
                        layer,
                        hardware.config().nodeRows(),
                        hardware.config().nodeCols());
                layers.add(Cases.mapping(layer, partition, Cases.nest(gen, partition.largestShare(layer.dims()))));
            }
            WorkloadCost cost = new CostModel(hardware, new HeuristicScheduler())
                    .evaluate(workload, new Mapping(workload.name(), layers));
            assertThat(cost.latencyCycles()).as("seed %d", seed).isGreaterThanOrEqualTo(cost.lowerBoundCycles());
            assertThat(cost.latencyCycles())
                    .isCloseTo(
                            cost.layers().stream()
                                    .mapToDouble(l -> l.cost().latencyCycles())
                                    .sum(),
                            Percentage.withPercentage(1e-9));
            assertThat(cost.energy().totalPj())
                    .isCloseTo(
                            cost.layers().stream()
                                    .mapToDouble(l -> l.cost().energy().totalPj())
                                    .sum(),
                            Percentage.withPercentage(1e-9));
            cost.layers().forEach(layer -> partsAddUp(layer.cost(), hardware));
        }
    }

    /**
     * A 1×1 convolution in 16 groups of 16 → 16 channels over 8×8, one group per node of the 4×4 chip, all in one tile.
     *
     * <pre>
     *   node   ifmap 16·64 = 1024 words = 2048 B = 64 bursts, weights 16·16 = 256 words = 512 B, ofmap 1024 words
     *   MACs   16·16·64 = 16,384 per node, 262,144 in all; 16×16 of the 32×32 PEs busy: 64 cycles
     *   DRAM   16 · (2048 + 512 + 2048) = 73,728 B; no psum leaves, no byte crosses the mesh
     *   time   open a row, read ifmap and weights, compute, store: nothing overlaps in a nest of one step
     *   buffer ifmap: each word written and read once (16 output channels share a read); weights the same;
     *          ofmap: one update (16 input channels add up on the way) and one drain per word
     *   registers, weight stationary: one use per MAC and one load per weight; wires between PEs beside them
     * </pre>
     */
    @Test
    void oneLayerByHand() {
        HardwareModel hardware = new HardwareModel(HardwareReader.read("chip4x4"));
        Layer layer = conv(1, 256, 8, 256, 16, Kernel.square(1));
        Partition groups = Cases.partition(List.of(Cases.split(Dim.G, 4)), List.of(Cases.split(Dim.G, 4)));
        LoopNest nest = new LoopNest(new Tile(1, 1, 16, 16, 8, 8), LoopOrder.G_NPQ_K_C, Dataflow.C_K);
        LayerCost cost = model(layer, hardware, groups, Cases.CHW).cost(nest);

        DramCost map = hardware.dram().cost(AccessPattern.sequential(0, 2048, false));
        DramCost weights = hardware.dram().cost(AccessPattern.sequential(0, 512, false));
        DramCost store = hardware.dram().cost(AccessPattern.sequential(0, 2048, true));
        double reads = map.firstAccessCycles() + map.serviceCycles() + weights.serviceCycles();
        double latency = reads + 64 + store.serviceCycles();
        assertThat(cost.latencyCycles()).isCloseTo(latency, Offset.offset(1e-6));
        // 2048 B over four channels of 10.6 B per cycle take 48.2 cycles, refresh and row openings come on top.
        assertThat(map.serviceCycles()).isBetween(48.18, 60.0);

        assertThat(cost.time().computeCycles()).isEqualTo(64);
        assertThat(cost.traffic().dramBytes()).isCloseTo(73_728, Offset.offset(1e-6));
        double activations = 16 * (map.activations() + weights.activations() + store.activations());
        assertThat(cost.traffic().dramActivations()).isCloseTo(activations, Offset.offset(1e-6));
        assertThat(cost.traffic().nocByteHops()).isZero();

        EnergyBreakdown e = cost.energy();
        HardwareModel.BufferEnergy b = hardware.bufferEnergy();
        assertThat(e.macPj()).isCloseTo(262_144 * 0.55, Offset.offset(1e-3));
        // Each MAC takes its input from one PE and passes its psum on to the next, √0.001 mm on; a node's 16 rows of 16
        // weights go
        // to rows 1 to 16.
        double hops = 262_144 + 16 * 16 * (16 * 17 / 2);
        double wires = (hops * 16 + 262_144 * 32) * 0.12 * Math.sqrt(0.001);
        assertThat(e.peRegisterPj()).isCloseTo((262_144 + 4096) * 0.06 + wires, Offset.offset(1e-3));
        double buffers = 16_384 * (b.ifmapReadPj() + b.ifmapWritePj())
                + 4096 * (b.weightReadPj() + b.weightWritePj())
                + 16_384 * (b.ofmapReadPj() + b.ofmapWritePj());
        assertThat(e.bufferPj()).isCloseTo(buffers, Offset.offset(1e-3));
        double standing = 16 * hardware.dram().standingPjPerCycle() * latency;
        assertThat(e.dramPj()).isCloseTo(73_728 * 8 * 0.88 + activations * 909 + standing, Offset.offset(1e-3));
        assertThat(e.nocPj()).isZero();
        // 1.5 mW per mm² is 1.5 pJ per ns; a cycle takes 2.5 ns. The SRAMs' own leakage comes on top.
        assertThat(e.leakagePj()).isGreaterThan(latency * 2.5 * 1.5 * 16 * 32 * 32 * 0.0010);
    }

    /** Tiles of half the width: in CHW each row of a tile is a run of its own, in HWC all channels of a pixel are. */
    @Test
    void layoutAloneChangesWhatDramDoes() {
        HardwareModel hardware = Cases.mesh(2, 2);
        Layer layer = conv(1, 64, 28, 64, 1, Kernel.square(1));
        Partition batch = Cases.partition(List.of(Cases.split(Dim.P, 2)), List.of(Cases.split(Dim.P, 2)));
        LoopNest nest = new LoopNest(new Tile(1, 1, 64, 64, 1, 7), LoopOrder.G_NPQ_K_C, Dataflow.C_K);
        LayerCost chw = model(layer, hardware, batch, Cases.CHW).cost(nest);
        LayerCost hwc = model(layer, hardware, batch, new LayerMapping.Layouts(Layout.HWC, Layout.HWC))
                .cost(nest);
        assertThat(hwc.traffic().dramActivations())
                .isLessThan(0.5 * chw.traffic().dramActivations());
        assertThat(hwc.traffic().dramBytes()).isLessThan(0.8 * chw.traffic().dramBytes());
        assertThat(hwc.time().computeCycles()).isEqualTo(chw.time().computeCycles());
        assertThat(hwc.energy().bufferPj()).isEqualTo(chw.energy().bufferPj());
        assertThat(hwc.latencyCycles()).isLessThan(chw.latencyCycles());
    }

    /**
     * 16 nodes share an ifmap of 256·64 words = 32,768 B and stream it twice, since two trips over K stand outside the
     * trips over C: each owner reads its 2048 B part twice; at unicast the part goes to all 15 others, and the distances of
     * all ordered pairs on 4×4 add up to 640.
     */
    @Test
    void aSharedOperandIsReadOnceAndTravels() {
        HardwareModel hardware = Cases.mesh(4, 4);
        Layer layer = conv(1, 256, 8, 512, 1, Kernel.square(1));
        Partition channels = Cases.partition(List.of(Cases.split(Dim.K, 4)), List.of(Cases.split(Dim.K, 4)));
        LoopNest nest = new LoopNest(new Tile(1, 1, 16, 64, 8, 8), LoopOrder.G_NPQ_K_C, Dataflow.C_K);
        LayerCost cost = model(layer, hardware, channels, Cases.CHW).cost(nest);
        double ifmap = 2 * 32_768;
        double weights = 256 * 512 * 2;
        double ofmap = 512 * 64 * 2;
        assertThat(cost.traffic().dramBytes()).isCloseTo(ifmap + weights + ofmap, Offset.offset(1e-3));
        assertThat(cost.traffic().nocByteHops()).isCloseTo(2 * 32_768 / 16.0 * 640, Offset.offset(1e-3));
        // Every node ejects 15/16 of both streams, 16 B per cycle.
        assertThat(cost.time().nocCycles()).isGreaterThan(2 * 32_768 * 15 / 16.0 / 16);
    }

    /** Psums of a C split over 4 nodes: each sum's 4 B go to its owner from 3 others, and it is stored once. */
    @Test
    void psumsAreReducedToOneStore() {
        HardwareModel hardware = Cases.mesh(2, 2);
        Layer layer = conv(1, 256, 8, 64, 1, Kernel.square(1));
        Partition channels = Cases.partition(List.of(Cases.split(Dim.C, 2)), List.of(Cases.split(Dim.C, 2)));
        LoopNest nest = new LoopNest(new Tile(1, 1, 64, 64, 8, 8), LoopOrder.G_NPQ_K_C, Dataflow.C_K);
        LayerCost cost = model(layer, hardware, channels, Cases.CHW).cost(nest);
        assertThat(cost.traffic().dramBytes()).isCloseTo(2.0 * (256 * 64 + 256 * 64 + 64 * 64), Offset.offset(1e-3));
        // Distances of the ordered pairs on 2×2 add up to 16; a member sends each other one its quarter.
        assertThat(cost.traffic().nocByteHops()).isCloseTo(64 * 64 * 4 / 4.0 * 16, Offset.offset(1e-3));
    }

    /** Scaling each channel of a map by one word: the scales are few in DRAM, but each product reads one. */
    @Test
    void anInputThatIsRepeatedIsReadForEachOutput() {
        HardwareModel hardware = Cases.mesh(1, 1);
        WorkloadBuilder net = new WorkloadBuilder("one", 1);
        Tensor map = net.input("map", 8, 16, 16);
        net.add("twice", map, net.input("other", 8, 16, 16));
        net.add("scaled", map, net.input("scales", 8, 1, 1));
        LoopNest nest = new LoopNest(new Tile(1, 8, 1, 1, 16, 16), LoopOrder.G_NPQ_K_C, Dataflow.G_QP);
        Partition whole = Cases.partition(List.of(), List.of());
        Workload workload = net.build();
        LayerCost twice =
                model(workload.layer("twice"), hardware, whole, Cases.CHW).cost(nest);
        LayerCost scaled =
                model(workload.layer("scaled"), hardware, whole, Cases.CHW).cost(nest);
        assertThat(scaled.time().computeCycles()).isEqualTo(twice.time().computeCycles());
        assertThat(scaled.traffic().dramBytes()).isLessThan(twice.traffic().dramBytes() * 0.75);
        double written = (2048 - 8) * hardware.bufferEnergy().ifmapWritePj();
        assertThat(scaled.energy().bufferPj())
                .isCloseTo(twice.energy().bufferPj() - written, Percentage.withPercentage(1e-6));
    }
}
