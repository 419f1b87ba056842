package org.nicepim.mapper.search;

import org.jspecify.annotations.Nullable;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.Moved;
import org.nicepim.cost.MovedWords;
import org.nicepim.cost.TileTraffic;
import org.nicepim.cost.WordPrice;
import org.nicepim.cost.WordRate;
import org.nicepim.cost.node.Tilings;

/** What moving words costs in tiles of one share, by the numbers of their sizes. */
final class TilePrices {
    private final LayerCostModel model;
    private final TileAxes axes;
    private final WordTraffic traffic;
    private final Rates rates;
    /** By G, C and K. */
    private final @Nullable WordPrice[] weights;

    TilePrices(LayerCostModel model, TileAxes axes, WordTraffic traffic) {
        this.model = model;
        this.axes = axes;
        this.traffic = traffic;
        this.rates = new Rates(model);
        this.weights =
                new WordPrice[axes.g().size() * axes.c().size() * axes.k().size()];
    }

    /** What no tile's moves are below. */
    static NestBound.Moves least(LayerCostModel model, Tilings tile) {
        return new Rates(model).least(model.words(tile), tile);
    }

    /** Prices of words of all kinds. */
    private static final class Rates {
        private final WordRate[] rates = new WordRate[Moved.values().length];
        private final WordPrice[] least = new WordPrice[rates.length];

        Rates(LayerCostModel model) {
            for (Moved moved : Moved.values()) {
                WordRate rate = model.rate(moved);
                rates[moved.ordinal()] = rate;
                least[moved.ordinal()] = rate.of(model.leastTraffic(moved));
            }
        }

        WordRate of(Moved moved) {
            return rates[moved.ordinal()];
        }

        WordPrice least(Moved moved) {
            return least[moved.ordinal()];
        }

        NestBound.Moves least(MovedWords words, Tilings tile) {
            return least(words, least(Moved.IFMAP), tile);
        }

        NestBound.Moves least(MovedWords words, WordPrice ifmap, Tilings tile) {
            return NestBound.Moves.of(
                    words,
                    ifmap,
                    least(Moved.WEIGHT),
                    least(Moved.OFMAP),
                    least(Moved.PSUM),
                    tile.c().parts());
        }
    }

    private WordPrice price(Moved moved, Tilings tile) {
        return rates.of(moved).of(traffic.of(moved, model, tile));
    }

    private WordPrice weight(Tilings tile, int g, int c, int k) {
        int at = (g * axes.c().size() + c) * axes.k().size() + k;
        WordPrice known = weights[at];
        if (known == null) {
            known = price(Moved.WEIGHT, tile);
            weights[at] = known;
        }
        return known;
    }

    /**
     * Tiles that differ in K and C.
     *
     * @param tile one of them
     * @param g number of their size of G
     */
    Plane plane(Tilings tile, int g) {
        return new Plane(tile, g);
    }

    /** Prices of tiles that differ in K and C. */
    final class Plane {
        private final int g;
        private final MovedWords words;
        private final NestBound.Moves least;
        private final @Nullable WordPrice[] ofmaps = new WordPrice[axes.k().size()];
        private final @Nullable WordPrice[] psums = new WordPrice[axes.k().size()];

        private Plane(Tilings tile, int g) {
            this.g = g;
            this.words = model.words(tile);
            this.least = rates.least(words, tile);
        }

        /** What none of their moves is below. */
        NestBound.Moves least() {
            return least;
        }

        /**
         * Tiles that differ in K.
         *
         * @param tile one of them
         * @param c number of their size of C
         */
        Column column(Tilings tile, int c) {
            return new Column(this, tile, c);
        }

        private WordPrice ofmap(Tilings tile, int k) {
            return known(ofmaps, Moved.OFMAP, tile, k);
        }

        /** Where C is not cut no psums leave, and their price does not count. */
        private WordPrice psum(Tilings tile, int k) {
            return tile.c().trips() == 1 ? rates.least(Moved.PSUM) : known(psums, Moved.PSUM, tile, k);
        }

        private WordPrice known(@Nullable WordPrice[] prices, Moved moved, Tilings tile, int k) {
            WordPrice known = prices[k];
            if (known == null) {
                known = price(moved, tile);
                prices[k] = known;
            }
            return known;
        }
    }

    /** Prices of tiles that differ in K. */
    final class Column {
        private final Plane plane;
        private final int c;
        private final WordPrice ifmap;
        private final NestBound.Moves least;

        private Column(Plane plane, Tilings tile, int c) {
            this.plane = plane;
            this.c = c;
            this.ifmap = price(Moved.IFMAP, tile);
            this.least = rates.least(plane.words, ifmap, tile);
        }

        /** What none of their moves is below. */
        NestBound.Moves least() {
            return least;
        }

        NestBound.Moves moves(Tilings tile, int k) {
            return NestBound.Moves.of(
                            plane.words,
                            ifmap,
                            weight(tile, plane.g, c, k),
                            plane.ofmap(tile, k),
                            plane.psum(tile, k),
                            tile.c().parts())
                    .in(tile, model);
        }

        TileTraffic traffic(Tilings tile) {
            return traffic.of(model, tile);
        }
    }
}
