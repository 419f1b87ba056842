package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.node.DimTiling;
import org.nicepim.cost.node.Tilings;
import org.nicepim.mapper.mapspace.TileSizes;
import org.nicepim.workload.Dim;
import org.nicepim.workload.LayerDims;

/**
 * A grid of tile sizes, largest first along each dim. What fits the buffers is closed downwards, so for each choice of
 * five dims the sixth takes its largest size that fits, and the result is maximal unless one of the five can grow.
 */
final class TileGrid {
    private static final List<Dim> DIMS = List.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q);
    /** The dim that is grown last: K. */
    private static final int LAST = 2;

    private final List<List<DimTiling>> axes;
    private final LayerCostModel model;
    private final LayerDims share;
    private final List<Tilings> found = new ArrayList<>();

    TileGrid(LayerCostModel model, LayerDims share, int sizesPerDim) {
        this.model = model;
        this.share = share;
        this.axes = DIMS.stream()
                .map(dim -> TileSizes.some(share.of(dim), sizesPerDim).stream()
                        .map(size -> model.tiling(dim, size))
                        .toList())
                .toList();
    }

    List<Tilings> maximal() {
        walk(new int[DIMS.size()], 0);
        return List.copyOf(found);
    }

    private void walk(int[] levels, int dim) {
        if (dim == DIMS.size()) {
            grow(levels);
        } else if (dim == LAST) {
            walk(levels, dim + 1);
        } else {
            for (int level = 0; level < axes.get(dim).size(); level++) {
                levels[dim] = level;
                walk(levels, dim + 1);
            }
        }
    }

    private void grow(int[] levels) {
        for (int level = 0; level < axes.get(LAST).size(); level++) {
            levels[LAST] = level;
            Tilings tilings = tilings(levels);
            if (model.fits(tilings)) {
                if (isMaximal(levels)) {
                    found.add(tilings);
                }
                return;
            }
        }
    }

    private boolean isMaximal(int[] levels) {
        for (int dim = 0; dim < levels.length; dim++) {
            if (dim != LAST && levels[dim] > 0) {
                levels[dim]--;
                boolean larger = model.fits(tilings(levels));
                levels[dim]++;
                if (larger) {
                    return false;
                }
            }
        }
        return true;
    }

    private Tilings tilings(int[] levels) {
        return new Tilings(
                axes.get(0).get(levels[0]),
                axes.get(1).get(levels[1]),
                axes.get(2).get(levels[2]),
                axes.get(3).get(levels[3]),
                axes.get(4).get(levels[4]),
                axes.get(5).get(levels[5]),
                share.r(),
                share.s());
    }
}
