package org.nicepim.cost;

import java.util.HashMap;
import java.util.Map;
import org.nicepim.workload.Layer;
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
            for (String input : layer.inputs()) {
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
        double words = (double) layer.weightWords() + layer.ofmap().words() + touchedWords(layer) * layer.ifmapCount();
        return words * hardware.wordBytes();
    }

    private static double touchedWords(Layer layer) {
        long rows =
                touched(layer.dims().p(), layer.dims().r(), p -> layer.window().firstRow(p), (p, r) -> layer.window()
                        .endRow(p, r));
        long cols =
                touched(layer.dims().q(), layer.dims().s(), q -> layer.window().firstCol(q), (q, s) -> layer.window()
                        .endCol(q, s));
        return (double) layer.dims().n() * layer.dims().g() * layer.dims().c() * rows * cols;
    }

    private interface First {
        int of(int position);
    }

    private interface End {
        int of(int positionEnd, int filter);
    }

    /** Input rows under any window, those between taps of a dilated filter included as one block per window. */
    private static long touched(int positions, int filter, First first, End end) {
        long sum = 0;
        int covered = 0;
        for (int p = 0; p < positions; p++) {
            int from = Math.max(covered, first.of(p));
            int to = end.of(p + 1, filter);
            sum += Math.max(0, to - from);
            covered = Math.max(covered, to);
        }
        return sum;
    }
}
