package org.nicepim.mapper.search;

import java.util.List;
import java.util.function.IntFunction;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.node.DimTiling;
import org.nicepim.cost.node.Tilings;
import org.nicepim.workload.Dim;
import org.nicepim.workload.LayerDims;

/**
 * The tile sizes that are tried along each dim, largest first.
 *
 * @param n batch
 * @param g groups
 * @param k output channels
 * @param c input channels
 * @param p output rows
 * @param q output columns
 * @param r filter rows, whole
 * @param s filter columns, whole
 */
record TileAxes(
        List<DimTiling> n,
        List<DimTiling> g,
        List<DimTiling> k,
        List<DimTiling> c,
        List<DimTiling> p,
        List<DimTiling> q,
        int r,
        int s) {
    /**
     * Cuts a share.
     *
     * @param sizes tile sizes of an extent, largest first
     */
    static TileAxes of(LayerCostModel model, LayerDims share, IntFunction<List<Integer>> sizes) {
        return new TileAxes(
                axis(Dim.N, model, share, sizes),
                axis(Dim.G, model, share, sizes),
                axis(Dim.K, model, share, sizes),
                axis(Dim.C, model, share, sizes),
                axis(Dim.P, model, share, sizes),
                axis(Dim.Q, model, share, sizes),
                share.r(),
                share.s());
    }

    private static List<DimTiling> axis(
            Dim dim, LayerCostModel model, LayerDims share, IntFunction<List<Integer>> sizes) {
        return sizes.apply(share.of(dim)).stream()
                .map(size -> model.tiling(dim, size))
                .toList();
    }

    /** Sizes of all dims but K together. */
    long columns() {
        return (long) n.size() * g.size() * c.size() * p.size() * q.size();
    }

    /** The share in one tile, whether or not it fits. */
    Tilings whole() {
        return plane(n.get(0), g.get(0), p.get(0), q.get(0));
    }

    /** All of K and C in one tile. */
    Tilings plane(DimTiling ofN, DimTiling ofG, DimTiling ofP, DimTiling ofQ) {
        return new Tilings(ofN, ofG, k.get(0), c.get(0), ofP, ofQ, r, s);
    }

    /** The same with another size of one dim. */
    static Tilings with(Tilings tile, Dim dim, DimTiling size) {
        return new Tilings(
                dim == Dim.N ? size : tile.n(),
                dim == Dim.G ? size : tile.g(),
                dim == Dim.K ? size : tile.k(),
                dim == Dim.C ? size : tile.c(),
                dim == Dim.P ? size : tile.p(),
                dim == Dim.Q ? size : tile.q(),
                tile.r(),
                tile.s());
    }

    /** The same with other sizes of K and C. */
    static Tilings with(Tilings tile, DimTiling k, DimTiling c) {
        return new Tilings(tile.n(), tile.g(), k, c, tile.p(), tile.q(), tile.r(), tile.s());
    }

    static DimTiling smallest(List<DimTiling> sizes) {
        return sizes.get(sizes.size() - 1);
    }
}
