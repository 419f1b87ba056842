package org.nicepim.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nicepim.cost.node.Fetches;
import org.nicepim.cost.node.Lanes;
import org.nicepim.cost.node.NodeAnalysis;
import org.nicepim.cost.node.Tilings;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Region;
import org.nicepim.mapping.Split;
import org.nicepim.mapping.Tile;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Window;

/** Is what a layer takes at least what the best of all its mappings takes, and no more? */
class LayerBoundTest {
    private static final double ROUNDING = 1 - 1e-12;
    private static final List<Dim> SPLIT = List.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q);

    private interface TileVisitor {
        void visit(Tile tile);
    }

    private static void forEachTile(LayerDims share, TileVisitor visitor) {
        for (int n = 1; n <= share.n(); n++) {
            for (int g = 1; g <= share.g(); g++) {
                for (int k = 1; k <= share.k(); k++) {
                    for (int c = 1; c <= share.c(); c++) {
                        for (int p = 1; p <= share.p(); p++) {
                            for (int q = 1; q <= share.q(); q++) {
                                visitor.visit(new Tile(n, g, k, c, p, q));
                            }
                        }
                    }
                }
            }
        }
    }

    private static LayerDims dims(Gen gen) {
        return new LayerDims(
                gen.between(1, 2),
                gen.between(1, 3),
                gen.between(1, 4),
                gen.between(1, 5),
                gen.between(1, 5),
                gen.between(1, 5),
                gen.between(1, 4),
                gen.between(1, 2));
    }

    /** Tiles of any size, of which one axis of the array may hold two dims. */
    @Test
    void chunksAreTheLeastOfAllTiles() {
        Partition whole = new Partition(List.of(), List.of());
        for (int seed = 0; seed < 100; seed++) {
            Gen gen = new Gen(seed);
            LayerDims dims = dims(gen);
            Window window = Window.identity(dims.p(), dims.q());
            ArrayBound array = new ArrayBound(gen.between(1, 9), gen.between(1, 9));
            for (Dataflow dataflow : Dataflow.values()) {
                long[] least = {Long.MAX_VALUE};
                forEachTile(dims, tile -> {
                    Tilings tilings = Tilings.of(dims, window, whole, tile);
                    Lanes lanes = Lanes.of(dataflow, tilings, array.peRows(), array.peCols());
                    least[0] = Math.min(
                            least[0],
                            NodeAnalysis.count(tilings, Fetches.ONCE, dataflow, lanes, true)
                                    .computeCycles());
                });
                assertThat(array.chunks(dims, dataflow))
                        .as("seed " + seed + " " + dims + " " + dataflow + " " + array)
                        .isEqualTo(least[0]);
            }
        }
    }

    /** Six columns and six rows on nine PEs: with six lanes 1·6 chunks, with three, which leave three lanes to the rows, 2·2. */
    @Test
    void fewerLanesOfTheFirstDimMayBeBetter() {
        assertThat(ArrayBound.besides(6, 6, 9)).isEqualTo(4);
    }

    /** All ways to split dims over the nodes of an axis, at most as many as there are. */
    private static List<List<Split>> axes(int nodes) {
        List<List<Split>> axes = new ArrayList<>(List.of(List.of()));
        for (Dim dim : SPLIT) {
            for (List<Split> splits : List.copyOf(axes)) {
                int used = splits.stream().mapToInt(Split::parts).reduce(1, (a, b) -> a * b);
                for (int parts = 2; used * parts <= nodes; parts++) {
                    List<Split> more = new ArrayList<>(splits);
                    more.add(new Split(dim, parts));
                    axes.add(more);
                }
            }
        }
        return axes;
    }

    private static List<Partition> partitions(LayerDims dims, HardwareConfig config) {
        List<Partition> partitions = new ArrayList<>();
        for (List<Split> rows : axes(config.nodeRows())) {
            for (List<Split> cols : axes(config.nodeCols())) {
                Partition partition = new Partition(rows, cols);
                if (partition.fits(dims)) {
                    partitions.add(partition);
                }
            }
        }
        return partitions;
    }

    private static HardwareModel hardware(Gen gen) {
        HardwareConfig square = Cases.chip(gen.oneOf(1, 2, 4), gen.oneOf(1, 2, 4), 8, 1 << 14);
        return new HardwareModel(new HardwareConfig(
                square.nodeRows(),
                square.nodeCols(),
                gen.oneOf(1, 2, 3, 5, 8, 16),
                gen.oneOf(1, 2, 3, 5, 8, 16),
                square.ifmapBufferBytes(),
                square.weightBufferBytes(),
                square.ofmapBufferBytes(),
                square.technology()));
    }

    @Test
    void cyclesAreTheLeastOfAllPartitions() {
        for (int seed = 0; seed < 60; seed++) {
            Gen gen = new Gen(seed);
            Layer layer = RandomLayers.layer(gen);
            HardwareModel hardware = hardware(gen);
            LayerBound bound = new LayerBound(LayerWork.of(layer, hardware), hardware.config());
            LayerBound.Least found = bound.least();
            double least = Double.POSITIVE_INFINITY;
            Set<List<Integer>> known = partitions(layer.dims(), hardware.config()).stream()
                    .map(partition -> SPLIT.stream().map(partition::parts).toList())
                    .collect(Collectors.toSet());
            for (List<Integer> parts : known) {
                int nodes = parts.stream().reduce(1, (a, b) -> a * b);
                List<Split> splits = new ArrayList<>();
                for (int i = 0; i < parts.size(); i++) {
                    if (parts.get(i) > 1) {
                        splits.add(new Split(SPLIT.get(i), parts.get(i)));
                    }
                }
                LayerDims share = new Partition(splits, List.of()).largestShare(layer.dims());
                double cycles = bound.cycles(share, nodes);
                least = Math.min(least, cycles);
                assertThat(nodes * cycles)
                        .as("seed " + seed + " " + layer + " " + parts)
                        .isGreaterThanOrEqualTo(found.nodeCycles() * ROUNDING);
            }
            assertThat(found.cycles()).as("seed " + seed + " " + layer).isEqualTo(least);
        }
    }

    /** Every partition and dataflow, tiles and orders at random: neither the PE array nor the whole layer is faster. */
    @Test
    void noLoopNestIsFaster() {
        for (int seed = 0; seed < 40; seed++) {
            Gen gen = new Gen(seed);
            Layer layer = RandomLayers.layer(gen);
            HardwareModel hardware = hardware(gen);
            LayerWork work = LayerWork.of(layer, hardware);
            LayerBound bound = new LayerBound(work, hardware.config());
            ArrayBound array =
                    new ArrayBound(hardware.config().peRows(), hardware.config().peCols());
            List<Partition> partitions = partitions(layer.dims(), hardware.config());
            for (int i = 0; i < 60; i++) {
                Partition partition = gen.oneOf(partitions);
                LayerDims share = partition.largestShare(layer.dims());
                double least = bound.cycles(share, partition.rows() * partition.cols());
                for (Dataflow dataflow : Dataflow.values()) {
                    Tile tile = Cases.nest(gen, share).tile();
                    LoopNest nest = new LoopNest(tile, gen.oneOf(LoopOrder.values()), dataflow);
                    Region region = new Region(0, 0, partition.rows(), partition.cols());
                    LayerCost cost = FastMappings.cost(
                            layer, new LayerMapping(layer.name(), region, partition, 1, Cases.CHW, nest), hardware);
                    String what = "seed " + seed + " " + layer + " " + partition + " " + nest;
                    assertThat(cost.time().computeCycles())
                            .as(what)
                            .isGreaterThanOrEqualTo(array.cycles(work, share, dataflow) * ROUNDING);
                    assertThat(cost.latencyCycles()).as(what).isGreaterThanOrEqualTo(least * ROUNDING);
                }
            }
        }
    }

    /** On one node with whole shares as tiles the PE array takes what the bound says, ports included. */
    @Test
    void theBoundIsMet() {
        int met = 0;
        for (int seed = 0; seed < 200; seed++) {
            Gen gen = new Gen(seed);
            Layer layer = RandomLayers.layer(gen);
            HardwareModel hardware = hardware(gen);
            LayerDims dims = layer.dims();
            ArrayBound array =
                    new ArrayBound(hardware.config().peRows(), hardware.config().peCols());
            Partition whole = new Partition(List.of(), List.of());
            Tile tile = new Tile(dims.n(), dims.g(), dims.k(), dims.c(), dims.p(), dims.q());
            double least = Double.POSITIVE_INFINITY;
            for (Dataflow dataflow : Dataflow.values()) {
                LoopNest nest = new LoopNest(tile, LoopOrder.G_NPQ_K_C, dataflow);
                LayerCost cost = FastMappings.cost(layer, Cases.mapping(layer, whole, nest), hardware);
                least = Math.min(least, cost.time().computeCycles());
            }
            met += least <= array.cycles(LayerWork.of(layer, hardware), dims) * 1.05 ? 1 : 0;
        }
        assertThat(met).as("of 200 within 5 %").isGreaterThan(150);
    }
}
