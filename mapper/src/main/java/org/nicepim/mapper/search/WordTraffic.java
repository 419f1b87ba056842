package org.nicepim.mapper.search;

import java.util.HashMap;
import java.util.List;
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
 * DRAM cost of words in tiles of one share, under each layout that feature maps may have. Each kind of word depends on some dims of the
 * tile only, so it is worked out once for all tiles that have these in common, for all placements and numbers of copies.
 */
final class WordTraffic {
    private final List<Layout> ifmapLayouts;
    private final List<Layout> ofmapLayouts;
    private final Map<Key, PerWord> known = new HashMap<>();

    private WordTraffic(List<Layout> ifmapLayouts, List<Layout> ofmapLayouts) {
        this.ifmapLayouts = ifmapLayouts;
        this.ofmapLayouts = ofmapLayouts;
    }

    /** Both feature maps may have any of these layouts. */
    static WordTraffic anyOf(List<Layout> layouts) {
        return new WordTraffic(layouts, layouts);
    }

    /** The layouts are chosen. */
    static WordTraffic under(LayerMapping.Layouts layouts) {
        return new WordTraffic(List.of(layouts.ifmap()), List.of(layouts.ofmap()));
    }

    private record Key(Moved moved, Layout layout, int members, int a, int b, int c, int p, int q) {}

    /** Layouts in which words of one kind may lie; a single one, whichever, where it makes no difference. */
    List<Layout> layouts(Moved moved, LayerCostModel model) {
        return switch (moved) {
            case IFMAP -> ifmapLayouts;
            case WEIGHT -> model.weightHasLayout() ? ifmapLayouts : ifmapLayouts.subList(0, 1);
            case OFMAP -> ofmapLayouts;
            case PSUM -> ofmapLayouts.subList(0, 1);
        };
    }

    PerWord of(Moved moved, Layout layout, LayerCostModel model, Tilings tile) {
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

    /** All words of a tile under given layouts; where C is not cut no psums leave, and their cost does not count. */
    TileTraffic of(LayerMapping.Layouts layouts, LayerCostModel model, Tilings tile) {
        Layout weight = model.weightHasLayout() ? layouts.ifmap() : ifmapLayouts.get(0);
        return new TileTraffic(
                of(Moved.IFMAP, layouts.ifmap(), model, tile),
                of(Moved.WEIGHT, weight, model, tile),
                of(Moved.OFMAP, layouts.ofmap(), model, tile),
                tile.c().trips() == 1
                        ? model.leastTraffic(Moved.PSUM)
                        : of(Moved.PSUM, ofmapLayouts.get(0), model, tile),
                model.shareBytes(tile));
    }
}
