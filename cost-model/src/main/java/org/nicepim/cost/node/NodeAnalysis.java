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
        long points = points(tilings);
        AccessCounts.Output ofmap = ofmap(tilings, fetches, dataflow, lanes);
        AccessCounts.Input weight =
                hasWeights ? weight(tilings, fetches, dataflow, lanes) : new AccessCounts.Input(0, 0);
        long registers = dataflow.weightStationary() ? points + weight.bufferReads() : 2 * points - ofmap.updates();
        return new AccessCounts(
                points, cycles(tilings, lanes), ifmap(tilings, fetches, lanes), weight, ofmap, registers);
    }

    /** Loop points over all parts. */
    public static long points(Tilings t) {
        return positions(t) * t.k().extent() * t.c().extent() * t.r() * t.s();
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
                * filterRowChunks(t, lanes)
                * t.s();
    }

    /** Steps of the filter rows. */
    public static int filterRowChunks(Tilings t, Lanes lanes) {
        return (t.r() + lanes.r() - 1) / lanes.r();
    }

    /** Ifmap words that all nodes need if every tile is fetched once; halos are counted again. */
    public static long ifmapWords(Tilings t) {
        long whole = (long) t.n().extent() * t.g().extent() * t.c().extent() * t.p().inputTotal() * t.q().inputTotal();
        return whole * t.k().parts();
    }

    /** Weights that all nodes need if every tile is fetched once. */
    public static long weightWords(Tilings t) {
        return weights(t) * t.n().parts() * t.p().parts() * t.q().parts();
    }

    /** Finished words. */
    public static long ofmapWords(Tilings t) {
        return positions(t) * t.k().extent();
    }

    private static long weights(Tilings t) {
        return (long) t.g().extent() * t.k().extent() * t.c().extent() * t.r() * t.s();
    }

    private static AccessCounts.Input ifmap(Tilings t, Fetches fetches, Lanes lanes) {
        return new AccessCounts.Input(ifmapWords(t) * fetches.ifmap(), ifmapBufferReads(t, lanes.k()));
    }

    /**
     * Ifmap words read from the buffers, after multicast to PEs.
     *
     * @param lanes output channels that are computed at once
     */
    public static long ifmapBufferReads(Tilings t, int lanes) {
        return positions(t) * t.c().extent() * t.r() * t.s() * t.k().chunksTotal(lanes);
    }

    private static AccessCounts.Input weight(Tilings t, Fetches fetches, Dataflow dataflow, Lanes lanes) {
        return new AccessCounts.Input(weightWords(t) * fetches.weight(), weightBufferReads(t, dataflow, lanes));
    }

    /** Weights read from the buffers, after multicast to PEs. */
    public static long weightBufferReads(Tilings t, Dataflow dataflow, Lanes lanes) {
        return dataflow.weightStationary()
                ? weights(t) * t.n().tiles() * t.p().tiles() * t.q().tiles()
                : weights(t) * t.n().extent() * t.p().chunksTotal(lanes.p()) * t.q().chunksTotal(lanes.q());
    }

    private static AccessCounts.Output ofmap(Tilings t, Fetches fetches, Dataflow dataflow, Lanes lanes) {
        long updates = updates(t, dataflow, lanes);
        long firsts = firstUpdates(t);
        long spills = firsts * (fetches.ofmap() - 1);
        return new AccessCounts.Output(updates, updates - firsts, firsts + spills, spills, spills, ofmapWords(t));
    }

    /** Psums written into the buffers, after reduction over PEs. */
    public static long updates(Tilings t, Dataflow dataflow, Lanes lanes) {
        return dataflow.weightStationary()
                ? ofmapWords(t) * t.c().chunksTotal(lanes.c()) * filterRowChunks(t, lanes) * t.s()
                : ofmapWords(t) * t.c().tiles();
    }

    /** Of these, those that find nothing to be added to. */
    public static long firstUpdates(Tilings t) {
        return ofmapWords(t) * t.c().parts();
    }
}
