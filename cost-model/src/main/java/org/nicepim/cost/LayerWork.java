package org.nicepim.cost;

import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;

/**
 * What the least latency of a layer hangs on: layers that are equal in this are equally fast.
 *
 * @param dims loop extents
 * @param cyclesPerPoint of a PE
 * @param readsPerPoint ifmap words that a loop point reads from the buffer
 * @param hasWeights false for layers without a weight operand
 * @param bytes over DRAM channels that no mapping avoids
 */
record LayerWork(LayerDims dims, double cyclesPerPoint, double readsPerPoint, boolean hasWeights, double bytes) {
    static LayerWork of(Layer layer, HardwareModel hardware) {
        return new LayerWork(
                layer.dims(),
                LayerCostModel.cyclesPerPoint(layer),
                LayerCostModel.readsPerPoint(layer),
                layer.type().hasMacs(),
                LowerBound.compulsoryBytes(layer, hardware));
    }
}
