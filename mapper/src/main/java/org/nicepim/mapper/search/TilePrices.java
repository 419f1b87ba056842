package org.nicepim.mapper.search;

import java.util.HashMap;
import java.util.Map;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.Moved;
import org.nicepim.cost.MovedWords;
import org.nicepim.cost.TileTraffic;
import org.nicepim.cost.WordPrice;
import org.nicepim.cost.node.Tilings;

/** What moving words costs in tiles of one share. */
final class TilePrices {
    private final LayerCostModel model;
    private final WordTraffic traffic;
    private final WordPrice leastIfmap;
    private final WordPrice leastWeight;
    private final WordPrice leastOfmap;
    private final WordPrice leastPsum;

    private final Map<Long, WordPrice> weights = new HashMap<>();

    TilePrices(LayerCostModel model, WordTraffic traffic) {
        this.model = model;
        this.traffic = traffic;
        this.leastIfmap = least(Moved.IFMAP);
        this.leastWeight = least(Moved.WEIGHT);
        this.leastOfmap = least(Moved.OFMAP);
        this.leastPsum = least(Moved.PSUM);
    }

    private WordPrice least(Moved moved) {
        return model.price(moved, model.leastTraffic(moved));
    }

    private WordPrice price(Moved moved, Tilings tile) {
        return model.price(moved, traffic.of(moved, model, tile));
    }

    private WordPrice weight(Tilings tile) {
        long groups = tile.g().tile();
        long key = (groups * (tile.k().largest() + 1L) + tile.k().tile())
                        * (tile.c().largest() + 1L)
                + tile.c().tile();
        return weights.computeIfAbsent(key, k -> price(Moved.WEIGHT, tile));
    }

    /** What no tile's moves are below, whatever the sizes of K and C. */
    NestBound.Moves least(Tilings tile) {
        return NestBound.Moves.of(
                model.words(tile),
                leastIfmap,
                leastWeight,
                leastOfmap,
                leastPsum,
                tile.c().parts());
    }

    /** Tiles that differ in K and C. */
    Plane plane() {
        return new Plane();
    }

    /** Prices of tiles that differ in K and C. */
    final class Plane {
        private final Map<Integer, WordPrice> ofmaps = new HashMap<>();
        private final Map<Integer, WordPrice> psums = new HashMap<>();

        /** Tiles that differ in K. */
        Column column(Tilings tile) {
            return new Column(this, tile);
        }

        private WordPrice ofmap(Tilings tile) {
            return ofmaps.computeIfAbsent(tile.k().tile(), k -> price(Moved.OFMAP, tile));
        }

        /** Where C is not cut no psums leave, and their price does not count. */
        private WordPrice psum(Tilings tile) {
            return tile.c().trips() == 1
                    ? leastPsum
                    : psums.computeIfAbsent(tile.k().tile(), k -> price(Moved.PSUM, tile));
        }
    }

    /** Prices of tiles that differ in K. */
    final class Column {
        private final Plane plane;
        private final MovedWords words;
        private final WordPrice ifmap;
        private final NestBound.Moves least;

        private Column(Plane plane, Tilings tile) {
            this.plane = plane;
            this.words = model.words(tile);
            this.ifmap = price(Moved.IFMAP, tile);
            this.least = NestBound.Moves.of(
                    words, ifmap, leastWeight, leastOfmap, leastPsum, tile.c().parts());
        }

        /** What none of their moves is below. */
        NestBound.Moves least() {
            return least;
        }

        NestBound.Moves moves(Tilings tile) {
            return NestBound.Moves.of(
                            words,
                            ifmap,
                            weight(tile),
                            plane.ofmap(tile),
                            plane.psum(tile),
                            tile.c().parts())
                    .in(tile, model);
        }

        TileTraffic traffic(Tilings tile) {
            return traffic.of(model, tile);
        }
    }
}
