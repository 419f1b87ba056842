package org.nicepim.cost;

import java.util.HashMap;
import java.util.Map;
import org.nicepim.cost.node.Taps;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Workload;

/**
 * Latency that no mapping of a workload on a hardware beats: all PEs busy, every compulsory byte moved once at peak
 * bandwidth, layers in the order of their dependences.
 *
 * <pre>
 *   max( Σ points / peak,  Σ bytes / bandwidth,  max over paths Σ max(points_l / peak, bytes_l / bandwidth) )
 * </pre>
 *
 * The third term holds while successive layers never overlap.
 */
public final class LowerBound {
    private LowerBound() {}

    /** The bound in cycles. */
    public static double cycles(Workload workload, HardwareModel hardware) {
        double compute = 0;
        double bytes = 0;
        double longest = 0;
        Map<String, Double> ends = new HashMap<>();
        for (Layer layer : workload.layers()) {
            compute += computeCycles(layer, hardware);
            bytes += compulsoryBytes(layer, hardware);
            double start = 0;
            for (String input : layer.producers()) {
                start = Math.max(start, ends.getOrDefault(input, 0.0));
            }
            double end = start + cycles(layer, hardware);
            ends.put(layer.name(), end);
            longest = Math.max(longest, end);
        }
        return Math.max(longest, Math.max(compute, bytes / hardware.peakDramBytesPerCycle()));
    }

    /** The bound of one layer alone. */
    public static double cycles(Layer layer, HardwareModel hardware) {
        return Math.max(
                computeCycles(layer, hardware), compulsoryBytes(layer, hardware) / hardware.peakDramBytesPerCycle());
    }

    private static double computeCycles(Layer layer, HardwareModel hardware) {
        double points = layer.type().hasMacs() ? layer.macs() : layer.vectorOps();
        return points / hardware.peakPointsPerCycle();
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
