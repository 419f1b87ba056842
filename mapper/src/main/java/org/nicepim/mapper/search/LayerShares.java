package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.cost.HardwareModel;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.mapspace.Partitions;
import org.nicepim.mapping.Partition;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;

/** Shares of each layer on each rectangle of nodes; they do not depend on what a layer is searched for. */
public final class LayerShares {
    private final HardwareModel hardware;
    private final MapperOptions.Style style;
    private final Map<List<Object>, List<Share>> known = new HashMap<>();

    /** For one hardware. */
    public LayerShares(HardwareModel hardware, MapperOptions.Style style) {
        this.hardware = hardware;
        this.style = style;
    }

    List<Share> of(Layer layer, int rows, int cols) {
        return known.computeIfAbsent(List.of(Options.shape(layer), rows, cols), key -> shares(layer, rows, cols));
    }

    private List<Share> shares(Layer layer, int rows, int cols) {
        Map<List<Integer>, List<Partition>> groups = new LinkedHashMap<>();
        List<Partition> partitions = style.branches()
                ? Partitions.within(layer, rows, cols, style.dims())
                : Partitions.largest(layer, rows, cols, style.dims());
        for (Partition partition : partitions) {
            groups.computeIfAbsent(parts(partition), parts -> new ArrayList<>()).add(partition);
        }
        return groups.values().stream()
                .map(placements -> new Share(
                        placements.get(0).largestShare(layer.dims()),
                        placements,
                        ShareBound.of(layer, placements.get(0), hardware)))
                .toList();
    }

    private static List<Integer> parts(Partition partition) {
        return Arrays.stream(Dim.values()).map(partition::parts).toList();
    }
}
