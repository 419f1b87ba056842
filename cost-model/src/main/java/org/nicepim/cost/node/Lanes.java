package org.nicepim.cost.node;

import org.nicepim.mapping.Dataflow;

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
        return switch (dataflow) {
            case C_K -> channels(tilings, peCols, peRows, 1);
            case K_C -> channels(tilings, peRows, peCols, 1);
            case CR_K -> channels(tilings, peCols, peRows, tilings.r());
            case K_QP -> positions(1, Math.min(tilings.k().tile(), peRows), tilings, peCols);
            case QP_K -> positions(1, Math.min(tilings.k().tile(), peCols), tilings, peRows);
            case G_QP -> positions(Math.min(tilings.g().tile(), peRows), 1, tilings, peCols);
            case QP_G -> positions(Math.min(tilings.g().tile(), peCols), 1, tilings, peRows);
        };
    }

    /** Output channels on one axis, input channels on the other with filter rows beside them. */
    private static Lanes channels(Tilings tilings, int outputPes, int inputPes, int filterRows) {
        int c = Math.min(tilings.c().tile(), inputPes);
        int r = Math.min(filterRows, inputPes / c);
        return new Lanes(1, Math.min(tilings.k().tile(), outputPes), c, 1, 1, r);
    }

    /** Output columns on one axis, with rows beside them. */
    private static Lanes positions(int g, int k, Tilings tilings, int pes) {
        int q = Math.min(tilings.q().tile(), pes);
        return new Lanes(g, k, 1, Math.min(tilings.p().tile(), pes / q), q, 1);
    }
}
