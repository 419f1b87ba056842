package org.nicepim.cost;

import org.nicepim.mapping.Dataflow;
import org.nicepim.workload.LayerDims;

/**
 * Cycles of a node's PE array that no tile of a share and no dataflow is below.
 *
 * <pre>
 *   array    N · Π ⌈extent / lanes⌉ over G, K, C, P, Q, R · S, times cycles per point
 *   ports    points · reads per point / (lanes of K · PE rows)        an ifmap word per PE row and cycle
 *            weights / PE columns                                     a weight per PE column and cycle; if psums stay in the PEs,
 *                                                                     N · P · Q / lanes of Q and P times
 * </pre>
 *
 * A smaller tile never makes fewer chunks of a dim, but where two dims share an axis a smaller tile of the first leaves lanes to
 * the second, so the least is taken over the lanes of the first. Psum ports are left out.
 *
 * @param peRows rows of the array
 * @param peCols columns of the array
 */
record ArrayBound(int peRows, int peCols) {
    private static final Dataflow[] DATAFLOWS = Dataflow.values();

    /**
     * The least under any dataflow.
     *
     * @param work the layer
     * @param share the part of it that the node computes
     */
    double cycles(LayerWork work, LayerDims share) {
        double least = Double.POSITIVE_INFINITY;
        for (Dataflow dataflow : DATAFLOWS) {
            least = Math.min(least, cycles(work, share, dataflow));
        }
        return least;
    }

    double cycles(LayerWork work, LayerDims share, Dataflow dataflow) {
        double array = chunks(share, dataflow) * work.cyclesPerPoint();
        double ifmap = (double) share.points() * work.readsPerPoint() / outputLanes(share, dataflow) / peRows;
        return Math.max(array, Math.max(ifmap, work.hasWeights() ? weightCycles(share, dataflow) : 0));
    }

    /** Steps of the array, each a loop point on every PE, that no tile is below. */
    double chunks(LayerDims share, Dataflow dataflow) {
        return switch (dataflow) {
            case C_K -> channels(share, peCols, ceilDiv(share.c(), peRows) * share.r());
            case K_C -> channels(share, peRows, ceilDiv(share.c(), peCols) * share.r());
            case CR_K -> channels(share, peCols, besides(share.c(), share.r(), peRows));
            case K_QP, QP_K -> positions(share, dataflow, share.g() * ceilDiv(share.k(), otherPes(dataflow)));
            case G_QP, QP_G -> positions(share, dataflow, share.k() * ceilDiv(share.g(), otherPes(dataflow)));
        };
    }

    private static double channels(LayerDims share, int outputPes, long inputChunks) {
        return (double) share.n()
                * share.g()
                * share.p()
                * share.q()
                * share.s()
                * ceilDiv(share.k(), outputPes)
                * inputChunks;
    }

    private double positions(LayerDims share, Dataflow dataflow, long otherChunks) {
        return (double) share.n()
                * share.c()
                * share.r()
                * share.s()
                * otherChunks
                * besides(share.q(), share.p(), positionPes(dataflow));
    }

    /** Chunks of two dims on one axis. */
    static long besides(int first, int second, int pes) {
        long least = Long.MAX_VALUE;
        for (int lanes = 1; lanes <= Math.min(first, pes); lanes++) {
            least = Math.min(least, ceilDiv(first, lanes) * ceilDiv(second, pes / lanes));
        }
        return least;
    }

    /** PEs of the axis on which output positions lie. */
    private int positionPes(Dataflow dataflow) {
        return dataflow == Dataflow.K_QP || dataflow == Dataflow.G_QP ? peCols : peRows;
    }

    private int otherPes(Dataflow dataflow) {
        return dataflow == Dataflow.K_QP || dataflow == Dataflow.G_QP ? peRows : peCols;
    }

    /** Output channels that are computed at once, and so share an ifmap word. */
    private int outputLanes(LayerDims share, Dataflow dataflow) {
        int pes =
                switch (dataflow) {
                    case C_K, CR_K, QP_K -> peCols;
                    case K_C, K_QP -> peRows;
                    case G_QP, QP_G -> 1;
                };
        return Math.min(share.k(), pes);
    }

    private double weightCycles(LayerDims share, Dataflow dataflow) {
        double weights = (double) share.g() * share.k() * share.c() * share.r() * share.s() / peCols;
        if (dataflow.weightStationary()) {
            return weights;
        }
        double positions = (double) share.p() * share.q();
        return weights * share.n() * Math.max(1, positions / positionPes(dataflow));
    }

    private static long ceilDiv(int a, int b) {
        return (a + b - 1L) / b;
    }
}
