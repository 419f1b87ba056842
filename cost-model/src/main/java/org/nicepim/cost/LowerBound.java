package org.nicepim.cost;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.nicepim.cost.node.Taps;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.LayerInput;
import org.nicepim.workload.Workload;

/**
 * Latency that no mapping of a workload on a hardware beats, whatever its regions, partitions, tiles and dataflows, and no simulated
 * run.
 *
 * <pre>
 *   max( Σ node cycles / nodes,  max over paths Σ cycles )
 *
 *   cycles       of a layer alone: the least over all partitions of max( PE array on the largest share, bytes / bandwidth of its nodes )
 *   node cycles  that it keeps nodes busy for: max( PE array on the whole layer, bytes / bandwidth of one node )      {@link LayerBound}
 *   bytes        weights once, the input words that the windows touch once, the output once
 *   path         layers of which each waits for a largest share of the one before                                     {@link LastShare}
 * </pre>
 *
 * A node works on one layer at a time, so whatever runs beside what, the node cycles of all layers fit into those of the array. They
 * do not add up with those of a path: nodes wait for each other only where data make them, and one with a small share of a layer may
 * go on to the next while another is still at work.
 *
 * <p>The bound knows that extents do not divide, how dims fill a PE array and its ports, that layers that compute and layers that load
 * take turns, and which must wait. It knows nothing of sharing, moves, halos, sizes of buffers, and rows and refresh of DRAM.
 */
public final class LowerBound {
    private LowerBound() {}

    /**
     * A tensor.
     *
     * @param map its shape
     * @param end when the last share of it is written, at the earliest
     */
    private record Written(FeatureMap map, double end) {}

    /** The bound in cycles. */
    public static double cycles(Workload workload, HardwareModel hardware) {
        Map<LayerWork, LayerBound.Least> known = new HashMap<>();
        Map<String, Written> written = new HashMap<>();
        workload.inputs().forEach((name, map) -> written.put(name, new Written(map, 0)));
        double nodeCycles = 0;
        double longest = 0;
        for (Layer layer : workload.layers()) {
            LayerBound.Least least =
                    known.computeIfAbsent(LayerWork.of(layer, hardware), work -> least(work, hardware));
            double end = start(layer, written) + least.cycles();
            written.put(layer.name(), new Written(layer.ofmap(), end));
            nodeCycles += least.nodeCycles();
            longest = Math.max(longest, end);
        }
        return Math.max(longest, nodeCycles / hardware.config().nodes());
    }

    private static double start(Layer layer, Map<String, Written> written) {
        double start = 0;
        for (LayerInput input : layer.inputs()) {
            Written tensor = Objects.requireNonNull(written.get(input.producer()), input.producer());
            if (LastShare.waits(layer, input, tensor.map)) {
                start = Math.max(start, tensor.end);
            }
        }
        return start;
    }

    /** The bound of one layer alone. */
    public static double cycles(Layer layer, HardwareModel hardware) {
        return least(LayerWork.of(layer, hardware), hardware).cycles();
    }

    private static LayerBound.Least least(LayerWork work, HardwareModel hardware) {
        return new LayerBound(work, hardware.config()).least();
    }

    /** Weights once, the input words that the windows touch once, the output once. */
    static double compulsoryBytes(Layer layer, HardwareModel hardware) {
        double words = layer.ofmap().words() + touchedWords(layer) * layer.ifmapReads();
        return words * hardware.wordBytes() + layer.weightWords() * hardware.weightBytes(layer);
    }

    private static double touchedWords(Layer layer) {
        LayerDims dims = layer.dims();
        int rows = Taps.rows(layer.window(), dims.r()).read(0, dims.p());
        int cols = Taps.cols(layer.window(), dims.s()).read(0, dims.q());
        return (double) dims.n() * dims.g() * dims.c() * rows * cols;
    }
}
