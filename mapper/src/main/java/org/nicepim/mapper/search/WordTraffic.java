package org.nicepim.mapper.search;

import java.util.HashMap;
import java.util.Map;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.Moved;
import org.nicepim.cost.TileTraffic;
import org.nicepim.cost.TileTraffic.PerWord;
import org.nicepim.cost.node.Tilings;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;
import org.nicepim.workload.Operand;

/**
 * DRAM cost of words in tiles of one share, under any layout of feature maps. Each kind of word depends on some dims of the
 * tile only, so it is worked out once for all tiles that have these in common, for all placements and numbers of copies.
 */
final class WordTraffic {
    private final LayerMapping.Layouts own;
    private final Map<Key, PerWord> known = new HashMap<>();

    private WordTraffic(LayerMapping.Layouts own) {
        this.own = own;
    }

    /** Under given layouts, and under others where they are named. */
    static WordTraffic under(LayerMapping.Layouts layouts) {
        return new WordTraffic(layouts);
    }

    private record Key(Moved moved, Layout layout, int members, int a, int b, int c, int p, int q) {}

    /** Words of one kind under its own layouts. */
    PerWord of(Moved moved, LayerCostModel model, Tilings tile) {
        return of(moved, moved == Moved.IFMAP || moved == Moved.WEIGHT ? own.ifmap() : own.ofmap(), model, tile);
    }

    private PerWord of(Moved moved, Layout layout, LayerCostModel model, Tilings tile) {
        return known.computeIfAbsent(key(moved, layout, model, tile), key -> model.traffic(moved, layout, tile));
    }

    private static Key key(Moved moved, Layout layout, LayerCostModel model, Tilings t) {
        int n = t.n().tile();
        int g = t.g().tile();
        int p = t.p().tile();
        int q = t.q().tile();
        return switch (moved) {
            case IFMAP -> new Key(moved, layout, model.members(Operand.IFMAP), n, g, t.c().tile(), p, q);
            case WEIGHT -> new Key(moved, layout, model.members(Operand.WEIGHT), t.k().tile(), g, t.c().tile(), 0, 0);
            case OFMAP -> new Key(moved, layout, model.members(Operand.OFMAP), n, g, t.k().tile(), p, q);
            case PSUM -> new Key(moved, layout, 1, n, g, t.k().tile(), p, q);
        };
    }

    /** All words of a tile under its own layouts. */
    TileTraffic of(LayerCostModel model, Tilings tile) {
        return of(own, model, tile);
    }

    /** All words of a tile under given layouts; where C is not cut no psums leave, and their cost does not count. */
    TileTraffic of(LayerMapping.Layouts layouts, LayerCostModel model, Tilings tile) {
        Layout weight = model.weightHasLayout() ? layouts.ifmap() : own.ifmap();
        return new TileTraffic(
                of(Moved.IFMAP, layouts.ifmap(), model, tile),
                of(Moved.WEIGHT, weight, model, tile),
                of(Moved.OFMAP, layouts.ofmap(), model, tile),
                tile.c().trips() == 1 ? model.leastTraffic(Moved.PSUM) : of(Moved.PSUM, model, tile),
                model.shareBytes(tile));
    }
}
