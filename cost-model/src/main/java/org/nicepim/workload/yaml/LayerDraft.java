package org.nicepim.workload.yaml;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nicepim.workload.Dim;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerType;

/**
 * A layer as a file writes it: what can be worked out may be left out. {@link LayerCompletion} says how.
 *
 * @param name unique in its workload
 * @param type what it computes
 * @param inputs what it reads
 * @param dims extents that are said
 * @param rows the window along the rows
 * @param cols the window along the columns
 * @param rest what has a fixed default
 */
record LayerDraft(
        String name,
        LayerType type,
        List<InputDraft> inputs,
        Map<Dim, Integer> dims,
        AxisDraft rows,
        AxisDraft cols,
        Rest rest) {
    /**
     * What has a fixed default.
     *
     * @param extraParameters 0 if left out
     * @param opsPerPoint 1 if left out
     * @param weightBits the hardware's word if left out
     */
    record Rest(long extraParameters, int opsPerPoint, Optional<Integer> weightBits) {}

    /** Copies the collections. */
    LayerDraft {
        inputs = List.copyOf(inputs);
        dims = Map.copyOf(dims);
    }

    /**
     * The layer.
     *
     * @param known shapes of the tensors that it may read; it must know those of {@link #inputs}
     * @param batch of the workload
     * @throws IllegalArgumentException if something does not fit
     */
    Layer complete(Map<String, FeatureMap> known, int batch) {
        try {
            return new LayerCompletion(this, known, batch).layer();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(name + ": its dims are too large to be counted", e);
        }
    }

    LayerDraft with(List<InputDraft> others) {
        return new LayerDraft(name, type, others, dims, rows, cols, rest);
    }

    LayerDraft with(AxisDraft otherRows, AxisDraft otherCols) {
        return new LayerDraft(name, type, inputs, dims, otherRows, otherCols, rest);
    }

    LayerDraft without(Dim dim) {
        Map<Dim, Integer> fewer = new EnumMap<>(Dim.class);
        dims.forEach((key, extent) -> {
            if (key != dim) {
                fewer.put(key, extent);
            }
        });
        return new LayerDraft(name, type, inputs, fewer, rows, cols, rest);
    }
}
