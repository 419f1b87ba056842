package org.nicepim.mapper.search;

import java.util.HashMap;
import java.util.Map;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.Moved;
import org.nicepim.cost.MovedWords;
import org.nicepim.cost.TileTraffic;
import org.nicepim.cost.TileTraffic.PerWord;
import org.nicepim.cost.WordPrice;
import org.nicepim.cost.node.Tilings;

/**
 * What moving words costs in tiles of one share. Each kind of word depends on some dims of the tile only, so its price is worked out
 * once for all tiles that have these in common.
 */
final class TilePrices {
    private final LayerCostModel model;
    private final WordPrice leastIfmap;
    private final WordPrice leastWeight;
    private final WordPrice leastOfmap;
    private final WordPrice leastPsum;
    /** Where C is not cut no psums leave, and their price does not count. */
    private final Word unmoved;

    private final Map<Long, Word> weights = new HashMap<>();

    TilePrices(LayerCostModel model) {
        this.model = model;
        this.leastIfmap = least(Moved.IFMAP);
        this.leastWeight = least(Moved.WEIGHT);
        this.leastOfmap = least(Moved.OFMAP);
        this.leastPsum = least(Moved.PSUM);
        this.unmoved = new Word(model.leastTraffic(Moved.PSUM), leastPsum);
    }

    private WordPrice least(Moved moved) {
        return model.price(moved, model.leastTraffic(moved));
    }

    /** A kind of word in tiles of some shape. */
    private record Word(PerWord traffic, WordPrice price) {}

    private Word word(Moved moved, Tilings tile) {
        PerWord traffic = model.traffic(moved, tile);
        return new Word(traffic, model.price(moved, traffic));
    }

    private Word weight(Tilings tile) {
        long groups = tile.g().tile();
        long key = (groups * (tile.k().largest() + 1L) + tile.k().tile())
                        * (tile.c().largest() + 1L)
                + tile.c().tile();
        return weights.computeIfAbsent(key, k -> word(Moved.WEIGHT, tile));
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
        private final Map<Integer, Word> ofmaps = new HashMap<>();
        private final Map<Integer, Word> psums = new HashMap<>();

        /** Tiles that differ in K. */
        Column column(Tilings tile) {
            return new Column(this, tile);
        }

        private Word ofmap(Tilings tile) {
            return ofmaps.computeIfAbsent(tile.k().tile(), k -> word(Moved.OFMAP, tile));
        }

        private Word psum(Tilings tile) {
            return tile.c().trips() == 1
                    ? unmoved
                    : psums.computeIfAbsent(tile.k().tile(), k -> word(Moved.PSUM, tile));
        }
    }

    /** Prices of tiles that differ in K. */
    final class Column {
        private final Plane plane;
        private final MovedWords words;
        private final Word ifmap;
        private final double shareBytes;
        private final NestBound.Moves least;

        private Column(Plane plane, Tilings tile) {
            this.plane = plane;
            this.words = model.words(tile);
            this.ifmap = word(Moved.IFMAP, tile);
            this.shareBytes = model.shareBytes(tile);
            this.least = NestBound.Moves.of(
                    words,
                    ifmap.price,
                    leastWeight,
                    leastOfmap,
                    leastPsum,
                    tile.c().parts());
        }

        /** What none of their moves is below. */
        NestBound.Moves least() {
            return least;
        }

        NestBound.Moves moves(Tilings tile) {
            return NestBound.Moves.of(
                            words,
                            ifmap.price,
                            weight(tile).price,
                            plane.ofmap(tile).price,
                            plane.psum(tile).price,
                            tile.c().parts())
                    .in(tile, model);
        }

        TileTraffic traffic(Tilings tile) {
            return new TileTraffic(
                    ifmap.traffic,
                    weight(tile).traffic,
                    plane.ofmap(tile).traffic,
                    plane.psum(tile).traffic,
                    shareBytes);
        }
    }
}
