package org.nicepim.cost.node;

import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LoopOrder;

/**
 * Closed-form access counts of a loop nest. Parts of different dims are independent, so a count over all nodes is a
 * product of sums over parts.
 *
 * <p>Inside a tile the loops depend on the dataflow. Weight stationary: {@code for g,k,c,r,s: for n,p,q}, each chunk of
 * weights read once per tile, a psum update per position, chunk of C and R, and s. Output stationary:
 * {@code for n,g,k,p,q: for c,r,s}, psums stay in registers while a tile's C, R, S run.
 */
public final class NodeAnalysis {
    private NodeAnalysis() {}

    /**
     * Counts a loop nest.
     *
     * @param tilings how the layer is cut
     * @param order of the loops over tiles
     * @param dataflow of the PE array
     * @param lanes of the dataflow on the PE array
     * @param hasWeights false for layers without a weight operand
     */
    public static AccessCounts count(
            Tilings tilings, LoopOrder order, Dataflow dataflow, Lanes lanes, boolean hasWeights) {
        return count(tilings, Fetches.of(order, tilings), dataflow, lanes, hasWeights);
    }

    /** Counts a loop nest whose fetches are known. */
    public static AccessCounts count(
            Tilings tilings, Fetches fetches, Dataflow dataflow, Lanes lanes, boolean hasWeights) {
        long points = positions(tilings) * tilings.k().extent() * tilings.c().extent() * tilings.r() * tilings.s();
        AccessCounts.Output ofmap = ofmap(tilings, fetches, dataflow, lanes);
        AccessCounts.Input weight =
                hasWeights ? weight(tilings, fetches, dataflow, lanes) : new AccessCounts.Input(0, 0);
        long registers = dataflow.weightStationary() ? points + weight.bufferReads() : 2 * points - ofmap.updates();
        return new AccessCounts(
                points, cycles(tilings, lanes), ifmap(tilings, fetches, lanes), weight, ofmap, registers);
    }

    /** N·G·P·Q over all parts. */
    private static long positions(Tilings t) {
        return (long) t.n().extent() * t.g().extent() * t.p().extent() * t.q().extent();
    }

    private static long cycles(Tilings t, Lanes lanes) {
        return t.n().largest()
                * t.g().chunksLargest(lanes.g())
                * t.k().chunksLargest(lanes.k())
                * t.c().chunksLargest(lanes.c())
                * t.p().chunksLargest(lanes.p())
                * t.q().chunksLargest(lanes.q())
                * ceilDiv(t.r(), lanes.r())
                * t.s();
    }

    private static AccessCounts.Input ifmap(Tilings t, Fetches fetches, Lanes lanes) {
        long whole = (long) t.n().extent() * t.g().extent() * t.c().extent() * t.p().inputTotal() * t.q().inputTotal();
        long reads = positions(t) * t.c().extent() * t.r() * t.s() * t.k().chunksTotal(lanes.k());
        return new AccessCounts.Input(whole * fetches.ifmap() * t.k().parts(), reads);
    }

    private static AccessCounts.Input weight(Tilings t, Fetches fetches, Dataflow dataflow, Lanes lanes) {
        long whole = (long) t.g().extent() * t.k().extent() * t.c().extent() * t.r() * t.s();
        long copies = (long) t.n().parts() * t.p().parts() * t.q().parts();
        long reads = dataflow.weightStationary()
                ? whole * t.n().tiles() * t.p().tiles() * t.q().tiles()
                : whole * t.n().extent() * t.p().chunksTotal(lanes.p()) * t.q().chunksTotal(lanes.q());
        return new AccessCounts.Input(whole * fetches.weight() * copies, reads);
    }

    private static AccessCounts.Output ofmap(Tilings t, Fetches fetches, Dataflow dataflow, Lanes lanes) {
        long whole = positions(t) * t.k().extent();
        long updates = dataflow.weightStationary()
                ? whole * t.c().chunksTotal(lanes.c()) * ceilDiv(t.r(), lanes.r()) * t.s()
                : whole * t.c().tiles();
        long firsts = whole * t.c().parts();
        long spills = whole * t.c().parts() * (fetches.ofmap() - 1);
        return new AccessCounts.Output(updates, updates - firsts, firsts + spills, spills, spills, whole);
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }
}
