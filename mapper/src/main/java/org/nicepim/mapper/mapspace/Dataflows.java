package org.nicepim.mapper.mapspace;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapping.Dataflow;
import org.nicepim.workload.Layer;

/** Dataflows that suit the type of a layer. */
public final class Dataflows {
    private static final List<Dataflow> MATRIX =
            List.of(Dataflow.C_K, Dataflow.K_C, Dataflow.CR_K, Dataflow.K_QP, Dataflow.QP_K, Dataflow.G_QP);
    private static final List<Dataflow> CHANNELWISE = List.of(Dataflow.G_QP, Dataflow.QP_G);

    private static final Set<Dataflow> TURNED = EnumSet.of(Dataflow.K_C, Dataflow.QP_K, Dataflow.QP_G);

    private Dataflows() {}

    /** Those of a layer: one output channel per group and one input channel leave nothing to unroll but groups and positions. */
    public static List<Dataflow> of(Layer layer) {
        boolean channelwise = layer.dims().k() == 1 && layer.dims().c() == 1;
        return channelwise ? CHANNELWISE : MATRIX;
    }

    /** Those of a layer but for ones that always cost the same as one before: turned on a square array, or with one filter row. */
    public static List<Dataflow> distinct(Layer layer, HardwareConfig config) {
        Set<Dataflow> same = EnumSet.noneOf(Dataflow.class);
        if (config.peRows() == config.peCols()) {
            same.addAll(TURNED);
        }
        if (layer.dims().r() == 1) {
            same.add(Dataflow.CR_K);
        }
        return of(layer).stream().filter(dataflow -> !same.contains(dataflow)).toList();
    }
}
