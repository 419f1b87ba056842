package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.Moved;
import org.nicepim.cost.MovedWords;
import org.nicepim.cost.TileTraffic;
import org.nicepim.cost.WordPrice;
import org.nicepim.cost.node.Tilings;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;

/** What moving words costs in tiles of one share, under the layouts that make it cheap. */
final class TilePrices {
    private final LayerCostModel model;
    private final WordTraffic traffic;
    private final WordPrice leastIfmap;
    private final WordPrice leastWeight;
    private final WordPrice leastOfmap;
    private final WordPrice leastPsum;

    private final Map<Long, Ways> weights = new HashMap<>();

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

    /**
     * Layouts for a kind of word that no other beats in cycles and energy.
     *
     * @param layouts all of them if another kind of word has the same layout
     * @param least cycles and energy of any
     */
    private record Ways(List<Layout> layouts, WordPrice least) {}

    private Ways ways(Moved moved, Tilings tile) {
        List<Layout> all = traffic.layouts(moved, model);
        List<Layout> layouts = new ArrayList<>(all.size());
        List<WordPrice> prices = new ArrayList<>(all.size());
        double cycles = Double.POSITIVE_INFINITY;
        double pj = Double.POSITIVE_INFINITY;
        for (Layout layout : all) {
            WordPrice price = model.price(moved, traffic.of(moved, layout, model, tile));
            cycles = Math.min(cycles, price.dramCycles());
            pj = Math.min(pj, price.energyPj());
            if (prices.stream().noneMatch(other -> beats(other, price))) {
                for (int i = prices.size() - 1; i >= 0; i--) {
                    if (beats(price, prices.get(i))) {
                        prices.remove(i);
                        layouts.remove(i);
                    }
                }
                prices.add(price);
                layouts.add(layout);
            }
        }
        boolean tied = model.weightHasLayout() && (moved == Moved.IFMAP || moved == Moved.WEIGHT);
        return new Ways(tied ? all : layouts, new WordPrice(cycles, pj));
    }

    private static boolean beats(WordPrice a, WordPrice b) {
        return a.dramCycles() <= b.dramCycles() && a.energyPj() <= b.energyPj();
    }

    private Ways weight(Tilings tile) {
        long groups = tile.g().tile();
        long key = (groups * (tile.k().largest() + 1L) + tile.k().tile())
                        * (tile.c().largest() + 1L)
                + tile.c().tile();
        return weights.computeIfAbsent(key, k -> ways(Moved.WEIGHT, tile));
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
        private final Map<Integer, Ways> ofmaps = new HashMap<>();
        private final Map<Integer, WordPrice> psums = new HashMap<>();

        /** Tiles that differ in K. */
        Column column(Tilings tile) {
            return new Column(this, tile);
        }

        private Ways ofmap(Tilings tile) {
            return ofmaps.computeIfAbsent(tile.k().tile(), k -> ways(Moved.OFMAP, tile));
        }

        /** Where C is not cut no psums leave, and their price does not count. */
        private WordPrice psum(Tilings tile) {
            return tile.c().trips() == 1
                    ? leastPsum
                    : psums.computeIfAbsent(tile.k().tile(), k -> ways(Moved.PSUM, tile).least);
        }
    }

    /** Prices of tiles that differ in K. */
    final class Column {
        private final Plane plane;
        private final MovedWords words;
        private final Ways ifmap;
        private final NestBound.Moves least;

        private Column(Plane plane, Tilings tile) {
            this.plane = plane;
            this.words = model.words(tile);
            this.ifmap = ways(Moved.IFMAP, tile);
            this.least = NestBound.Moves.of(
                    words,
                    ifmap.least,
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
                            ifmap.least,
                            weight(tile).least,
                            plane.ofmap(tile).least,
                            plane.psum(tile),
                            tile.c().parts())
                    .in(tile, model);
        }

        /** Layouts worth trying for a tile, and what its words take then. */
        List<Choice> choices(Tilings tile) {
            List<Layout> ofmaps = plane.ofmap(tile).layouts;
            List<Choice> choices = new ArrayList<>(ifmap.layouts.size() * ofmaps.size());
            for (Layout in : ifmap.layouts) {
                for (Layout out : ofmaps) {
                    LayerMapping.Layouts layouts = new LayerMapping.Layouts(in, out);
                    choices.add(new Choice(layouts, traffic.of(layouts, model, tile)));
                }
            }
            return choices;
        }
    }

    /**
     * Layouts of both feature maps.
     *
     * @param layouts in and out
     * @param traffic of a tile
     */
    record Choice(LayerMapping.Layouts layouts, TileTraffic traffic) {}
}
