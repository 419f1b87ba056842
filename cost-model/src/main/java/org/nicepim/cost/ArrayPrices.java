package org.nicepim.cost;

import org.nicepim.cost.node.NodeAnalysis;
import org.nicepim.cost.node.Tilings;

/**
 * What accesses of the PE arrays cost.
 *
 * @param peRows of an array
 * @param peCols of an array
 * @param cyclesPerPoint cycles of a PE
 * @param readsPerPoint ifmap words
 * @param pointPj a loop point's operations
 * @param registerPj an access of a PE register
 * @param wordHopPj a word from a PE to the next
 * @param psumHopPj a psum from a PE to the next
 * @param buffers a word in each buffer
 */
record ArrayPrices(
        int peRows,
        int peCols,
        double cyclesPerPoint,
        double readsPerPoint,
        double pointPj,
        double registerPj,
        double wordHopPj,
        double psumHopPj,
        HardwareModel.BufferEnergy buffers) {
    /** Part of all loop points that is in the largest share. */
    double share(Tilings tilings) {
        return tilings.largestPoints() / NodeAnalysis.points(tilings);
    }
}
