package org.nicepim.cost.node;

import org.nicepim.mapping.Dataflow;

/**
 * How far words travel inside PE arrays, in hops from one PE to the next; an edge of the array is one hop from its first PEs.
 *
 * <p>Buffers lie along the edges. A word that several PEs of a row or column use at once is passed on from PE to PE, one hop
 * for each that uses it; a word for one PE passes those before it, so it makes as many hops as its lane's number, counted
 * from 1. Where two dims share an axis, the first one's elements lie side by side.
 *
 * <pre>
 *   dataflow               ifmap                    weight                       psum
 *   C_K, K_C, CR_K         along K: one per MAC     to its lane of C and R,      along C and R: one per MAC
 *                                                   once per visit of its tile
 *   K_QP, QP_K             along K: one per MAC     along Q, P: one per MAC      from and to its lane of K
 *   G_QP, QP_G             to its lane of Q, P      along Q, P: one per MAC      from and to its lane of Q, P
 * </pre>
 *
 * @param ifmap hops of ifmap words
 * @param weight hops of weight words
 * @param psum hops of psums
 */
public record ArrayHops(long ifmap, long weight, long psum) {
    /** Hops of a loop nest whose accesses are counted. */
    public static ArrayHops of(Tilings t, AccessCounts counts, Dataflow dataflow, Lanes lanes) {
        long points = counts.points();
        if (dataflow.weightStationary()) {
            return new ArrayHops(points, weightLoads(t, counts.weight(), dataflow, lanes), points);
        }
        long weight = counts.weight().bufferReads() > 0 ? points : 0;
        long psums = counts.ofmap().updates() + counts.ofmap().accumulateReads();
        if (dataflow == Dataflow.G_QP || dataflow == Dataflow.QP_G) {
            long positions = (long) t.p().extent() * t.q().extent();
            long hops = positions
                    + t.q().lanesTotal(lanes.q()) * t.p().extent()
                    + lanes.q() * t.p().lanesTotal(lanes.p()) * t.q().extent();
            return new ArrayHops(counts.ifmap().bufferReads() / positions * hops, weight, psums / positions * hops);
        }
        return new ArrayHops(points, weight, psums / t.k().extent() * (t.k().lanesTotal(lanes.k()) + t.k().extent()));
    }

    private static long weightLoads(Tilings t, AccessCounts.Input weight, Dataflow dataflow, Lanes lanes) {
        if (dataflow != Dataflow.CR_K) {
            long c = t.c().extent();
            return weight.bufferReads() / c * (t.c().lanesTotal(lanes.c()) + c);
        }
        long filter = (long) t.c().extent() * t.r();
        long hops = t.c().lanesTotal(lanes.c()) * t.r()
                + lanes.c() * DimTiling.lanesOfTile(t.r(), lanes.r()) * t.c().extent();
        return weight.bufferReads() / filter * (hops + filter);
    }
}
