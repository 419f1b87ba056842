package org.nicepim.mapper.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nicepim.cost.ArrayCost;
import org.nicepim.cost.Cases;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.LayerCost;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.node.Tilings;
import org.nicepim.mapper.Objective;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.Partition;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;

/** Is every bound of the search below what loop nests cost? */
class NestBoundTest {
    private static final int CASES = 3000;
    private static final double ROUNDING = 1 + 1e-9;

    /** A random loop nest, and what stands above it in the tree of the search. */
    private record Case(Objective objective, LayerCostModel model, LayerDims share, LoopNest nest, List<Dataflow> all) {
        static Case of(int seed) {
            Gen gen = new Gen(seed);
            Layer layer = Shares.layer(gen);
            HardwareModel hardware = gen.oneOf(Shares.HARDWARE);
            Partition partition = Cases.partition(gen, layer, 2, 2);
            LayerDims share = partition.largestShare(layer.dims());
            return new Case(
                    Shares.objective(gen),
                    Shares.model(layer, hardware, partition),
                    share,
                    Cases.nest(gen, share),
                    List.of(Dataflow.values()));
        }

        double value() {
            LayerCost cost = model.cost(nest);
            return objective.of(cost.latencyCycles(), cost.energy().totalPj());
        }

        Tilings whole(Dim... dims) {
            Tilings tile = model.tilings(nest.tile());
            for (Dim dim : dims) {
                tile = TileAxes.with(tile, dim, model.tiling(dim, share.of(dim)));
            }
            return tile;
        }

        /** One size per dim. */
        TileAxes axes(Tilings tile) {
            return new TileAxes(
                    List.of(tile.n()),
                    List.of(tile.g()),
                    List.of(tile.k()),
                    List.of(tile.c()),
                    List.of(tile.p()),
                    List.of(tile.q()),
                    tile.r(),
                    tile.s());
        }

        TilePrices prices() {
            return new TilePrices(model, axes(whole()), WordTraffic.under(Cases.CHW));
        }

        NestBound bound() {
            return new NestBound(model, objective);
        }
    }

    @Test
    void ofATileHolds() {
        double sum = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Case c = Case.of(seed);
            Tilings tile = c.whole();
            NestBound.Moves moves = c.prices().plane(tile, 0).column(tile, 0).moves(tile, 0);
            ArrayCost array = c.model.array(tile, c.nest.dataflow());
            NestBound.Trips trips = NestBound.Trips.of(tile, tile.k(), tile.c());
            double bound = c.bound().least(c.bound().busy(c.nest.order(), trips, moves), moves, array);
            assertThat(bound).as("seed %d", seed).isLessThanOrEqualTo(c.value() * ROUNDING);
            sum += bound / c.value();
        }
        System.out.printf("bound of a loop nest over its cost, on average: %.3f%n", sum / CASES);
    }

    /** K and C open, then all dims open; floors of the share hold for every tile. */
    @Test
    void ofOpenDimsHolds() {
        for (int seed = 0; seed < CASES; seed++) {
            Case c = Case.of(seed);
            Tilings tile = c.whole();
            Tilings plane = c.whole(Dim.K, Dim.C);
            Tilings share = c.whole(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q);
            ArrayFloors floors = ArrayFloors.of(c.model, share, c.all);
            TileAxes axes = c.axes(plane);
            ArrayTable table = new ArrayTable(c.model, axes, c.all);
            ArrayFloors below = table.floors(table.others(plane), 0, 0).shrinking(c.all, floors);
            NestBound.Trips trips = NestBound.Trips.of(tile, tile.k(), tile.c());
            double most = c.value() * ROUNDING;
            assertThat(c.bound().least(trips, TilePrices.least(c.model, plane), below))
                    .as("seed %d: plane", seed)
                    .isLessThanOrEqualTo(most);
            assertThat(c.bound().least(NestBound.Trips.ONE, TilePrices.least(c.model, share), floors.undominated()))
                    .as("seed %d: share", seed)
                    .isLessThanOrEqualTo(most);
            assertThat(c.bound()
                            .least(
                                    trips,
                                    c.prices().plane(tile, 0).column(tile, 0).least(),
                                    below))
                    .as("seed %d: column", seed)
                    .isLessThanOrEqualTo(most);
        }
    }

    @Test
    void aDominatedDataflowIsNeverBetter() {
        for (int seed = 0; seed < CASES; seed++) {
            Case c = Case.of(seed);
            Tilings tile = c.whole();
            List<ArrayCost> kept = ArrayFloors.undominated(c.model, tile, c.all);
            double best = kept.stream()
                    .mapToDouble(array -> value(c, array.dataflow()))
                    .min()
                    .orElseThrow();
            for (Dataflow dataflow : c.all) {
                assertThat(value(c, dataflow)).as("seed %d %s", seed, dataflow).isGreaterThanOrEqualTo(best / ROUNDING);
            }
        }
    }

    private static double value(Case c, Dataflow dataflow) {
        LayerCost cost = c.model.cost(new LoopNest(c.nest.tile(), c.nest.order(), dataflow));
        return c.objective.of(cost.latencyCycles(), cost.energy().totalPj());
    }
}
