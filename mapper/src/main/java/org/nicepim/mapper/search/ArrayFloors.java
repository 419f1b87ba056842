package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nicepim.cost.ArrayCost;
import org.nicepim.cost.ArrayTerms;
import org.nicepim.cost.ArrayTerms.Term;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.node.DimTiling;
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
    /** To be set, one by one. */
    static ArrayFloors none(int dataflows) {
        return new ArrayFloors(new double[dataflows], new double[dataflows]);
    }

    void set(int dataflow, ArrayCost.Least least) {
        cycles[dataflow] = least.computeCycles();
        energyPj[dataflow] = least.totalPj();
    }

    /**
     * Of all tiles of a share.
     *
     * @param whole the share in one tile
     */
    static ArrayFloors of(LayerCostModel model, Tilings whole, List<Dataflow> dataflows) {
        ArrayFloors floors = none(dataflows.size());
        for (int d = 0; d < dataflows.size(); d++) {
            Dataflow dataflow = dataflows.get(d);
            ArrayTerms terms = model.arrayTerms(dataflow);
            Term k = terms.ofK(whole);
            Term c = terms.ofC(whole);
            Term others = terms.ofOthers(whole);
            floors.set(d, ArrayTerms.least(k, c, others));
            Lanes lanes = model.lanes(whole, dataflow);
            if (sharesAxis(dataflow, Dim.C)) {
                for (int size = 1; size <= lanes.c(); size++) {
                    floors.lower(d, ArrayTerms.least(k, terms.ofC(with(whole, Dim.C, size)), others));
                }
            } else if (sharesAxis(dataflow, Dim.Q)) {
                for (int size = 1; size <= lanes.q(); size++) {
                    floors.lower(d, ArrayTerms.least(k, c, terms.ofOthers(with(whole, Dim.Q, size))));
                }
            }
        }
        return floors;
    }

    /** Tiles that fill the axis alone leave the dim behind theirs no room, however large they are. */
    private static boolean sharesAxis(Dataflow dataflow, Dim first) {
        return isFirst(dataflow.rowDims(), first) || isFirst(dataflow.colDims(), first);
    }

    private static boolean isFirst(List<Dim> axis, Dim dim) {
        return axis.size() > 1 && axis.get(0) == dim;
    }

    /** What a tile of another size reads does not matter here. */
    private static Tilings with(Tilings whole, Dim dim, int size) {
        DimTiling of = whole.of(dim);
        return TileAxes.with(whole, dim, DimTiling.plain(of.extent(), of.parts(), size));
    }

    private void lower(int dataflow, ArrayCost.Least least) {
        cycles[dataflow] = Math.min(cycles[dataflow], least.computeCycles());
        energyPj[dataflow] = Math.min(energyPj[dataflow], least.totalPj());
    }

    /** These of the largest tile where K and C may shrink: where filter rows lie beside C, the share's floor holds. */
    ArrayFloors shrinking(List<Dataflow> dataflows, ArrayFloors share) {
        for (int d = 0; d < cycles.length; d++) {
            if (dataflows.get(d).rowDims().contains(Dim.R)) {
                cycles[d] = share.cycles[d];
                energyPj[d] = share.energyPj[d];
            }
        }
        return undominated();
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
