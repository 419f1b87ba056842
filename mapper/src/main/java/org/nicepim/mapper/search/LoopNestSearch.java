package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.nicepim.cost.LayerCost;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.TileTraffic;
import org.nicepim.cost.node.Tilings;
import org.nicepim.mapper.Objective;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.mapping.Tile;
import org.nicepim.workload.LayerDims;

/**
 * Finds a good loop nest for one share: prices every maximal tile (none of its dims can grow) under every dataflow and,
 * for those that suit the tile best, every loop order, then climbs to better neighbours, since smaller tiles may overlap better. Against
 * exhaustive search on small cases the tests state the gap.
 */
public final class LoopNestSearch {
    private static final int SIZES_PER_DIM = 7;
    private static final int DATAFLOWS = 2;
    private static final int MOST_CLIMBS = 12;
    private static final Comparator<Found> BEST_FIRST = Comparator.comparingDouble(Found::value)
            .thenComparing(found -> found.nest().dataflow());

    private final LayerCostModel model;
    private final LayerDims share;
    private final List<Dataflow> dataflows;
    private final Objective objective;
    private final Counter counter;

    /**
     * For one share.
     *
     * @param model prices of the layer under its partition
     * @param share dims of the largest share
     * @param dataflows those that may be used
     */
    public LoopNestSearch(
            LayerCostModel model, LayerDims share, List<Dataflow> dataflows, Objective objective, Counter counter) {
        this.model = model;
        this.share = share;
        this.dataflows = dataflows;
        this.objective = objective;
        this.counter = counter;
    }

    /**
     * A loop nest and its cost.
     *
     * @param nest the loop nest
     * @param cost what it costs
     * @param value its objective
     */
    public record Found(LoopNest nest, LayerCost cost, double value) {}

    /** The best loop nest found; empty if not even the smallest tile fits the buffers. */
    public Optional<Found> best() {
        List<Tilings> tiles = new TileGrid(model, share, SIZES_PER_DIM).maximal();
        if (tiles.isEmpty()) {
            return Optional.empty();
        }
        Optional<Found> best = Optional.empty();
        for (Tilings tile : tiles) {
            best = better(best, bestOf(tile));
        }
        return best.map(this::climb);
    }

    /** Rates all dataflows under the first order, then the better ones under all others. */
    private Found bestOf(Tilings tile) {
        TileTraffic traffic = model.traffic(tile);
        List<LoopOrder> orders = distinctOrders(tile);
        List<Found> rated = new ArrayList<>(dataflows.size());
        for (Dataflow dataflow : dataflows) {
            rated.add(price(tile, traffic, orders.get(0), dataflow));
        }
        rated.sort(BEST_FIRST);
        Found best = rated.get(0);
        for (Found suited : rated.subList(0, Math.min(DATAFLOWS, rated.size()))) {
            for (LoopOrder order : orders.subList(1, orders.size())) {
                Found found = price(tile, traffic, order, suited.nest.dataflow());
                best = found.value < best.value ? found : best;
            }
        }
        return best;
    }

    private Found price(Tilings tile, TileTraffic traffic, LoopOrder order, Dataflow dataflow) {
        LayerCost cost = model.cost(tile, traffic, order, dataflow);
        counter.add(1);
        double value = objective.of(cost.latencyCycles(), cost.energy().totalPj());
        return new Found(new LoopNest(tile.tile(), order, dataflow), cost, value);
    }

    private static Optional<Found> better(Optional<Found> best, Found other) {
        return best.isPresent() && best.get().value <= other.value ? best : Optional.of(other);
    }

    /** Orders that differ only in loops of a single trip run alike; one of each kind is enough. */
    static List<LoopOrder> distinctOrders(Tilings tile) {
        boolean positions =
                tile.n().trips() > 1 || tile.p().trips() > 1 || tile.q().trips() > 1;
        boolean k = tile.k().trips() > 1;
        boolean c = tile.c().trips() > 1;
        if (positions && k && c) {
            return List.of(LoopOrder.values());
        }
        if (positions && k) {
            return List.of(LoopOrder.G_NPQ_K_C, LoopOrder.G_K_NPQ_C);
        }
        if (positions && c) {
            return List.of(LoopOrder.G_NPQ_K_C, LoopOrder.G_K_C_NPQ);
        }
        return k && c ? List.of(LoopOrder.G_NPQ_K_C, LoopOrder.G_NPQ_C_K) : List.of(LoopOrder.G_NPQ_K_C);
    }

    private Found climb(Found start) {
        Found best = start;
        for (int climb = 0; climb < MOST_CLIMBS; climb++) {
            Found next = best;
            for (Tile tile : neighbours(best.nest.tile())) {
                Tilings tilings = model.tilings(tile);
                if (model.fits(tilings)) {
                    Found found = bestOf(tilings);
                    next = found.value < next.value ? found : next;
                }
            }
            if (next.value >= best.value) {
                return best;
            }
            best = next;
        }
        return best;
    }

    private List<Tile> neighbours(Tile tile) {
        List<Tile> tiles = new ArrayList<>();
        for (int to : steps(share.n(), tile.n())) {
            tiles.add(new Tile(to, tile.g(), tile.k(), tile.c(), tile.p(), tile.q()));
        }
        for (int to : steps(share.g(), tile.g())) {
            tiles.add(new Tile(tile.n(), to, tile.k(), tile.c(), tile.p(), tile.q()));
        }
        for (int to : steps(share.k(), tile.k())) {
            tiles.add(new Tile(tile.n(), tile.g(), to, tile.c(), tile.p(), tile.q()));
        }
        for (int to : steps(share.c(), tile.c())) {
            tiles.add(new Tile(tile.n(), tile.g(), tile.k(), to, tile.p(), tile.q()));
        }
        for (int to : steps(share.p(), tile.p())) {
            tiles.add(new Tile(tile.n(), tile.g(), tile.k(), tile.c(), to, tile.q()));
        }
        for (int to : steps(share.q(), tile.q())) {
            tiles.add(new Tile(tile.n(), tile.g(), tile.k(), tile.c(), tile.p(), to));
        }
        return tiles;
    }

    /** The next smaller and the next larger balanced size, and the size that doubles the trips. */
    private static List<Integer> steps(int extent, int size) {
        int trips = (extent + size - 1) / size;
        List<Integer> sizes = new ArrayList<>();
        for (int t : new int[] {trips - 1, trips + 1, 2 * trips}) {
            if (t >= 1 && t <= extent) {
                int next = (extent + t - 1) / t;
                if (next != size && !sizes.contains(next)) {
                    sizes.add(next);
                }
            }
        }
        return sizes;
    }
}
