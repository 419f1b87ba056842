package org.nicepim.cost;

import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerInput;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Operand;

/**
 * Whether the last share of a layer waits for the last share of a producer, however both are cut. The last part of a dim is a
 * largest one (parts begin at ⌊part · extent / parts⌋), and the last word that a layer writes lies in its last share; so if the last
 * share reads the producer's last word, it starts when a largest share of the producer has ended.
 *
 * <p>That is not so for what stands first in a concatenation, of which the last channels need not read anything, for the first part
 * of a slice, and where a stride leaves out the last row: there nodes may run ahead.
 */
final class LastShare {
    private LastShare() {}

    /**
     * Whether it waits.
     *
     * @param layer that reads
     * @param input of it
     * @param written shape that the producer wrote
     */
    static boolean waits(Layer layer, LayerInput input, FeatureMap written) {
        boolean ifmap = input.operand() == Operand.IFMAP;
        FeatureMap read = ifmap ? layer.ifmap() : layer.weightMap();
        for (MapAxis axis : MapAxis.values()) {
            if (input.part().end(axis) != written.of(axis) || input.place().end(axis) != read.of(axis)) {
                return false;
            }
        }
        return !ifmap || (readsLastRow(layer) && readsLastCol(layer));
    }

    private static boolean readsLastRow(Layer layer) {
        int stride = layer.window().strideRows();
        long first = (layer.dims().p() - 1L) * stride - layer.window().padTop();
        return readsLast(
                first,
                layer.dims().r(),
                layer.window().dilationRows(),
                stride,
                layer.window().ifmapRows());
    }

    private static boolean readsLastCol(Layer layer) {
        int stride = layer.window().strideCols();
        long first = (layer.dims().q() - 1L) * stride - layer.window().padLeft();
        return readsLast(
                first,
                layer.dims().s(),
                layer.window().dilationCols(),
                stride,
                layer.window().ifmapCols());
    }

    /** A last window that hangs over by more than windows overlap could read less than others do. */
    private static boolean readsLast(long first, int taps, int dilation, int stride, int stored) {
        long overhang = first + (taps - 1L) * dilation + 1 - stored;
        long overlap = Math.max(0, (taps - 1L) * dilation + 1 - stride);
        return overhang >= 0 && overhang % dilation == 0 && overhang <= overlap && first < stored;
    }
}
