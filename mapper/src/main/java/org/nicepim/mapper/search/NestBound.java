package org.nicepim.mapper.search;

import java.util.List;
import org.nicepim.cost.ArrayCost;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.MovedWords;
import org.nicepim.cost.WordPrice;
import org.nicepim.cost.node.DimTiling;
import org.nicepim.cost.node.Fetches;
import org.nicepim.cost.node.Tilings;
import org.nicepim.mapping.LoopOrder;

/**
 * What no loop nest over given tiles is below. Energy is exact but for rows that are closed between two tiles, and for what
 * passes with the time; latency is the longest of three, after the first access:
 *
 * <pre>
 *   computing all, after the first load and before the last store
 *   DRAM or the busiest link, every tile as often as the order fetches it, and one step of computing
 *     unless the last step's stores and reductions hide it
 * </pre>
 *
 * The mesh may bring a tile in any step before it is needed, but no sooner than it is idle, so all steps together are not below all
 * that it brings. The first step stores nothing and the last fetches nothing: both together take no less than what one step reads
 * and writes, but these do not mix.
 *
 * Less trips, cheaper words and lower floors only lower it, so it holds for all tiles that have at least so many.
 */
final class NestBound {
    private static final List<LoopOrder> ALL = List.of(LoopOrder.values());
    private static final List<LoopOrder> POSITIONS_K = List.of(LoopOrder.G_NPQ_K_C, LoopOrder.G_K_NPQ_C);
    private static final List<LoopOrder> POSITIONS_C = List.of(LoopOrder.G_NPQ_K_C, LoopOrder.G_K_C_NPQ);
    private static final List<LoopOrder> K_C = List.of(LoopOrder.G_NPQ_K_C, LoopOrder.G_NPQ_C_K);
    private static final List<LoopOrder> ANY = List.of(LoopOrder.G_NPQ_K_C);

    private final LayerCostModel model;
    private final Merit merit;
    private final double standingPj;
    private final double accessCycles;

    NestBound(LayerCostModel model, Merit merit) {
        this.model = model;
        this.merit = merit;
        this.accessCycles = model.firstAccessCycles();
        this.standingPj = model.standingPjPerCycle();
    }

    /**
     * Trips of the loops over tiles.
     *
     * @param groups G
     * @param positions N, P and Q together
     * @param k output channels
     * @param c input channels
     */
    record Trips(long groups, long positions, long k, long c) {
        /** A single tile. */
        static final Trips ONE = new Trips(1, 1, 1, 1);

        /** Of a tile. */
        static Trips of(Tilings tile, DimTiling k, DimTiling c) {
            long positions =
                    (long) tile.n().trips() * tile.p().trips() * tile.q().trips();
            return new Trips(tile.g().trips(), positions, k.trips(), c.trips());
        }

        /** Tiles of each operand. */
        MovedWords.Tiles tiles() {
            return new MovedWords.Tiles(groups * positions * c, groups * k * c, groups * positions * k);
        }

        /** True if the ofmap tile stays from one step to the next. */
        private boolean isInnermostC(LoopOrder order) {
            return c > 1 && (order == LoopOrder.G_NPQ_K_C || order == LoopOrder.G_K_NPQ_C);
        }

        /** Orders that differ only in loops of a single trip run alike; one of each kind is enough. */
        List<LoopOrder> orders() {
            if (positions > 1) {
                return k > 1 ? (c > 1 ? ALL : POSITIONS_K) : (c > 1 ? POSITIONS_C : ANY);
            }
            return k > 1 && c > 1 ? K_C : ANY;
        }
    }

    /**
     * What moving each operand once takes: DRAM cycles of the node with the largest share, energy of all nodes.
     *
     * @param words moved
     * @param ifmap all ifmap tiles
     * @param weight all weight tiles
     * @param ofmap all finished ofmap tiles
     * @param psum all psum tiles, out and back
     * @param mixingCycles DRAM cycles lost because reads and writes take turns
     * @param endCycles of the first load and the last store
     * @param leaveCycles of the ofmap tile that a step leaves, in which the last step may compute; infinite if it is reduced
     * @param steps over tiles, for the computing that no transfer hides; infinite if unknown
     */
    record Moves(
            MovedWords words,
            WordPrice ifmap,
            WordPrice weight,
            WordPrice ofmap,
            WordPrice psum,
            double mixingCycles,
            double endCycles,
            double leaveCycles,
            double steps) {
        /**
         * Of all words.
         *
         * @param sums nodes that add up to one finished word
         */
        static Moves of(
                MovedWords words, WordPrice ifmap, WordPrice weight, WordPrice ofmap, WordPrice psum, int sums) {
            return new Moves(
                    words,
                    times(ifmap, words.ifmapShare(), words.ifmap()),
                    times(weight, words.weightShare(), words.weight()),
                    times(ofmap, words.ofmapShare(), words.ofmap()),
                    times(psum, words.ofmapShare(), words.ofmap() * sums),
                    0,
                    0,
                    0,
                    Double.POSITIVE_INFINITY);
        }

        /** The same, where the tiles are known: a step that stores reads an ifmap or a weight tile, if any is left. */
        Moves in(Tilings tile, LayerCostModel model) {
            double load = ifmap.dramCycles() / tile.ifmapShare().tiles();
            double weights = weight.dramCycles() / tile.weightShare().tiles();
            double tiles = tile.ofmapShare().tiles();
            double store = ofmap.dramCycles() / tiles;
            boolean always = tile.k().trips() == 1;
            double read = always ? load : Math.min(load, weights);
            double mixing = Math.max(0, tiles - 2) * model.mixingCycles(Math.min(store, read));
            double spill = tile.c().trips() == 1 ? 0 : psum.dramCycles() / 2 / tiles;
            double leave = model.reduces() ? Double.POSITIVE_INFINITY : Math.max(store, spill);
            return new Moves(words, ifmap, weight, ofmap, psum, mixing, load + weights + store, leave, tile.steps());
        }

        private static WordPrice times(WordPrice word, double share, double all) {
            return new WordPrice(word.dramCycles() * share, word.energyPj() * all);
        }
    }

    /** Over all orders and dataflows. */
    double least(Trips trips, Moves moves, ArrayFloors floors) {
        double least = Double.POSITIVE_INFINITY;
        List<LoopOrder> orders = trips.orders();
        for (int i = 0; i < orders.size(); i++) {
            least = Math.min(least, least(busy(orders.get(i), trips, moves), moves, floors));
        }
        return least;
    }

    /** True if some order and dataflow may be below a limit. */
    boolean mayBeBelow(double limit, Trips trips, Moves moves, ArrayFloors floors) {
        List<LoopOrder> orders = trips.orders();
        for (int i = 0; i < orders.size(); i++) {
            if (mayBeBelow(limit, orders.get(i), trips, moves, floors)) {
                return true;
            }
        }
        return false;
    }

    /** DRAM alone is asked first: most are not below because of it, and what the mesh takes is longer to say. */
    private boolean mayBeBelow(double limit, LoopOrder order, Trips trips, Moves moves, ArrayFloors floors) {
        Fetches fetches = Fetches.of(order, trips.positions, trips.k, trips.c);
        double dram = dramCycles(fetches, moves);
        double leave = trips.isInnermostC(order) ? 0 : moves.leaveCycles;
        double moved = movedPj(fetches, moves);
        if (least(new Busy(dram, leave, moved), moves, floors) >= limit) {
            return false;
        }
        double mesh = model.leastMeshCycles(moves.words, fetches, trips.tiles());
        return mesh <= dram || least(new Busy(mesh, leave, moved), moves, floors) < limit;
    }

    /** Latency and all energy of a single step under each dataflow. */
    static ArrayFloors once(LayerCostModel model, Moves moves, ArrayFloors floors) {
        NestBound bound = new NestBound(model, Double::sum);
        double busy = bound.busyCycles(Fetches.ONCE, Trips.ONE, moves);
        double moved = movedPj(Fetches.ONCE, moves);
        int dataflows = floors.cycles().length;
        ArrayFloors least = new ArrayFloors(new double[dataflows], new double[dataflows]);
        for (int d = 0; d < dataflows; d++) {
            double latency = bound.latency(busy, moves.leaveCycles, moves, floors.cycles()[d]);
            least.cycles()[d] = latency;
            least.energyPj()[d] = moved + floors.energyPj()[d] + bound.standingPj * latency;
        }
        return least;
    }

    /**
     * What moves take under one order of loops.
     *
     * @param cycles of DRAM or of the busiest link
     * @param leaveCycles in which the last step may compute
     * @param movedPj energy
     */
    record Busy(double cycles, double leaveCycles, double movedPj) {}

    Busy busy(LoopOrder order, Trips trips, Moves moves) {
        Fetches fetches = Fetches.of(order, trips.positions, trips.k, trips.c);
        double leave = trips.isInnermostC(order) ? 0 : moves.leaveCycles;
        return new Busy(busyCycles(fetches, trips, moves), leave, movedPj(fetches, moves));
    }

    /** Over all dataflows. */
    private double least(Busy busy, Moves moves, ArrayFloors floors) {
        double least = Double.POSITIVE_INFINITY;
        for (int d = 0; d < floors.cycles().length; d++) {
            least = Math.min(least, least(busy, moves, floors.cycles()[d], floors.energyPj()[d]));
        }
        return least;
    }

    /** Under one dataflow. */
    double least(Busy busy, Moves moves, ArrayCost array) {
        return least(busy, moves, array.computeCycles(), array.totalPj());
    }

    private double least(Busy busy, Moves moves, double computeCycles, double arrayPj) {
        double latency = latency(busy.cycles, busy.leaveCycles, moves, computeCycles);
        return value(latency, busy.movedPj + arrayPj);
    }

    private double latency(double busy, double leave, Moves moves, double computeCycles) {
        double alone = Math.max(0, computeCycles / moves.steps - leave);
        return accessCycles + Math.max(busy + alone, computeCycles + moves.endCycles);
    }

    private double value(double latency, double pj) {
        return merit.of(latency, pj + standingPj * latency);
    }

    private double busyCycles(Fetches fetches, Trips trips, Moves moves) {
        return Math.max(dramCycles(fetches, moves), model.leastMeshCycles(moves.words, fetches, trips.tiles()));
    }

    private static double dramCycles(Fetches fetches, Moves moves) {
        return fetches.ifmap() * moves.ifmap.dramCycles()
                + fetches.weight() * moves.weight.dramCycles()
                + moves.ofmap.dramCycles()
                + (fetches.ofmap() - 1) * moves.psum.dramCycles()
                + moves.mixingCycles;
    }

    private static double movedPj(Fetches fetches, Moves moves) {
        return fetches.ifmap() * moves.ifmap.energyPj()
                + fetches.weight() * moves.weight.energyPj()
                + moves.ofmap.energyPj()
                + (fetches.ofmap() - 1) * moves.psum.energyPj();
    }
}
