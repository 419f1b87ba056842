package org.nicepim.cost.node;

import java.util.List;
import org.nicepim.mapping.Dataflow;
import org.nicepim.workload.Dim;

/**
 * How many elements of each dim a PE array computes at once under a dataflow.
 *
 * @param g groups
 * @param k output channels
 * @param c input channels
 * @param p output rows
 * @param q output columns
 * @param r filter rows
 */
public record Lanes(int g, int k, int c, int p, int q, int r) {
    /** A single PE. */
    public static final Lanes ONE = new Lanes(1, 1, 1, 1, 1, 1);

    /**
     * Unrolls a share over an array. Along an axis the first dim takes as many PEs as it has elements, the next takes
     * what is left.
     *
     * @param tilings gives the tile
     */
    public static Lanes of(Dataflow dataflow, Tilings tilings, int peRows, int peCols) {
        int[] lanes = {1, 1, 1, 1, 1, 1, 1, 1};
        fill(lanes, dataflow.rowDims(), tilings, peRows);
        fill(lanes, dataflow.colDims(), tilings, peCols);
        return new Lanes(
                lanes[Dim.G.ordinal()],
                lanes[Dim.K.ordinal()],
                lanes[Dim.C.ordinal()],
                lanes[Dim.P.ordinal()],
                lanes[Dim.Q.ordinal()],
                lanes[Dim.R.ordinal()]);
    }

    private static void fill(int[] lanes, List<Dim> dims, Tilings tilings, int pes) {
        int left = pes;
        for (int i = 0; i < dims.size(); i++) {
            Dim dim = dims.get(i);
            int extent = dim == Dim.R ? tilings.r() : tilings.of(dim).tile();
            int taken = Math.min(extent, left);
            lanes[dim.ordinal()] = taken;
            left /= taken;
        }
    }
}
