package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nicepim.cost.ArrayCost;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.node.Lanes;
import org.nicepim.cost.node.Tilings;
import org.nicepim.mapping.Dataflow;
import org.nicepim.workload.Dim;

/**
 * What the PE arrays take at least, by dataflow: cycles, and energy without the wires to lanes behind the first. Both grow as tiles
 * shrink, with one exception: where two dims share an axis of the array, a smaller tile of the first leaves room for the
 * second.
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record ArrayFloors(double[] cycles, double[] energyPj) {
    /**
     * Of all tiles of a share.
     *
     * @param whole the share in one tile
     */
    static ArrayFloors of(LayerCostModel model, Tilings whole, List<Dataflow> dataflows) {
        ArrayFloors floors = at(model, whole, dataflows);
        for (int d = 0; d < dataflows.size(); d++) {
            Dataflow dataflow = dataflows.get(d);
            if (dataflow.rowDims().size() > 1) {
                floors.lower(d, model, whole, dataflow, dataflow.rowDims().get(0));
            } else if (dataflow.colDims().size() > 1) {
                floors.lower(d, model, whole, dataflow, dataflow.colDims().get(0));
            }
        }
        return floors;
    }

    /** Tiles that fill the axis alone leave the second dim no room, however large they are. */
    private void lower(int at, LayerCostModel model, Tilings whole, Dataflow dataflow, Dim first) {
        Lanes lanes = model.lanes(whole, dataflow);
        int most = first == Dim.C ? lanes.c() : lanes.q();
        for (int size = 1; size <= most; size++) {
            Tilings tile = TileAxes.with(whole, first, model.tiling(first, size));
            ArrayCost.Least least = model.leastArray(tile, dataflow);
            cycles[at] = Math.min(cycles[at], least.computeCycles());
            energyPj[at] = Math.min(energyPj[at], least.totalPj());
        }
    }

    /** Of one tile, and of all smaller ones unless a dim that leaves room for another is smaller in them. */
    static ArrayFloors at(LayerCostModel model, Tilings tile, List<Dataflow> dataflows) {
        ArrayFloors floors = new ArrayFloors(new double[dataflows.size()], new double[dataflows.size()]);
        for (int d = 0; d < floors.cycles.length; d++) {
            ArrayCost.Least least = model.leastArray(tile, dataflows.get(d));
            floors.cycles[d] = least.computeCycles();
            floors.energyPj[d] = least.totalPj();
        }
        return floors;
    }

    /** Of the tiles with the given sizes of all dims but K and C, which may shrink: of filter rows beside C the share's floor holds. */
    static ArrayFloors below(LayerCostModel model, Tilings tile, List<Dataflow> dataflows, ArrayFloors share) {
        ArrayFloors floors = at(model, tile, dataflows);
        for (int d = 0; d < floors.cycles.length; d++) {
            if (dataflows.get(d).rowDims().contains(Dim.R)) {
                floors.cycles[d] = share.cycles[d];
                floors.energyPj[d] = share.energyPj[d];
            }
        }
        return floors.undominated();
    }

    /** Without those that another beats in both. */
    ArrayFloors undominated() {
        int kept = 0;
        double[] fewest = new double[cycles.length];
        double[] least = new double[cycles.length];
        for (int d = 0; d < cycles.length; d++) {
            if (!isBeaten(d)) {
                fewest[kept] = cycles[d];
                least[kept++] = energyPj[d];
            }
        }
        return new ArrayFloors(Arrays.copyOf(fewest, kept), Arrays.copyOf(least, kept));
    }

    private boolean isBeaten(int d) {
        for (int other = 0; other < cycles.length; other++) {
            boolean better = cycles[other] < cycles[d] || energyPj[other] < energyPj[d] || other < d;
            if (other != d && better && cycles[other] <= cycles[d] && energyPj[other] <= energyPj[d]) {
                return true;
            }
        }
        return false;
    }

    /** Dataflows on one tile without those that another beats in cycles and energy: all else is equal. */
    static List<ArrayCost> undominated(LayerCostModel model, Tilings tile, List<Dataflow> dataflows) {
        List<ArrayCost> kept = new ArrayList<>(dataflows.size());
        for (Dataflow dataflow : dataflows) {
            ArrayCost array = model.array(tile, dataflow);
            if (kept.stream().noneMatch(other -> beats(other, array))) {
                kept.removeIf(other -> beats(array, other));
                kept.add(array);
            }
        }
        return kept;
    }

    private static boolean beats(ArrayCost a, ArrayCost b) {
        return a.computeCycles() <= b.computeCycles() && a.totalPj() <= b.totalPj();
    }
}
