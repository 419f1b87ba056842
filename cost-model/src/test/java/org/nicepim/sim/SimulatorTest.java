package org.nicepim.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nicepim.cost.Cases;
import org.nicepim.cost.CostModel;
import org.nicepim.cost.HardwareModel;
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
import org.nicepim.sharing.ShortestPathScheduler;
import org.nicepim.sharing.TspScheduler;
import org.nicepim.sim.result.SimulationResult;
import org.nicepim.sim.result.Timeline;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Heads;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;

/** Small runs whose cycles, bytes and events can be followed by hand. */
class SimulatorTest {
    private static Workload conv(int channels, int size, int outputs, int groups) {
        WorkloadBuilder net = new WorkloadBuilder("one", 1);
        net.groupedConv(
                "layer", net.input("image", channels, size, size), outputs, groups, Kernel.square(1), Affine.NONE);
        return net.build();
    }

    private static LayerMapping mapping(String layer, List<Split> rows, List<Split> cols, LoopNest nest) {
        Partition partition = new Partition(rows, cols);
        Region region = new Region(0, 0, partition.rows(), partition.cols());
        return new LayerMapping(layer, region, partition, 1, Cases.CHW, nest);
    }

    private static SimulationResult run(HardwareConfig chip, Workload workload, LayerMapping mapping) {
        return new Simulator(chip, SimulationOptions.DEFAULT.withTimeline())
                .run(workload, new Mapping(workload.name(), List.of(mapping)), new ShortestPathScheduler());
    }

    /**
     * One group of 16 → 16 channels over 8×8 per node, one channel per node, everything in one tile. A DRAM clock is 1.50588
     * cycles; tRCD = tRP = tCL = 4 clocks, tCWL = 2, a burst 2.
     *
     * <pre>
     *   ifmap    64 bursts, rows 0 and 1: columns at 4, 6 … 130, data until 130 + 4 + 2 = 136
     *   weights  16 bursts, row 2, opened meanwhile: columns at 132 … 162, data until 168 = cycle 253
     *   compute  16·16·64 points on 16×16 PEs: 64 cycles, until 317 = clock 211
     *   store    64 bursts, rows 3 and 4: columns at 215 … 341, data until 341 + 2 + 2 = 345 = cycle 520
     * </pre>
     */
    @Test
    void fillComputeAndDrainOfOneTile() {
        HardwareConfig chip = Cases.chip(8, 8, 32, 1 << 16);
        LoopNest nest = new LoopNest(new Tile(1, 1, 16, 16, 8, 8), LoopOrder.G_NPQ_K_C, Dataflow.C_K);
        LayerMapping mapping = mapping("layer", List.of(new Split(Dim.G, 8)), List.of(new Split(Dim.G, 8)), nest);
        SimulationResult result = run(chip, conv(16 * 64, 8, 16 * 64, 64), mapping);
        assertThat(result.latencyCycles()).isEqualTo(520);
        assertThat(result.busy().peArrays()).containsOnly(64.0);
        assertThat(result.busy().channels()).allMatch(cycles -> Math.abs(cycles - 144 * 2 * 1.50588) < 0.01);
        assertThat(result.work().dramBursts()).isEqualTo(64 * (64 + 16 + 64));
        assertThat(result.work().dramActivations()).isEqualTo(64 * 5);
        assertThat(result.work().packets()).isZero();
        Timeline timeline = result.timeline().orElseThrow();
        assertThat(timeline.intervals())
                .contains(new Timeline.Interval(3, Timeline.Track.COMPUTE, "layer", 253, 317))
                .contains(new Timeline.Interval(3, Timeline.Track.DRAM, "layer load IFMAP", 0, 205))
                .contains(new Timeline.Interval(3, Timeline.Track.DRAM, "layer load WEIGHT", 205, 253))
                .contains(new Timeline.Interval(3, Timeline.Track.DRAM, "layer store OFMAP", 317, 520));
    }

    /**
     * The same with two tiles of output rows: the second is loaded while the first is computed.
     *
     * <pre>
     *   first half of each plane: 16 runs of 64 B = 32 bursts; weights 16; second half 32 more before the first compute ends
     *   compute 32 cycles twice; the loads of both tiles and the weights take 80 bursts = 160 clocks or more
     * </pre>
     */
    @Test
    void theNextTileIsLoadedMeanwhile() {
        HardwareConfig chip = Cases.chip(8, 8, 32, 1 << 16);
        LoopNest nest = new LoopNest(new Tile(1, 1, 16, 16, 4, 8), LoopOrder.G_NPQ_K_C, Dataflow.C_K);
        LayerMapping mapping = mapping("layer", List.of(new Split(Dim.G, 8)), List.of(new Split(Dim.G, 8)), nest);
        SimulationResult result = run(chip, conv(16 * 64, 8, 16 * 64, 64), mapping);
        assertThat(result.work().dramBursts()).isEqualTo(64 * (64 + 16 + 64));
        List<Timeline.Interval> node = result.timeline().orElseThrow().intervals().stream()
                .filter(interval -> interval.node() == 0)
                .toList();
        List<Timeline.Interval> loads = node.stream()
                .filter(interval -> interval.name().contains("load"))
                .toList();
        assertThat(loads)
                .extracting(Timeline.Interval::name)
                .containsExactly("layer load IFMAP", "layer load WEIGHT", "layer load IFMAP");
        List<Timeline.Interval> computes = node.stream()
                .filter(interval -> interval.track() == Timeline.Track.COMPUTE)
                .toList();
        assertThat(computes).hasSize(2).allMatch(interval -> interval.endCycle() - interval.startCycle() == 32);
        assertThat(computes.get(0).startCycle()).isLessThan(loads.get(2).endCycle());
    }

    /** 16 nodes share an ifmap of 32,768 B and stream it twice; the distances of all ordered pairs on 4×4 add up to 640. */
    @Test
    void aSharedOperandIsReadOnceAndTravels() {
        HardwareConfig chip = Cases.chip(4, 4, 32, 1 << 16);
        LoopNest nest = new LoopNest(new Tile(1, 1, 16, 64, 8, 8), LoopOrder.G_NPQ_K_C, Dataflow.C_K);
        LayerMapping mapping = mapping("layer", List.of(new Split(Dim.K, 4)), List.of(new Split(Dim.K, 4)), nest);
        SimulationResult result = run(chip, conv(256, 8, 512, 1), mapping);
        SimulationResult.Traffic traffic = result.layers().get(0).traffic();
        assertThat(traffic.ifmapReadBytes()).isCloseTo(2 * 32_768, Offset.offset(1e-6));
        assertThat(traffic.weightReadBytes()).isCloseTo(256 * 512 * 2, Offset.offset(1e-6));
        assertThat(traffic.ofmapWrittenBytes()).isCloseTo(512 * 64 * 2, Offset.offset(1e-6));
        assertThat(traffic.nocByteHops()).isCloseTo(2 * 32_768 / 16.0 * 640, Offset.offset(1e-6));
        // Every node ejects 15/16 of both streams, 16 B per cycle.
        assertThat(result.latencyCycles()).isGreaterThan(2 * 32_768 * 15 / 16 / 16);
    }

    /**
     * Output rows and columns over 4×4 nodes, which all need the same 8192 B of weights and stream them once. Copies lie on
     * groups of 2×4, 2×2, 1×2 and 1×1 nodes.
     */
    @Test
    void eachGroupGathersItsCopy() {
        HardwareConfig chip = Cases.chip(4, 4, 32, 1 << 16);
        LoopNest nest = new LoopNest(new Tile(1, 1, 64, 64, 2, 8), LoopOrder.G_NPQ_K_C, Dataflow.C_K);
        LayerMapping one = mapping("layer", List.of(new Split(Dim.P, 4)), List.of(new Split(Dim.Q, 4)), nest);
        Workload workload = conv(64, 8, 64, 1);
        for (int copies : new int[] {1, 2, 4, 8, 16}) {
            SimulationResult result = run(chip, workload, Cases.copied(copies, one));
            SimulationResult.Traffic traffic = result.layers().get(0).traffic();
            assertThat(traffic.weightReadBytes()).isCloseTo(copies * 8192, Offset.offset(1e-6));
            assertThat(traffic.nocInjectedBytes()).isCloseTo((16 - copies) * 8192, Offset.offset(1e-6));
            // Distances of ordered pairs in groups of 4×4, 2×4, 2×2, 1×2 nodes and one node.
            int hops = List.of(640, 112, 16, 2, 0).get(Integer.numberOfTrailingZeros(copies));
            assertThat(traffic.nocByteHops()).isCloseTo(copies * hops * 8192 * copies / 16.0, Offset.offset(1e-6));
        }
    }

    /** Psums of a C split over 4 nodes go round a ring, a quarter at a time, and each sum is stored once. */
    @Test
    void psumsAreReducedToOneStore() {
        HardwareConfig chip = Cases.chip(2, 2, 32, 1 << 16);
        LoopNest nest = new LoopNest(new Tile(1, 1, 64, 64, 8, 8), LoopOrder.G_NPQ_K_C, Dataflow.C_K);
        LayerMapping mapping = mapping("layer", List.of(new Split(Dim.C, 2)), List.of(new Split(Dim.C, 2)), nest);
        Workload workload = conv(256, 8, 64, 1);
        SimulationResult result = new Simulator(chip, SimulationOptions.DEFAULT)
                .run(workload, new Mapping("one", List.of(mapping)), new TspScheduler());
        SimulationResult.Traffic traffic = result.layers().get(0).traffic();
        assertThat(traffic.dramBytes()).isCloseTo(2.0 * (256 * 64 + 256 * 64 + 64 * 64), Offset.offset(1e-6));
        // Four arcs of one hop carry 3/4 of the psums each.
        assertThat(traffic.nocByteHops()).isCloseTo(64 * 64 * 4 * 3, Offset.offset(1e-6));
        assertThat(traffic.psumReadBytes() + traffic.psumWrittenBytes()).isZero();
        // A ring of three steps of 4096 B each at 16 B per cycle, after the loads and the computation.
        assertThat(result.latencyCycles()).isGreaterThan(3 * 4096 / 16 + 256);
    }

    /** Two trips over C outside the trips over positions: psums of 64·64 words leave and come back once. */
    @Test
    void psumsThatLeaveComeBack() {
        HardwareConfig chip = Cases.chip(1, 1, 32, 1 << 16);
        LoopNest nest = new LoopNest(new Tile(1, 1, 64, 128, 4, 8), LoopOrder.G_K_C_NPQ, Dataflow.C_K);
        SimulationResult result = run(chip, conv(256, 8, 64, 1), mapping("layer", List.of(), List.of(), nest));
        SimulationResult.Traffic traffic = result.layers().get(0).traffic();
        assertThat(traffic.psumWrittenBytes()).isEqualTo(64 * 64 * 4);
        assertThat(traffic.psumReadBytes()).isEqualTo(64 * 64 * 4);
        assertThat(traffic.ofmapWrittenBytes()).isEqualTo(64 * 64 * 2);
    }

    /** The second layer is split along the other axis: three quarters of a map of 64·64 words move. */
    @Test
    void inputsMoveToWhereTheyAreNeeded() {
        WorkloadBuilder net = new WorkloadBuilder("two", 1);
        Tensor first = net.conv("first", net.input("image", 16, 8, 8), 64, Kernel.square(1), Affine.NONE);
        net.conv("second", first, 16, Kernel.square(1), Affine.NONE);
        Workload workload = net.build();
        HardwareConfig chip = Cases.chip(2, 2, 32, 1 << 16);
        LoopNest nest = new LoopNest(new Tile(1, 1, 16, 16, 8, 8), LoopOrder.G_NPQ_K_C, Dataflow.C_K);
        Mapping mapping = new Mapping(
                "two",
                List.of(
                        mapping("first", List.of(new Split(Dim.K, 2)), List.of(new Split(Dim.K, 2)), nest),
                        mapping("second", List.of(new Split(Dim.P, 2)), List.of(new Split(Dim.P, 2)), nest)));
        SimulationResult result =
                new Simulator(chip, SimulationOptions.DEFAULT).run(workload, mapping, new TspScheduler());
        SimulationResult.LayerTimes second = result.layers().get(1);
        assertThat(second.traffic().redistributedBytes()).isCloseTo(64 * 64 * 2 * 3 / 4, Offset.offset(1e-6));
        assertThat(second.endCycle()).isEqualTo(result.latencyCycles());
        assertThat(second.startCycle())
                .isLessThanOrEqualTo(result.layers().get(0).endCycle());
    }

    @Test
    void whatCannotRunIsRefused() {
        HardwareConfig chip = Cases.chip(2, 2, 32, 1 << 16);
        Simulator simulator = new Simulator(chip, SimulationOptions.DEFAULT);
        Workload workload = conv(16, 8, 16, 1);
        LoopNest nest = new LoopNest(new Tile(1, 1, 16, 16, 8, 8), LoopOrder.G_NPQ_K_C, Dataflow.C_K);
        Mapping other = new Mapping("one", List.of(mapping("other", List.of(), List.of(), nest)));
        assertThatThrownBy(() -> simulator.run(workload, other, new TspScheduler()))
                .hasMessage("layer 0 is layer, the mapping's is other");
        Mapping large = new Mapping("one", List.of(mapping("layer", List.of(new Split(Dim.K, 4)), List.of(), nest)));
        assertThatThrownBy(() -> simulator.run(workload, large, new TspScheduler()))
                .hasMessage("layer: its region leaves the mesh");
        Mapping shared = new Mapping("one", List.of(mapping("layer", List.of(new Split(Dim.K, 2)), List.of(), nest)));
        assertThatThrownBy(() -> simulator.run(workload, shared, List.of(Optional.empty())))
                .hasMessage("layer: nodes share IFMAP, but no schedule says how");
        WorkloadBuilder net = new WorkloadBuilder("scores", 1);
        net.attentionScores("scores", net.input("q", 8, 4, 1), net.input("k", 8, 4, 1), Heads.multi(2));
        Mapping copied = new Mapping(
                "scores", List.of(Cases.copied(2, mapping("scores", List.of(new Split(Dim.P, 2)), List.of(), nest))));
        String rule = "scores: weightCopies: has no stored weights that could be copied: must be 1, not 2. Maybe 1?";
        assertThatThrownBy(() -> simulator.run(net.build(), copied, new TspScheduler()))
                .hasMessage(rule);
        assertThatThrownBy(
                        () -> new CostModel(new HardwareModel(chip), new TspScheduler()).evaluate(net.build(), copied))
                .hasMessage(rule);
        assertThatThrownBy(() -> new Simulator(Cases.chip(3, 1, 8, 1 << 12), SimulationOptions.DEFAULT))
                .hasMessage("3 nodes do not divide 64 DRAM channels");
    }

    @Test
    void aTimelineIsATraceThatBrowsersOpen() {
        Timeline timeline = new Timeline(
                2.5,
                List.of(
                        new Timeline.Interval(1, Timeline.Track.IFMAP_0, "late", 800, 1200),
                        new Timeline.Interval(1, Timeline.Track.COMPUTE, "a \"b\"", 400, 1200)));
        assertThat(timeline.toChromeTrace()).isEqualTo("""
                        {"displayTimeUnit":"ns","traceEvents":[
                        {"name":"process_name","ph":"M","pid":1,"tid":0,"args":{"name":"node 1"}},
                        {"name":"thread_name","ph":"M","pid":1,"tid":0,"args":{"name":"compute"}},
                        {"name":"thread_name","ph":"M","pid":1,"tid":2,"args":{"name":"ifmap 0"}},
                        {"name":"a \\"b\\"","ph":"X","ts":1.0,"dur":2.0,"pid":1,"tid":0,"cat":"COMPUTE"},
                        {"name":"late","ph":"X","ts":2.0,"dur":1.0,"pid":1,"tid":2,"cat":"IFMAP_0"}
                        ]}
                        """);
    }
}
