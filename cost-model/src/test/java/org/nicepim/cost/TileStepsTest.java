package org.nicepim.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.nicepim.cost.node.Lanes;
import org.nicepim.cost.node.Tilings;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.NocSpec;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.Partition;
import org.nicepim.sharing.ShortestPathScheduler;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Layer;

/** Does a loop nest take as long as a walk over all its tile steps? */
class TileStepsTest {
    private static final int CASES = 1500;
    /** Sweeps over C differ in what they leave the mesh time for; the closed form takes their mean. */
    private static final double ODD_SWEEPS_PERCENT = 10;

    private record Case(String name, LayerCost cost, TileWalk walk, Tilings tilings, Lanes lanes) {
        static Case of(int seed) {
            Gen gen = new Gen(seed);
            Layer layer = RandomLayers.layer(gen);
            HardwareModel hardware = Cases.mesh(gen.oneOf(1, 2, 4), gen.oneOf(1, 2, 4));
            HardwareConfig config = hardware.config();
            Partition partition = Cases.partition(gen, layer, config.nodeRows(), config.nodeCols());
            LoopNest nest = Cases.nest(gen, partition.largestShare(layer.dims()));
            NocSpec noc = config.technology().noc();
            SharingLoads sharing = SharingLoads.of(partition, noc, new ShortestPathScheduler());
            LayerCostModel model = new LayerCostModel(layer, hardware, partition, Cases.CHW, sharing);
            Tilings tilings = model.tilings(nest.tile());
            return new Case(
                    "seed " + seed + " " + layer + " " + partition + " " + nest,
                    model.cost(nest),
                    new TileWalk(layer, partition, nest, hardware, model.traffic(tilings), sharing),
                    tilings,
                    Lanes.of(nest.dataflow(), tilings, config.peRows(), config.peCols()));
        }
    }

    @Test
    void withTilesOfAverageSizeItIsTheSame() {
        int compared = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Case c = Case.of(seed);
            if (c.walk.isLargest(c.tilings) && c.tilings.steps() <= 20_000) {
                TileWalk.Run walked = c.walk.average(c.cost.time().computeCycles());
                double percent = c.tilings.c().trips() > 1 ? ODD_SWEEPS_PERCENT : 1e-7;
                assertThat(c.cost.latencyCycles())
                        .as(c.name)
                        .isCloseTo(walked.latency(), Percentage.withPercentage(percent));
                assertThat(c.cost.time().dramCycles())
                        .as(c.name)
                        .isCloseTo(walked.dram(), Percentage.withPercentage(1e-7));
                assertThat(c.cost.time().nocCycles())
                        .as(c.name)
                        .isCloseTo(walked.noc(), Percentage.withPercentage(1e-7));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(CASES * 9 / 10);
    }

    /** A step takes the maximum of what it does, and the mean of a maximum is no less than the maximum of means. */
    @Test
    void edgeTilesOfTheirOwnSizeTakeLittleMore() {
        List<Double> errors = new ArrayList<>();
        for (int seed = 0; seed < CASES; seed++) {
            Case c = Case.of(seed);
            if (c.walk.isLargest(c.tilings) && c.tilings.steps() <= 20_000) {
                double walked =
                        c.walk.actual(c.cost.time().computeCycles(), c.lanes).latency();
                errors.add(Math.abs(c.cost.latencyCycles() / walked - 1));
            }
        }
        Collections.sort(errors);
        double mean = errors.stream().mapToDouble(e -> e).average().orElse(1);
        double most = errors.get(errors.size() - 1);
        System.out.printf(
                Locale.ROOT,
                "Tile steps of their own size: mean error %.2f %%, 95th percentile %.2f %%, worst %.1f %% of %d%n",
                100 * mean,
                100 * errors.get(errors.size() * 95 / 100),
                100 * most,
                errors.size());
        assertThat(mean).isLessThan(0.02);
        assertThat(most).isLessThan(0.4);
    }
}
