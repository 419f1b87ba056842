package org.nicepim.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Region;
import org.nicepim.mapping.RegionTree;
import org.nicepim.sharing.PartitionSharing;
import org.nicepim.sharing.SharingSet;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Heads;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Layer;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;

/** What has to lie in DRAM, and the time that nothing beats, worked out by hand on graphs of three layers. */
class CapacityTest {
    private static final Partition BY_CHANNEL =
            Cases.partition(List.of(Cases.split(Dim.K, 2)), List.of(Cases.split(Dim.K, 2)));

    private static final Partition BY_ROW =
            Cases.partition(List.of(Cases.split(Dim.P, 2)), List.of(Cases.split(Dim.P, 2)));

    /** a and b read the image of 8·4·4 = 128 words; c reads a (16·16 = 256 words) beside b (8·16 = 128 words). */
    private static Workload branches() {
        WorkloadBuilder net = new WorkloadBuilder("branches", 1);
        Tensor image = net.input("image", 8, 4, 4);
        Tensor a = net.conv("a", image, 16, Kernel.square(1), Affine.BIAS);
        Tensor b = net.conv("b", image, 8, Kernel.square(1), Affine.NONE);
        net.conv("c", Tensor.concat(a, b), 4, Kernel.square(1), Affine.NONE);
        return net.build();
    }

    private static Capacity capacity(Workload workload, Function<Layer, Partition> partitions) {
        List<LayerMapping> mappings = workload.layers().stream()
                .map(layer -> Cases.mapping(layer, partitions.apply(layer)))
                .toList();
        return Capacity.of(workload, new Mapping(workload.name(), mappings), Cases.mesh(2, 2));
    }

    /**
     * <pre>
     *   weights  a 8·16 + 16 of the bias, b 8·8, c 24·4            = 304 words
     *   while a  image 128, its move 128, a 256                    = 512
     *   while b  image 128, its move 128, a 256, b 128             = 640
     *   while c  a 256, b 128, their move 384, c 64                = 832
     * </pre>
     */
    @Test
    void weightsAndTheFullestMoment() {
        Capacity capacity = capacity(branches(), layer -> BY_CHANNEL);
        assertThat(capacity.stackBytes()).isCloseTo(2 * (304 + 832), Offset.offset(1e-9));
        assertThat(capacity.fullestNodeBytes()).isCloseTo(2 * (304 + 832) / 4.0, Offset.offset(1e-9));
    }

    /**
     * a and b on two nodes each at once, then c on all four:
     *
     * <pre>
     *   weights  a 16·16 + 16 of the bias, b 16·8, c 24·4                 = 496 words; a's nodes have 128 + 4 + 64 + 24
     *   a and b  image 256, its moves 2·256, a 256, b 128                 = 1152; a's nodes 256/2 + (256 + 256)/2
     *   while c  a 256, b 128, their move 384, c 64                       = 832
     * </pre>
     */
    @Test
    void branchesSideBySideAreAtTheirFullestTogether() {
        WorkloadBuilder net = new WorkloadBuilder("branches", 1);
        Tensor image = net.input("image", 16, 4, 4);
        Tensor a = net.conv("a", image, 16, Kernel.square(1), Affine.BIAS);
        Tensor b = net.conv("b", image, 8, Kernel.square(1), Affine.NONE);
        net.conv("c", Tensor.concat(a, b), 4, Kernel.square(1), Affine.NONE);
        Workload workload = net.build();
        Partition column = Cases.partition(List.of(Cases.split(Dim.K, 2)), List.of());
        List<LayerMapping> mappings = List.of(
                Cases.mapping(workload.layer("a"), column),
                at(0, 1, Cases.mapping(workload.layer("b"), column)),
                Cases.mapping(workload.layer("c"), BY_CHANNEL));
        RegionTree tree = new RegionTree.Sequence(List.of(
                new RegionTree.Parallel(List.of(new RegionTree.Run("a"), new RegionTree.Run("b"))),
                new RegionTree.Run("c")));
        Capacity capacity = Capacity.of(workload, new Mapping(workload.name(), mappings, tree), Cases.mesh(2, 2));
        assertThat(capacity.stackBytes()).isCloseTo(2 * (496 + 1152), Offset.offset(1e-9));
        assertThat(capacity.fullestNodeBytes()).isCloseTo(2 * (220 + 384), Offset.offset(1e-9));
    }

    private static LayerMapping at(int row, int col, LayerMapping mapping) {
        Region region = mapping.region();
        return new LayerMapping(
                mapping.layer(),
                new Region(row, col, region.rows(), region.cols()),
                mapping.partition(),
                mapping.weightCopies(),
                mapping.layouts(),
                mapping.loopNest());
    }

    /** Split over rows the four nodes need the same weights and hold a quarter of them each: one copy per set. */
    @Test
    void oneCopyOfWeightsPerSharingSet() {
        assertThat(capacity(branches(), layer -> BY_ROW)).isEqualTo(capacity(branches(), layer -> BY_CHANNEL));
    }

    /**
     * Every weight by itself: each group holds all that its nodes compute with, one after another on each of its members. The
     * count is of whole words, so a node may have one more of each layer's.
     */
    @Test
    void copiesAreThoseOfACountWordByWord() {
        HardwareModel hardware = Cases.mesh(4, 4);
        for (int seed = 0; seed < 200; seed++) {
            Gen gen = new Gen(seed);
            Workload workload = RandomLayers.network(gen);
            List<LayerMapping> one = new ArrayList<>();
            List<LayerMapping> some = new ArrayList<>();
            double stack = 0;
            double fullest = 0;
            for (Layer layer : workload.layers()) {
                LayerMapping mapping = Cases.mapping(layer, Cases.partition(gen, layer, 4, 4));
                LayerMapping copied = Cases.copied(gen, layer, mapping);
                one.add(mapping);
                some.add(copied);
                if (layer.type().hasStoredWeights()) {
                    long[] words = words(layer, copied);
                    assertThat(Arrays.stream(words).sum()).isEqualTo(layer.weightWords() * copied.weightCopies());
                    stack += Arrays.stream(words).sum() - layer.weightWords();
                    fullest += Arrays.stream(words).max().orElseThrow()
                            - Arrays.stream(words(layer, mapping)).max().orElseThrow();
                }
            }
            Capacity before = Capacity.of(workload, new Mapping(workload.name(), one), hardware);
            Capacity after = Capacity.of(workload, new Mapping(workload.name(), some), hardware);
            assertThat(after.stackBytes() - before.stackBytes()).isCloseTo(2 * stack, Offset.offset(1e-6));
            assertThat(after.fullestNodeBytes() - before.fullestNodeBytes())
                    .as("seed %d", seed)
                    .isCloseTo(
                            2 * fullest, Offset.offset(2.0 * workload.layers().size()));
        }
    }

    /** Words of the layer's weights by node. */
    private static long[] words(Layer layer, LayerMapping mapping) {
        Partition partition = mapping.partition();
        List<List<Integer>> groups =
                PartitionSharing.sets(partition, Operand.WEIGHT, mapping.weightCopies(), 0).stream()
                        .map(SharingSet::members)
                        .toList();
        if (groups.isEmpty()) {
            groups = IntStream.range(0, mapping.region().nodes())
                    .mapToObj(List::of)
                    .toList();
        }
        long[] words = new long[mapping.region().nodes()];
        for (List<Integer> group : groups) {
            int needed = layer.dims().r() * layer.dims().s();
            for (Dim dim : List.of(Dim.G, Dim.K, Dim.C)) {
                needed *= part(layer, partition, dim, group.get(0));
            }
            for (int word = 0; word < needed; word++) {
                words[group.get(word % group.size())]++;
            }
        }
        return words;
    }

    /** How much of a dim a node computes. */
    private static int part(Layer layer, Partition partition, Dim dim, int node) {
        int parts = partition.parts(dim);
        int part = partition.part(dim, node / partition.cols(), node % partition.cols());
        int extent = layer.dims().of(dim);
        return Partition.start(extent, parts, part + 1) - Partition.start(extent, parts, part);
    }

    /** c alone on the first node: its 96 weights, 64 results and the move of 384 words lie there as a whole. */
    @Test
    void aSmallRegionFillsItsNode() {
        Partition one = Cases.partition(List.of(), List.of());
        Capacity capacity = capacity(branches(), layer -> layer.name().equals("c") ? one : BY_CHANNEL);
        assertThat(capacity.stackBytes()).isCloseTo(2 * (304 + 832), Offset.offset(1e-9));
        double node = (304 - 96) / 4.0 + 96 + (256 + 128) / 4.0 + 384 + 64;
        assertThat(capacity.fullestNodeBytes()).isCloseTo(2 * node, Offset.offset(1e-9));
    }

    /** What no mapping changes: the stack's part of the capacity, before there is a mapping. */
    @Test
    void theStacksDemandNeedsNoMapping() {
        for (int seed = 0; seed < 200; seed++) {
            Workload workload = RandomLayers.network(new Gen(seed));
            Capacity mapped = capacity(workload, layer -> Cases.partition(new Gen(1), layer, 2, 2));
            StackDemand demand = StackDemand.of(workload, Cases.mesh(2, 2));
            assertThat(demand.totalBytes()).isCloseTo(mapped.stackBytes(), Offset.offset(1e-6));
            assertThat(mapped.fullestNodeBytes() * 4).isGreaterThan(demand.totalBytes() - 1e-6);
        }
    }

    /** Keys and values of 3 past tokens beside those of one new one; 8 words each. */
    @Test
    void theCacheIsCountedByItself() {
        WorkloadBuilder net = new WorkloadBuilder("decode", 1);
        Tensor q = net.input("q", 8, 1, 1);
        Tensor past = net.cache("past", 8, 3);
        net.attentionScores("scores", q, Tensor.concat(MapAxis.ROW, List.of(past, q)), Heads.multi(2));
        StackDemand demand = StackDemand.of(net.build(), Cases.mesh(2, 2));
        assertThat(demand).isEqualTo(new StackDemand(0, 2 * 24, 2 * (8 + 8 + 8 + 8)));
        assertThat(demand.fits(Cases.mesh(2, 2).config())).isTrue();
        assertThat(new StackDemand(0x1p30, 0x1p28, 0x1p28)
                        .shortage(Cases.mesh(2, 2).config()))
                .isEqualTo("weights, KV cache and feature maps need 1.500 GiB, the stack has 1.000 GiB"
                        + " (weights 1.000, KV cache 0.250, feature maps 0.250)");
    }

    /** Keys are moved as queries are: 32 words each, and 4·4 scores per head; no weights are stored. */
    @Test
    void bothOperandsOfAttentionMove() {
        WorkloadBuilder net = new WorkloadBuilder("scores", 1);
        Tensor q = net.input("q", 8, 4, 1);
        Tensor k = net.input("k", 8, 4, 1);
        net.attentionScores("scores", q, k, Heads.multi(2));
        Capacity capacity = capacity(net.build(), layer -> BY_ROW);
        assertThat(capacity.stackBytes()).isCloseTo(2 * (2 * (32 + 32) + 2 * 16), Offset.offset(1e-9));
    }

    /** A table of 100·8 words and 4 rows read from it: no input lies twice. */
    @Test
    void anEmbeddingHasNoInputToMove() {
        WorkloadBuilder net = new WorkloadBuilder("embedding", 1);
        net.embedding("embedding", 100, 8, 4);
        Capacity capacity = capacity(net.build(), layer -> BY_ROW);
        assertThat(capacity.stackBytes()).isCloseTo(2 * (800 + 32), Offset.offset(1e-9));
    }

    /**
     * On one of four nodes of 32×32 PEs, with 170 B per cycle. Over DRAM, two bytes a word: a 128 + 128 + 256 words, b 64 + 128
     * + 128, c 96 + 384 + 64. All 16 positions fit an axis of the array, and so do the channels.
     *
     * <pre>
     *   a      outputs on one axis, positions on the other: 8 input channels, 8 cycles         bytes 1024 / 170 = 6.0
     *   b      the same, 8 cycles                                                              bytes  640 / 170 = 3.8
     *   c      inputs on one axis, outputs on the other: 16 positions, 16 cycles               bytes 1088 / 170 = 6.4
     *   nodes  (8 + 8 + 16) / 4 = 8
     *   path   b, which stands last before c: on four nodes 2 cycles, of as many channels, and 4, of as many positions
     * </pre>
     */
    @Test
    void boundOfTheNodes() {
        HardwareModel hardware = Cases.mesh(2, 2);
        Workload branches = branches();
        assertThat(LowerBound.cycles(branches.layer("b"), hardware)).isEqualTo(2);
        assertThat(LowerBound.cycles(branches.layer("c"), hardware)).isEqualTo(4);
        assertThat(LowerBound.cycles(branches, hardware)).isCloseTo(8, Offset.offset(1e-9));
    }

    /**
     * One layer bound by MACs, the next by bytes: neither sum is as long as the path. In 1×1 convolutions over 4096
     * positions, 64 → 2048 channels, on 16 nodes of 32×32 PEs: MACs 32,768 cycles, words 64·4096 + 131,072 + 2048·4096 =
     * 8,781,824; a pooling by 64×64 of 2048 channels reads 8,388,608 words and writes 2048, its operations take 16,384 cycles, for a
     * node's buffer gives 32 words per cycle.
     */
    @Test
    void boundOfThePath() {
        WorkloadBuilder net = new WorkloadBuilder("path", 1);
        Tensor image = net.input("image", 64, 64, 64);
        net.globalPool("pool", net.conv("conv", image, 2048, Kernel.square(1), Affine.NONE));
        double conv = 32_768;
        double pool = 2 * (8_388_608 + 2048) / 680.0;
        double compute = 32_768 + 16_384;
        double bytes = 2 * (8_781_824 + 8_388_608 + 2048) / 680.0;
        assertThat(conv + pool).isGreaterThan(Math.max(compute, bytes));
        assertThat(LowerBound.cycles(net.build(), Cases.mesh(4, 4))).isCloseTo(conv + pool, Offset.offset(1e-6));
    }

    /** Taps 4 rows apart over 9 rows, one output row: three rows are read, the six between them are not. */
    @Test
    void rowsBetweenTapsAreNotCompulsory() {
        WorkloadBuilder net = new WorkloadBuilder("dilated", 1);
        net.conv("conv", net.input("image", 1, 9, 1), 1, Kernel.of(3, 1).dilation(4), Affine.NONE);
        double bytes = LowerBound.compulsoryBytes(net.build().layer("conv"), Cases.mesh(2, 2));
        assertThat(bytes).isEqualTo(2 * (3 + 3 + 1));
    }
}
