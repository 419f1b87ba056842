package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.nicepim.cost.ArrayCost;
import org.nicepim.cost.ArrayTerms;
import org.nicepim.cost.LayerCost;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.TileTraffic;
import org.nicepim.cost.node.DimTiling;
import org.nicepim.cost.node.Tilings;
import org.nicepim.mapper.mapspace.TileSizes;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.workload.LayerDims;

/**
 * Finds the best loop nest for one share: of all tiles of the sizes tried per dim ({@link TileSizes#even}), loop orders and
 * dataflows, by branch and bound. Branches are the sizes of N, G, P and Q together (a plane), best bound first, then that of C, then that of
 * K; {@link NestBound} cuts them off, at first with the least that words can cost, then with what they cost in tiles of
 * that shape.
 *
 * <p>Nothing that is tried is lost. What is not tried: sizes of extents over 16 that are neither balanced nor a multiple of the step; and
 * where sizes of all dims but K make more than 1200 columns, all but balanced ones, or but a few of these.
 */
public final class LoopNestSearch {
    /** From fine to coarse. */
    private static final List<IntFunction<List<Integer>>> SIZES = List.of(
            TileSizes::even, TileSizes::all, extent -> TileSizes.some(extent, 9), extent -> TileSizes.some(extent, 6));

    private static final int MOST_COLUMNS = 1200;

    private final LayerCostModel model;
    private final LayerDims share;
    private final List<Dataflow> dataflows;
    private final Merit merit;
    private final Counter counter;
    private final List<IntFunction<List<Integer>>> sizes;
    private final WordTraffic traffic;
    private final Optional<ArrayFloors> floors;

    /**
     * For one share, under the model's layouts.
     *
     * @param model prices of the layer under its partition
     * @param share dims of the largest share
     * @param dataflows those that may be used
     */
    public LoopNestSearch(
            LayerCostModel model, LayerDims share, List<Dataflow> dataflows, Merit merit, Counter counter) {
        this(model, share, dataflows, merit, counter, SIZES, WordTraffic.under(model.layouts()), Optional.empty());
    }

    private LoopNestSearch(
            LayerCostModel model,
            LayerDims share,
            List<Dataflow> dataflows,
            Merit merit,
            Counter counter,
            List<IntFunction<List<Integer>>> sizes,
            WordTraffic traffic,
            Optional<ArrayFloors> floors) {
        this.model = model;
        this.share = share;
        this.dataflows = dataflows;
        this.merit = merit;
        this.counter = counter;
        this.sizes = sizes;
        this.traffic = traffic;
        this.floors = floors;
    }

    /**
     * The same with other tile sizes.
     *
     * @param others tile sizes of an extent, largest first; the first that does not make too many columns counts
     */
    LoopNestSearch sized(List<IntFunction<List<Integer>>> others) {
        return new LoopNestSearch(model, share, dataflows, merit, counter, others, traffic, floors);
    }

    /** The same with the costs of words that are kept by another, whose layouts must be the model's. */
    LoopNestSearch under(WordTraffic other) {
        return new LoopNestSearch(model, share, dataflows, merit, counter, sizes, other, floors);
    }

    /** The same with floors of the share's tiles that are known. */
    LoopNestSearch floors(ArrayFloors known) {
        return new LoopNestSearch(model, share, dataflows, merit, counter, sizes, traffic, Optional.of(known));
    }

    /**
     * A loop nest and its cost.
     *
     * @param nest the loop nest
     * @param cost what it costs
     * @param value what that counts for
     */
    public record Found(LoopNest nest, LayerCost cost, double value) {}

    /** The best loop nest found; empty if not even the smallest tile fits the buffers. */
    public Optional<Found> best() {
        return best(Double.POSITIVE_INFINITY);
    }

    /**
     * The best loop nest found.
     *
     * @param limit only what is below it counts
     * @return empty if nothing is, or if not even the smallest tile fits the buffers
     */
    public Optional<Found> best(double limit) {
        return new Walk(axes(), limit).best();
    }

    /** The finest axes that do not make too many columns. */
    private TileAxes axes() {
        TileAxes axes = TileAxes.of(model, share, sizes.get(0));
        for (int i = 1; i < sizes.size() && axes.columns() > MOST_COLUMNS; i++) {
            axes = TileAxes.of(model, share, sizes.get(i));
        }
        return axes;
    }

    /**
     * A tile whose K and C are still open.
     *
     * @param whole with all of K and C
     * @param prices of its words
     * @param arrays what its other dims bring, by dataflow
     * @param floors of the arrays
     * @param bound what no loop nest in it is below
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Plane(
            Tilings whole, TilePrices.Plane prices, ArrayTerms.Term[] arrays, ArrayFloors floors, double bound) {}

    /** One search. */
    private final class Walk {
        private final TileAxes axes;
        private final NestBound bound = new NestBound(model, merit);
        private final TilePrices prices;
        private final ArrayTable arrays;
        private final ArrayFloors whole;
        private double limit;
        private Optional<Found> best = Optional.empty();

        Walk(TileAxes axes, double limit) {
            this.axes = axes;
            this.limit = limit;
            this.prices = new TilePrices(model, axes, traffic);
            this.arrays = new ArrayTable(model, axes, dataflows);
            this.whole = floors.orElseGet(() -> ArrayFloors.of(model, axes.whole(), dataflows));
        }

        Optional<Found> best() {
            NestBound.Moves moves = TilePrices.least(model, axes.whole());
            if (!bound.mayBeBelow(limit, NestBound.Trips.ONE, moves, whole)) {
                return best;
            }
            for (Plane plane : planes()) {
                if (plane.bound >= limit) {
                    return best;
                }
                walk(plane);
            }
            return best;
        }

        private List<Plane> planes() {
            List<Plane> planes = new ArrayList<>();
            for (DimTiling n : axes.n()) {
                for (int g = 0; g < axes.g().size(); g++) {
                    for (DimTiling p : axes.p()) {
                        for (DimTiling q : axes.q()) {
                            add(axes.plane(n, axes.g().get(g), p, q), g, planes);
                        }
                    }
                }
            }
            planes.sort(Comparator.comparingDouble(Plane::bound));
            return planes;
        }

        private void add(Tilings tile, int g, List<Plane> planes) {
            DimTiling leastK = TileAxes.smallest(axes.k());
            DimTiling leastC = TileAxes.smallest(axes.c());
            int k = firstK(tile, leastC);
            if (k == axes.k().size()) {
                return;
            }
            DimTiling c = leastC;
            for (DimTiling size : axes.c()) {
                if (model.fits(TileAxes.with(tile, leastK, size))) {
                    c = size;
                    break;
                }
            }
            boolean known = axes.k().size() == 1 && axes.c().size() == 1;
            TilePrices.Plane plane = prices.plane(tile, g);
            NestBound.Moves least = known ? plane.least().in(tile, model) : plane.least();
            NestBound.Trips trips = NestBound.Trips.of(tile, axes.k().get(k), c);
            if (!bound.mayBeBelow(limit, trips, least, whole)) {
                return;
            }
            ArrayTerms.Term[] others = arrays.others(tile);
            ArrayFloors here = arrays.floors(others, 0, 0).shrinking(dataflows, whole);
            double value = bound.least(trips, least, here);
            if (value < limit) {
                planes.add(new Plane(tile, plane, others, here, value));
            }
        }

        /** Number of the largest size of K that fits; that of all sizes if none does. */
        private int firstK(Tilings plane, DimTiling c) {
            int k = 0;
            while (k < axes.k().size()
                    && !model.fits(TileAxes.with(plane, axes.k().get(k), c))) {
                k++;
            }
            return k;
        }

        private void walk(Plane plane) {
            for (int c = 0; c < axes.c().size(); c++) {
                int k = firstK(plane.whole, axes.c().get(c));
                if (k < axes.k().size()) {
                    walk(plane, c, k);
                }
            }
        }

        private void walk(Plane plane, int c, int from) {
            DimTiling sizeC = axes.c().get(c);
            Tilings column = TileAxes.with(plane.whole, axes.k().get(0), sizeC);
            NestBound.Trips trips = NestBound.Trips.of(column, axes.k().get(from), sizeC);
            NestBound.Moves least = plane.prices.least();
            if (!bound.mayBeBelow(limit, trips, least, plane.floors)) {
                return;
            }
            ArrayFloors floors = arrays.floors(plane.arrays, 0, c).undominated();
            if (!bound.mayBeBelow(limit, trips, least, floors)) {
                return;
            }
            TilePrices.Column prices = plane.prices.column(column, c);
            if (!bound.mayBeBelow(limit, trips, prices.least(), floors)) {
                return;
            }
            for (int k = from; k < axes.k().size(); k++) {
                Tilings tile = TileAxes.with(column, axes.k().get(k), sizeC);
                NestBound.Trips here = NestBound.Trips.of(tile, tile.k(), sizeC);
                if (!bound.mayBeBelow(limit, here, prices.least(), floors)) {
                    return;
                }
                ArrayFloors own = arrays.floors(plane.arrays, k, c).undominated();
                if (bound.mayBeBelow(limit, here, prices.least(), own)) {
                    NestBound.Moves moves = prices.moves(tile, k);
                    if (bound.mayBeBelow(limit, here, moves, own)) {
                        price(tile, moves, prices.traffic(tile));
                    }
                }
            }
        }

        private void price(Tilings tile, NestBound.Moves moves, TileTraffic traffic) {
            List<ArrayCost> arrays = ArrayFloors.undominated(model, tile, dataflows);
            NestBound.Trips trips = NestBound.Trips.of(tile, tile.k(), tile.c());
            for (LoopOrder order : trips.orders()) {
                NestBound.Busy busy = bound.busy(order, trips, moves);
                for (ArrayCost array : arrays) {
                    if (bound.least(busy, moves, array) < limit) {
                        price(tile, traffic, order, array);
                    }
                }
            }
        }

        private void price(Tilings tile, TileTraffic traffic, LoopOrder order, ArrayCost array) {
            LayerCost cost = model.cost(tile, traffic, order, array);
            counter.add(1);
            double value = merit.of(cost.latencyCycles(), cost.energy().totalPj());
            if (value < limit) {
                limit = value;
                best = Optional.of(new Found(new LoopNest(tile.tile(), order, array.dataflow()), cost, value));
            }
        }
    }
}
