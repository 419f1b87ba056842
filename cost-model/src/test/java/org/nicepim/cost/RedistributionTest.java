package org.nicepim.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Region;
import org.nicepim.mapping.Split;
import org.nicepim.noc.BackgroundLoads;
import org.nicepim.noc.Flow;
import org.nicepim.noc.LinkLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Routing;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Dim;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Heads;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Layer;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;

/** Do exactly those words move that do not lie where they are needed? */
class RedistributionTest {
    private static final Partition CHANNELS =
            Cases.partition(List.of(Cases.split(Dim.K, 4)), List.of(Cases.split(Dim.K, 4)));
    private static final Partition PLANE =
            Cases.partition(List.of(Cases.split(Dim.P, 4)), List.of(Cases.split(Dim.Q, 4)));
    private static final Partition BATCH =
            Cases.partition(List.of(Cases.split(Dim.N, 4)), List.of(Cases.split(Dim.N, 4)));

    /** Two convolutions, the first without a halo; the home is where it leaves its output. */
    private static Workload pair(int batch, int channels, int size, int outputs, Kernel kernel) {
        WorkloadBuilder net = new WorkloadBuilder("pair", batch);
        Tensor image = net.input("image", channels, size, size);
        Tensor home = net.conv("home", image, channels, Kernel.square(1), Affine.NONE);
        net.conv("layer", home, outputs, kernel, Affine.NONE);
        return net.build();
    }

    /** Word·hops if each node pulls all that it reads straight from its home. */
    private static double wordHops(Workload workload, Partition home, Partition partition) {
        Layer layer = workload.layer("layer");
        LayerMapping first = Cases.mapping(workload.layer("home"), home);
        List<Flow> flows = new Redistribution(Cases.mesh(4, 4))
                .unsharedFlows(workload, layer, Cases.mapping(layer, partition), name -> first);
        return LinkLoads.byteHops(LinkLoads.of(new Mesh(4, 4), flows)) / 2;
    }

    /** Per channel 12 vertical and 12 horizontal pairs of neighbours × 2 × 14 words, and 9 × 4 corners of 2 hops: 744. */
    @Test
    void halosBetweenNeighbours() {
        Workload workload = pair(1, 256, 56, 256, Kernel.square(3).pad(1));
        assertThat(wordHops(workload, PLANE, PLANE)).isEqualTo(190_464);
        Redistribution.Cost cost = cost(workload, PLANE, PLANE);
        assertThat(cost.traffic().nocByteHops()).isEqualTo(2 * 190_464);
    }

    /** 12,544 words of each node go to all others; the distances of all pairs on 4×4 add up to 640. */
    @Test
    void everyNodeReadsAllChannels() {
        assertThat(wordHops(pair(1, 1024, 14, 256, Kernel.square(1)), CHANNELS, CHANNELS))
                .isEqualTo(8_028_160);
    }

    /** Uneven parts of 14 rows (3, 4, 3, 4), halos over the border between the halves: 4,032 per channel. */
    @Test
    void outputChannelsBesideRows() {
        Partition partition =
                Cases.partition(List.of(Cases.split(Dim.K, 2), Cases.split(Dim.P, 2)), List.of(Cases.split(Dim.K, 4)));
        Workload workload = pair(1, 256, 14, 512, Kernel.square(3).pad(1));
        assertThat(wordHops(workload, PLANE, partition)).isEqualTo(1_032_192);
    }

    @Test
    void batchesStayWhereTheyAre() {
        Workload workload = pair(16, 128, 28, 128, Kernel.square(3).pad(1));
        assertThat(wordHops(workload, BATCH, BATCH)).isZero();
        assertThat(cost(workload, BATCH, BATCH)).isEqualTo(Redistribution.Cost.NONE);
    }

    /**
     * All nodes read all channels, each owns a sixteenth of every word block: of the 12,544 words that a node wrote, 784
     * go to each node. The distances of all pairs add up to 640.
     */
    @Test
    void aSharedInputIsOwnedInterleaved() {
        Workload workload = pair(1, 1024, 14, 256, Kernel.square(1));
        LayerCost.Traffic traffic = cost(workload, CHANNELS, CHANNELS).traffic();
        assertThat(traffic.nocByteHops()).isEqualTo(2 * 784 * 640);
        assertThat(traffic.dramBytes()).isBetween(2.0 * 2 * 784 * 15 * 16, 1.1 * 2 * 2 * 784 * 15 * 16);
    }

    private static Redistribution.Cost cost(Workload workload, Partition home, Partition partition) {
        LayerMapping first = Cases.mapping(workload.layer("home"), home);
        Layer layer = workload.layer("layer");
        return new Redistribution(Cases.mesh(4, 4))
                .cost(workload, layer, Cases.mapping(layer, partition), name -> first);
    }

    @Test
    void movesWhatAnElementByElementRunMoves() throws ElementOracle.Fractional {
        int compared = 0;
        int moving = 0;
        for (int seed = 0; seed < 1200; seed++) {
            Gen gen = new Gen(seed);
            Workload workload = workload(gen);
            int rows = gen.oneOf(1, 2, 4);
            int cols = gen.oneOf(1, 2);
            Map<String, LayerMapping> mappings = mappings(gen, workload, rows, cols);
            for (Layer layer : workload.layers()) {
                LayerMapping mapping = of(mappings, layer.name());
                ElementOracle.Moved moved;
                try {
                    moved = new ElementOracle(workload, new Mesh(rows, cols))
                            .run(layer, mapping, name -> of(mappings, name));
                } catch (ElementOracle.Fractional cut) {
                    continue;
                }
                LayerCost.Traffic traffic = new Redistribution(Cases.mesh(rows, cols))
                        .cost(workload, layer, mapping, name -> of(mappings, name))
                        .traffic();
                String what = "seed " + seed + " " + layer + " " + mappings;
                assertThat(traffic.nocByteHops()).as(what).isCloseTo(2 * moved.wordHops(), Offset.offset(1e-6));
                assertThat(traffic.dramBytes()).as(what).isGreaterThanOrEqualTo(4 * moved.words() - 1e-6);
                compared++;
                moving += moved.words() > 0 ? 1 : 0;
            }
        }
        assertThat(compared).isGreaterThan(2000);
        assertThat(moving).isGreaterThan(500);
    }

    /**
     * Windows of many strides, dilations and paddings, depthwise and pooling, batches; dims cut into 2, 3 and 5 parts on both
     * axes, several per axis; producers and consumers anywhere on the mesh.
     */
    @Test
    void movesWhatAnElementByElementRunMovesForAnyWindowCutAndRegion() throws ElementOracle.Fractional {
        Mesh mesh = new Mesh(8, 8);
        int moving = 0;
        for (int seed = 0; seed < 300; seed++) {
            Gen gen = new Gen(seed);
            Workload workload = windows(gen);
            Map<String, LayerMapping> mappings = new HashMap<>();
            for (Layer layer : workload.layers()) {
                mappings.put(layer.name(), anywhere(gen, layer, mesh));
            }
            Redistribution redistribution = new Redistribution(Cases.mesh(mesh.rows(), mesh.cols()));
            for (Layer layer : workload.layers()) {
                LayerMapping mapping = of(mappings, layer.name());
                String what = "seed " + seed + " " + layer + " " + mappings;
                for (boolean shared : new boolean[] {true, false}) {
                    ElementOracle.Moved moved =
                            new ElementOracle(workload, mesh, shared).run(layer, mapping, name -> of(mappings, name));
                    List<Flow> flows = shared
                            ? redistribution.flows(workload, layer, mapping, name -> of(mappings, name))
                            : redistribution.unsharedFlows(workload, layer, mapping, name -> of(mappings, name));
                    double bytes = flows.stream().mapToDouble(Flow::bytes).sum();
                    double byteHops = LinkLoads.byteHops(LinkLoads.of(mesh, flows));
                    assertThat(bytes).as(what).isCloseTo(2 * moved.words(), Offset.offset(1e-6));
                    assertThat(byteHops).as(what).isCloseTo(2 * moved.wordHops(), Offset.offset(1e-6));
                    moving += bytes > 0 ? 1 : 0;
                }
            }
        }
        assertThat(moving).isGreaterThan(700);
    }

    private static Workload windows(Gen gen) {
        WorkloadBuilder net = new WorkloadBuilder("windows", gen.between(1, 6));
        Tensor image = net.input("image", 3, gen.between(5, 12), gen.between(5, 12));
        int groups = gen.oneOf(1, 2, 3);
        Tensor a = net.conv("a", image, groups * gen.between(1, 4), Kernel.square(1), Affine.NONE);
        Tensor b = net.groupedConv("b", a, groups * gen.between(1, 4), groups, window(gen, a), Affine.NONE);
        Tensor c = net.depthwise("c", b, window(gen, b), Affine.NONE);
        Tensor d = net.pool("d", a, window(gen, a));
        net.conv("e", d, gen.between(1, 5), Kernel.square(1), Affine.NONE);
        net.conv("f", c, gen.between(1, 5), Kernel.square(1), Affine.NONE);
        return net.build();
    }

    /**
     * A window that fits the input. Padding with dilation, and windows in the padding as a whole, are left out: the model's
     * ranges may begin or end with rows that nobody reads there ({@link org.nicepim.workload.Window}).
     */
    private static Kernel window(Gen gen, Tensor input) {
        int rows = gen.between(1, Math.min(4, input.shape().rows()));
        int cols = gen.between(1, Math.min(4, input.shape().cols()));
        Kernel kernel = Kernel.of(rows, cols).stride(gen.between(1, 3));
        boolean gaps = 2 * rows - 1 <= input.shape().rows()
                && 2 * cols - 1 <= input.shape().cols();
        if (gaps && gen.chance(0.4)) {
            return kernel.dilation(2);
        }
        return kernel.pad(
                gen.between(0, rows - 1), gen.between(0, cols - 1), gen.between(0, rows - 1), gen.between(0, cols - 1));
    }

    private static LayerMapping anywhere(Gen gen, Layer layer, Mesh mesh) {
        Map<Dim, Integer> parts = new EnumMap<>(Dim.class);
        List<Split> rows = cuts(gen, layer, gen.oneOf(List.of(2, 2), List.of(2), List.of(3), List.of(5)), parts);
        List<Split> cols = cuts(gen, layer, gen.oneOf(List.of(2, 3), List.of(3, 2), List.of(3), List.of(5)), parts);
        LayerMapping atOrigin = Cases.mapping(layer, Cases.partition(rows, cols));
        Region region = atOrigin.region();
        Region moved = new Region(
                gen.between(0, mesh.rows() - region.rows()),
                gen.between(0, mesh.cols() - region.cols()),
                region.rows(),
                region.cols());
        return new LayerMapping(layer.name(), moved, atOrigin.partition(), 1, atOrigin.layouts(), atOrigin.loopNest());
    }

    /** Each factor cuts some dim that still has so many elements per part; none if there is no such dim. */
    private static List<Split> cuts(Gen gen, Layer layer, List<Integer> factors, Map<Dim, Integer> parts) {
        List<Split> splits = new ArrayList<>();
        for (int factor : factors) {
            List<Dim> open = Stream.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q)
                    .filter(dim ->
                            parts.getOrDefault(dim, 1) * factor <= layer.dims().of(dim))
                    .toList();
            if (!open.isEmpty()) {
                Dim dim = gen.oneOf(open);
                parts.merge(dim, factor, (x, y) -> x * y);
                splits.add(Cases.split(dim, factor));
            }
        }
        return splits;
    }

    /** Loads and latency of flows beside others' are those of all flows together; routes may be chosen per flow. */
    @Test
    void pricesFlowsOnAnyRouteBesideOthers() {
        Workload workload = pair(1, 256, 14, 512, Kernel.square(3).pad(1));
        Layer layer = workload.layer("layer");
        LayerMapping first = Cases.mapping(workload.layer("home"), PLANE);
        Redistribution redistribution = new Redistribution(Cases.mesh(4, 4));
        LayerMapping mapping = Cases.mapping(layer, CHANNELS);
        Redistribution.Moves flows = redistribution.moves(workload, layer, mapping, name -> first);
        assertThat(flows.flows()).isEqualTo(redistribution.flows(workload, layer, mapping, name -> first));
        assertThat(redistribution.cost(flows, BackgroundLoads.NONE))
                .isEqualTo(redistribution.cost(workload, layer, mapping, name -> first));
        Redistribution.Moves turned = flows.routed(
                flows.flows().stream().map(flow -> flow.routed(Routing.YX)).toList());
        assertThat(redistribution.cost(turned, BackgroundLoads.NONE).traffic())
                .isEqualTo(redistribution.cost(flows, BackgroundLoads.NONE).traffic());
        double busy = 1e9;
        BackgroundLoads others = BackgroundLoads.of(new Mesh(4, 4), List.of(new Flow(0, 1, busy)));
        assertThat(redistribution.cost(flows, others).cycles()).isGreaterThan(busy / 16);
        assertThat(redistribution.cost(flows, others).traffic())
                .isEqualTo(redistribution.cost(flows, BackgroundLoads.NONE).traffic());
    }

    /** Whatever the cuts, also those through elements: what a node pulls and what it has already is what it needs. */
    @Test
    void ownsAllThatItNeedsAfterTheMove() {
        for (int seed = 0; seed < 600; seed++) {
            Gen gen = new Gen(seed);
            Workload workload = workload(gen);
            Map<String, LayerMapping> mappings = mappings(gen, workload, 2, gen.oneOf(2, 4));
            int cols = mappings.values().stream()
                    .mapToInt(m -> m.region().cols())
                    .max()
                    .orElseThrow();
            for (Layer layer : workload.layers()) {
                if (layer.inputs().size() != 1
                        || layer.inputs().get(0).part().words()
                                != layer.inputs().get(0).place().words()
                        || workload.inputs().containsKey(layer.producers().get(0))) {
                    continue;
                }
                Layer producer = workload.layer(layer.producers().get(0));
                Placement home = Placement.ofOfmap(producer, of(mappings, producer.name()), cols);
                Placement need = Placement.ofIfmap(layer, of(mappings, layer.name()), cols);
                assertThat(words(home)).isCloseTo(producer.ofmap().words(), Offset.offset(1e-6));
                Placement stored = need.from(layer.inputs().get(0), producer.ofmap());
                assertThat(words(stored)).as("seed %d %s", seed, layer).isCloseTo(words(need), Offset.offset(1e-6));
                for (Placement.Share share : stored.shares()) {
                    assertThat(found(share, home))
                            .as("seed %d %s %s", seed, layer, mappings)
                            .isCloseTo(words(share), Offset.offset(1e-6));
                }
            }
        }
    }

    /** Same nodes, same partition: nothing moves if the order is the same as well; else all is read and written where it lies. */
    @Test
    void anotherLayoutIsWrittenAnewWhereItLies() {
        Workload workload = pair(1, 32, 16, 32, Kernel.square(1));
        Layer layer = workload.layer("layer");
        HardwareModel hardware = Cases.mesh(4, 4);
        LayerMapping home = Cases.mapping(workload.layer("home"), PLANE);
        LayerMapping same = Cases.mapping(layer, PLANE);
        LayerMapping other = new LayerMapping(
                "layer", same.region(), PLANE, 1, new LayerMapping.Layouts(Layout.HWC, Layout.CHW), same.loopNest());
        Redistribution redistribution = new Redistribution(hardware);
        assertThat(redistribution.cost(workload, layer, same, name -> home).cycles())
                .isZero();
        Redistribution.Moves moves = redistribution.moves(workload, layer, other, name -> home);
        Redistribution.Cost cost = redistribution.cost(moves, List.of());
        double tensorBytes = layer.ifmap().words() * hardware.wordBytes();
        assertThat(moves.flows()).isEmpty();
        assertThat(cost.traffic().dramBytes()).isBetween(2 * tensorBytes, 4 * tensorBytes);
        assertThat(cost.energy().nocPj()).isZero();
        double peak = hardware.dram().peakBytesPerCycle() * 16;
        assertThat(cost.cycles()).isGreaterThan(2 * tensorBytes / peak);
        assertThat(cost.energy().dramPj()).isGreaterThan(0);
    }

    @Test
    void halfAnImageIsHalfItsWords() {
        FeatureMap seen = new FeatureMap(3, 2, 1, 1);
        FeatureMap stored = new FeatureMap(1, 6, 1, 1);
        Box.Range one = Box.Range.of(0, 1);
        Box half = new Box(Box.Range.of(0, 1.5), Box.Range.of(0, 2), one, one);
        assertThat(TensorView.inShapeOf(half, seen, stored).stream()
                        .mapToDouble(Box::words)
                        .sum())
                .isEqualTo(3);
    }

    private static double words(Placement placement) {
        return placement.shares().stream()
                .mapToDouble(RedistributionTest::words)
                .sum();
    }

    private static double words(Placement.Share share) {
        return share.fraction() * share.boxes().stream().mapToDouble(Box::words).sum();
    }

    private static double found(Placement.Share share, Placement home) {
        double words = 0;
        for (Placement.Share from : home.shares()) {
            for (Box a : from.boxes()) {
                for (Box b : share.boxes()) {
                    words += a.overlap(b) * from.fraction() * share.fraction();
                }
            }
        }
        return words;
    }

    private static LayerMapping of(Map<String, LayerMapping> mappings, String layer) {
        return Objects.requireNonNull(mappings.get(layer), layer);
    }

    private static Map<String, LayerMapping> mappings(Gen gen, Workload workload, int rows, int cols) {
        Map<String, LayerMapping> mappings = new HashMap<>();
        for (Layer layer : workload.layers()) {
            mappings.put(layer.name(), Cases.mapping(layer, Cases.partition(gen, layer, rows, cols)));
        }
        return mappings;
    }

    private static Workload workload(Gen gen) {
        return gen.chance(0.6) ? convolutions(gen) : attention(gen);
    }

    private static Workload convolutions(Gen gen) {
        WorkloadBuilder net = new WorkloadBuilder("convolutions", gen.oneOf(1, 2, 4));
        int groups = gen.oneOf(1, 2, 4);
        int size = gen.between(3, 9);
        Tensor image = net.input("image", 8, size, size + 1);
        Tensor a = net.conv("a", image, groups * gen.oneOf(2, 4), Kernel.square(1), Affine.NONE);
        Tensor b = net.groupedConv("b", image, groups * gen.oneOf(2, 4), 2, Kernel.square(1), Affine.NONE);
        Kernel window = gen.chance(0.3) ? Kernel.square(1) : Kernel.square(3).pad(gen.between(0, 1));
        Kernel kernel = window.stride(gen.between(1, 2));
        Tensor both = Tensor.concat(a, b);
        Tensor c = net.groupedConv("c", both, groups * gen.oneOf(2, 4), groups, kernel, Affine.NONE);
        Tensor d = net.depthwise("d", c, Kernel.square(3).pad(1), Affine.NONE);
        Tensor sum = net.add("sum", c, d);
        net.fullyConnected("classifier", sum, 8, Affine.NONE);
        net.fullyConnected("classifierOfBoth", both, 8, Affine.NONE);
        int channels = both.shape().channels();
        int first = gen.between(0, channels - 2);
        Tensor middle = both.slice(MapAxis.CHANNEL, first, gen.between(1, channels - first - 1));
        Tensor band = middle.slice(MapAxis.ROW, 1, size - 2).slice(MapAxis.COL, 0, size);
        net.conv("slice", band, 4, Kernel.square(1), Affine.NONE);
        Tensor gate = net.globalPool("gate", sum);
        net.add(
                "gated",
                sum,
                gate,
                Tensor.concat(
                        gate.slice(MapAxis.CHANNEL, 0, 1),
                        gate.slice(MapAxis.CHANNEL, 1, gate.shape().channels() - 1)));
        return net.build();
    }

    /** Queries, keys and values out of one product, keys and values behind those of earlier tokens. */
    private static Workload attention(Gen gen) {
        WorkloadBuilder net = new WorkloadBuilder("attention", gen.oneOf(1, 2, 3));
        int groups = gen.oneOf(1, 2, 4);
        Heads heads = new Heads(groups, groups);
        int queries = gen.between(1, 6);
        Tensor hidden = net.input("hidden", 8, queries, 1);
        Tensor past = net.input("past", 8, gen.between(2, 6), 1);
        Tensor fused = net.sequenceProduct("fused", hidden, 24, Affine.NONE);
        Tensor q = fused.slice(MapAxis.CHANNEL, 0, 8);
        Tensor earlier = net.sequenceProduct("earlier", past, 8, Affine.NONE);
        Tensor k = Tensor.concat(MapAxis.ROW, List.of(earlier, fused.slice(MapAxis.CHANNEL, 8, 8)));
        Tensor v = Tensor.concat(MapAxis.ROW, List.of(earlier, fused.slice(MapAxis.CHANNEL, 16, 8)));
        Tensor scores = net.softmax("softmax", net.attentionScores("scores", q, k, heads));
        Tensor context = net.attentionContext("context", scores, v, heads);
        net.sequenceProduct("out", context, 8, Affine.NONE);
        return net.build();
    }
}
