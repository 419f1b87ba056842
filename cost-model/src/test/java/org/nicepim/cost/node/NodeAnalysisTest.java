package org.nicepim.cost.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Split;
import org.nicepim.mapping.Tile;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Dim;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Window;

/** Closed-form access counts against a run element by element, and against numbers worked out by hand. */
class NodeAnalysisTest {
    private static final Partition WHOLE = new Partition(List.of(), List.of());

    @Test
    void countsEqualTheElementByElementRunOnOneNode() {
        for (int seed = 0; seed < 400; seed++) {
            compare(seed, WHOLE);
        }
    }

    @Test
    void countsEqualTheElementByElementRunOverPartitionsThatDivide() {
        for (int seed = 1000; seed < 1200; seed++) {
            Gen gen = new Gen(seed);
            List<Split> rows = new ArrayList<>(List.of(new Split(gen.oneOf(Dim.K, Dim.C, Dim.G), 2)));
            List<Split> cols = new ArrayList<>(List.of(new Split(gen.oneOf(Dim.P, Dim.N, Dim.K), 2)));
            compare(seed, new Partition(rows, cols));
        }
    }

    private static void compare(int seed, Partition partition) {
        Gen gen = new Gen(seed * 31L + 7);
        LayerDims dims = dims(gen, partition);
        Window window = window(gen, dims);
        Tile tile = tile(gen, partition.largestShare(dims));
        LoopNest nest = new LoopNest(tile, gen.oneOf(LoopOrder.values()), dataflow(gen));
        int peRows = gen.between(1, 5);
        int peCols = gen.between(1, 5);
        boolean hasWeights = gen.chance(0.8);
        Tilings tilings = Tilings.of(dims, window, partition, tile);
        Lanes lanes = Lanes.of(nest.dataflow(), tilings, peRows, peCols);
        AccessCounts closed = NodeAnalysis.count(tilings, nest.order(), nest.dataflow(), lanes, hasWeights);
        LoopNestOracle oracle = new LoopNestOracle(dims, window, nest, hasWeights, peRows, peCols);
        String what =
                "seed " + seed + " " + dims + " " + window + " " + nest + " " + peRows + "x" + peCols + " " + partition;
        assertThat(closed).as(what).isEqualTo(oracle.run(partition));
        assertThat(ArrayHops.of(tilings, closed, nest.dataflow(), lanes))
                .as(what)
                .isEqualTo(oracle.hops());
    }

    /** Extents that the partition divides, so that every node makes the same number of trips. */
    private static LayerDims dims(Gen gen, Partition partition) {
        return new LayerDims(
                gen.between(1, 2) * partition.parts(Dim.N),
                gen.between(1, 2) * partition.parts(Dim.G),
                gen.between(1, 5) * partition.parts(Dim.K),
                gen.between(1, 5) * partition.parts(Dim.C),
                gen.between(1, 5) * partition.parts(Dim.P),
                gen.between(1, 4) * partition.parts(Dim.Q),
                gen.between(1, 3),
                gen.between(1, 3));
    }

    private static Window window(Gen gen, LayerDims dims) {
        int stride = gen.between(1, 4);
        int dilation = gen.between(1, 3);
        int padTop = gen.between(0, (dims.r() - 1) * dilation);
        int padLeft = gen.between(0, (dims.s() - 1) * dilation);
        int rows = Math.max(1, (dims.p() - 1) * stride + (dims.r() - 1) * dilation + 1 - padTop - gen.between(0, 1));
        int cols = Math.max(1, (dims.q() - 1) * stride + (dims.s() - 1) * dilation + 1 - padLeft - gen.between(0, 1));
        return new Window(rows, cols, stride, stride, padTop, padLeft, dilation, dilation);
    }

    private static Tile tile(Gen gen, LayerDims share) {
        return new Tile(
                gen.between(1, share.n()),
                gen.between(1, share.g()),
                gen.between(1, share.k()),
                gen.between(1, share.c()),
                gen.between(1, share.p()),
                gen.between(1, share.q()));
    }

    private static Dataflow dataflow(Gen gen) {
        return gen.oneOf(Dataflow.values());
    }

    /**
     * Conv 64→64, 56×56, 3×3, pad 1 on one node, loops C/4 outside K/16, all positions in one trip: the ofmap is swept
     * four times, 4 writes and 3 reads of 200,704 words; filters are read once, 36,864 words; the ifmap once, 200,704.
     */
    @Test
    void handCountOfAnOutputSweptFourTimes() {
        LayerDims dims = new LayerDims(1, 1, 64, 64, 56, 56, 3, 3);
        Window window = new Window(56, 56, 1, 1, 1, 1, 1, 1);
        Tilings tilings = Tilings.of(dims, window, WHOLE, new Tile(1, 1, 4, 16, 56, 56));
        AccessCounts counts = NodeAnalysis.count(
                tilings, LoopOrder.G_C_K_NPQ, Dataflow.C_K, Lanes.of(Dataflow.C_K, tilings, 16, 16), true);
        assertThat(counts.ofmap().dramPsumWrites()
                        + counts.ofmap().dramWrites()
                        + counts.ofmap().dramPsumReads())
                .isEqualTo(1_404_928);
        assertThat(counts.weight().dramReads()).isEqualTo(36_864);
        assertThat(counts.ifmap().dramReads()).isEqualTo(200_704);
        assertThat(counts.points()).isEqualTo(115_605_504);
    }

    /** Conv 256→256, 56×56, 3×3 over 4×4 parts of rows and columns: 984,064 clipped ifmap words, filters 16 times. */
    @Test
    void handCountOfHalosOverAPartition() {
        LayerDims dims = new LayerDims(1, 1, 256, 256, 56, 56, 3, 3);
        Window window = new Window(56, 56, 1, 1, 1, 1, 1, 1);
        Partition partition = new Partition(List.of(new Split(Dim.P, 4)), List.of(new Split(Dim.Q, 4)));
        Tilings tilings = Tilings.of(dims, window, partition, new Tile(1, 1, 256, 256, 14, 14));
        AccessCounts counts = NodeAnalysis.count(
                tilings, LoopOrder.G_NPQ_K_C, Dataflow.C_K, Lanes.of(Dataflow.C_K, tilings, 16, 16), true);
        assertThat(counts.ifmap().dramReads()).isEqualTo(984_064);
        assertThat(counts.weight().dramReads()).isEqualTo(9_437_184);
        assertThat(counts.ofmap().dramWrites()).isEqualTo(802_816);
    }
}
