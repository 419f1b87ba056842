package org.nicepim.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.nicepim.cost.node.AccessCounts;
import org.nicepim.cost.node.ArrayHops;
import org.nicepim.cost.node.Fetches;
import org.nicepim.cost.node.NodeAnalysis;
import org.nicepim.cost.node.Tilings;
import org.nicepim.hardware.NocSpec;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Tile;
import org.nicepim.sharing.ShortestPathScheduler;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Layer;

/** Do terms of dims come to what the whole tile does? */
class ArrayTermsTest {
    private static final Percentage SAME = Percentage.withPercentage(1e-9);

    private static final List<HardwareModel> CHIPS = Stream.of(3, 4, 8)
            .map(pes -> new HardwareModel(Cases.chip(2, 2, pes, 1 << 16)))
            .toList();

    private record Case(Layer layer, HardwareModel hardware, LayerCostModel model, Tilings tile, String what) {
        static Case of(int seed) {
            Gen gen = new Gen(seed);
            Layer layer = RandomLayers.layer(gen);
            HardwareModel hardware = gen.oneOf(CHIPS);
            Partition partition = Cases.partition(gen, layer, 2, 2);
            Tile size = Cases.nest(gen, partition.largestShare(layer.dims())).tile();
            NocSpec noc = hardware.config().technology().noc();
            LayerCostModel model = new LayerCostModel(
                    layer,
                    hardware,
                    partition,
                    Cases.CHW,
                    SharingLoads.of(partition, noc, new ShortestPathScheduler()));
            return new Case(
                    layer, hardware, model, model.tilings(size), "seed " + seed + " " + layer + " " + partition + size);
        }
    }

    @Test
    void termsOfDimsAreThoseOfTheTile() {
        for (int seed = 0; seed < 1000; seed++) {
            Case c = Case.of(seed);
            for (Dataflow dataflow : Dataflow.values()) {
                ArrayTerms terms = c.model.arrayTerms(dataflow);
                ArrayCost.Least least = ArrayTerms.least(terms.ofK(c.tile), terms.ofC(c.tile), terms.ofOthers(c.tile));
                ArrayCost all = c.model.array(c.tile, dataflow);
                assertThat(least.computeCycles()).as(c.what + dataflow).isCloseTo(all.computeCycles(), SAME);
                assertThat(least.totalPj()).as(c.what + dataflow).isCloseTo(all.totalPj() - wiresBehind(c, all), SAME);
            }
        }
    }

    /** Energy of the way from the first lane to the word's own. */
    private static double wiresBehind(Case c, ArrayCost array) {
        AccessCounts counts = NodeAnalysis.count(
                c.tile,
                Fetches.ONCE,
                array.dataflow(),
                array.lanes(),
                c.layer.type().hasMacs());
        ArrayHops all = ArrayHops.of(c.tile, counts, array.dataflow(), array.lanes());
        return wirePj(c, all) - wirePj(c, toTheFirstLane(counts, array.dataflow()));
    }

    private static double wirePj(Case c, ArrayHops hops) {
        return c.hardware.arrayWirePj(
                hops.ifmap() * LayerCostModel.readsPerPoint(c.layer) + hops.weight(), hops.psum());
    }

    /** A hop per point along which a word is shared, one per word that is for one PE. */
    private static ArrayHops toTheFirstLane(AccessCounts counts, Dataflow dataflow) {
        long points = counts.points();
        long psums = counts.ofmap().updates() + counts.ofmap().accumulateReads();
        long shared = counts.weight().bufferReads() > 0 ? points : 0;
        return switch (dataflow) {
            case C_K, K_C, CR_K -> new ArrayHops(points, counts.weight().bufferReads(), points);
            case K_QP, QP_K -> new ArrayHops(points, shared, psums);
            case G_QP, QP_G -> new ArrayHops(counts.ifmap().bufferReads(), shared, psums);
        };
    }
}
