package org.nicepim.mapper.search;

import java.util.List;
import org.nicepim.cost.ArrayCost;
import org.nicepim.cost.ArrayTerms;
import org.nicepim.cost.ArrayTerms.Term;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.node.DimTiling;
import org.nicepim.cost.node.Tilings;
import org.nicepim.mapping.Dataflow;

/** What PE arrays take at least in the tiles of one share, by dataflow; what sizes of K and C bring is worked out once. */
final class ArrayTable {
    private final List<ArrayTerms> terms;
    /** By dataflow and size. */
    private final Term[][] ofK;

    private final Term[][] ofC;

    ArrayTable(LayerCostModel model, TileAxes axes, List<Dataflow> dataflows) {
        this.terms = dataflows.stream().map(model::arrayTerms).toList();
        this.ofK = new Term[dataflows.size()][axes.k().size()];
        this.ofC = new Term[dataflows.size()][axes.c().size()];
        Tilings whole = axes.whole();
        for (int d = 0; d < ofK.length; d++) {
            for (int k = 0; k < ofK[d].length; k++) {
                DimTiling size = axes.k().get(k);
                ofK[d][k] = terms.get(d).ofK(TileAxes.with(whole, size, whole.c()));
            }
            for (int c = 0; c < ofC[d].length; c++) {
                DimTiling size = axes.c().get(c);
                ofC[d][c] = terms.get(d).ofC(TileAxes.with(whole, whole.k(), size));
            }
        }
    }

    /** What a tile brings whose K and C are still open, by dataflow. */
    Term[] others(Tilings tile) {
        Term[] others = new Term[terms.size()];
        for (int d = 0; d < others.length; d++) {
            others[d] = terms.get(d).ofOthers(tile);
        }
        return others;
    }

    /** Of one tile, and of all smaller ones unless a dim that leaves room for another is smaller in them. */
    ArrayFloors floors(Term[] others, int k, int c) {
        ArrayFloors floors = ArrayFloors.none(others.length);
        for (int d = 0; d < others.length; d++) {
            ArrayCost.Least least = ArrayTerms.least(ofK[d][k], ofC[d][c], others[d]);
            floors.set(d, least);
        }
        return floors;
    }
}
