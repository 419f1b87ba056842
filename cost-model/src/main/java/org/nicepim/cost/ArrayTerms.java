package org.nicepim.cost;

import org.nicepim.cost.node.Lanes;
import org.nicepim.cost.node.NodeAnalysis;
import org.nicepim.cost.node.Tilings;
import org.nicepim.mapping.Dataflow;

/**
 * What the PE arrays take at least under one dataflow, taken apart by dims of the tile, so that tiles which have some of them in common
 * share what these bring:
 *
 * <pre>
 *   cycles   max( k.cycles · c.cycles · others.cycles,  k.portCycles, c.portCycles, others.portCycles )
 *   energy   k + c + others
 * </pre>
 *
 * K alone decides how often ifmap words are read from their buffer, C how often psums are, and the others how often weights are. That is
 * what {@link LayerCostModel#array} comes to if all lanes were the first, to which wires are shortest ({@code ArrayHops}): the way to lanes behind
 * it may be longer for a large tile than for a small one.
 */
public final class ArrayTerms {
    private final Dataflow dataflow;
    private final ArrayPrices prices;
    private final boolean hasWeights;
    /** True if groups lie on an axis: then no ifmap word is for several PEs. */
    private final boolean groups;

    /**
     * What some dims of a tile bring.
     *
     * @param cycles a factor of the cycles that the arrays of the largest share compute for
     * @param portCycles of the buffer port that they keep busy
     * @param energyPj of all nodes
     */
    public record Term(double cycles, double portCycles, double energyPj) {}

    ArrayTerms(Dataflow dataflow, ArrayPrices prices, boolean hasWeights) {
        this.dataflow = dataflow;
        this.prices = prices;
        this.hasWeights = hasWeights;
        this.groups = dataflow == Dataflow.G_QP || dataflow == Dataflow.QP_G;
    }

    /** What the arrays take. */
    public static ArrayCost.Least least(Term k, Term c, Term others) {
        double ports = Math.max(k.portCycles, Math.max(c.portCycles, others.portCycles));
        return new ArrayCost.Least(
                Math.max(k.cycles * c.cycles * others.cycles, ports), k.energyPj + c.energyPj + others.energyPj);
    }

    private Lanes lanes(Tilings tile) {
        return Lanes.of(dataflow, tile, prices.peRows(), prices.peCols());
    }

    /** Of K, the other sizes do not matter: ifmap words from their buffer. */
    public Term ofK(Tilings tile) {
        int lanes = lanes(tile).k();
        double reads = NodeAnalysis.ifmapBufferReads(tile, lanes) * prices.readsPerPoint();
        double wire = groups ? prices.wordHopPj() : 0;
        return new Term(
                tile.k().chunksLargest(lanes),
                prices.share(tile) * reads / prices.peRows(),
                reads * (prices.buffers().ifmapReadPj() + wire));
    }

    /** Of C, the other sizes do not matter: psums to and from their buffer. */
    public Term ofC(Tilings tile) {
        Lanes lanes = lanes(tile);
        double updates = NodeAnalysis.updates(tile, dataflow, lanes);
        double reads = updates - NodeAnalysis.firstUpdates(tile);
        double feed = updates * prices.buffers().ofmapWritePj()
                + reads * prices.buffers().ofmapReadPj();
        double moved = dataflow.weightStationary()
                ? 0
                : (updates + reads) * prices.psumHopPj() - updates * prices.registerPj();
        return new Term(
                tile.c().chunksLargest(lanes.c()) * NodeAnalysis.filterRowChunks(tile, lanes),
                prices.share(tile) * updates / prices.peCols(),
                feed + moved);
    }

    /** Of all dims but K and C: operations, and weights from their buffer. */
    public Term ofOthers(Tilings tile) {
        Lanes lanes = lanes(tile);
        double points = NodeAnalysis.points(tile);
        double weights = hasWeights ? NodeAnalysis.weightBufferReads(tile, dataflow, lanes) : 0;
        double cycles = (double) tile.n().largest()
                * tile.g().chunksLargest(lanes.g())
                * tile.p().chunksLargest(lanes.p())
                * tile.q().chunksLargest(lanes.q())
                * tile.s();
        double ifmapHops = groups ? 0 : points * prices.readsPerPoint();
        double stays;
        if (dataflow.weightStationary()) {
            stays = (points + weights) * prices.registerPj()
                    + (ifmapHops + weights) * prices.wordHopPj()
                    + points * prices.psumHopPj();
        } else {
            double weightHops = hasWeights ? points : 0;
            stays = 2 * points * prices.registerPj() + (ifmapHops + weightHops) * prices.wordHopPj();
        }
        return new Term(
                cycles * prices.cyclesPerPoint(),
                prices.share(tile) * weights / prices.peCols(),
                points * prices.pointPj() + stays + weights * prices.buffers().weightReadPj());
    }
}
