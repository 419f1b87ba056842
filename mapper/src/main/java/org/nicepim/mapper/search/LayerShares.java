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

/** Shares of each layer, and how they lie on each rectangle of nodes; none of it depends on what a layer is searched for. */
public final class LayerShares {
    private final HardwareModel hardware;
    private final MapperOptions.Style style;
    private final Map<List<Object>, List<Placed>> known = new HashMap<>();
    private final Map<List<Object>, Share> shares = new HashMap<>();

    /** For one hardware. */
    public LayerShares(HardwareModel hardware, MapperOptions.Style style) {
        this.hardware = hardware;
        this.style = style;
    }

    /**
     * A share on a rectangle.
     *
     * @param share of the busiest node
     * @param placements partitions with that share, which differ only in where parts lie; at least one
     */
    record Placed(Share share, List<Partition> placements) {}

    List<Placed> of(Layer layer, int rows, int cols) {
        Object shape = Options.shape(layer);
        return known.computeIfAbsent(List.of(shape, rows, cols), key -> placed(layer, shape, rows, cols));
    }

    private List<Placed> placed(Layer layer, Object shape, int rows, int cols) {
        Map<List<Integer>, List<Partition>> groups = new LinkedHashMap<>();
        List<Partition> partitions = style.branches()
                ? Partitions.within(layer, rows, cols, style.dims())
                : Partitions.largest(layer, rows, cols, style.dims());
        for (Partition partition : partitions) {
            groups.computeIfAbsent(parts(partition), parts -> new ArrayList<>()).add(partition);
        }
        List<Placed> placed = new ArrayList<>();
        groups.forEach((parts, placements) -> placed.add(new Placed(
                shares.computeIfAbsent(List.of(shape, parts), key -> share(layer, placements.get(0))), placements)));
        return placed;
    }

    private Share share(Layer layer, Partition partition) {
        return new Share(partition.largestShare(layer.dims()), partition, ShareBound.of(layer, partition, hardware));
    }

    private static List<Integer> parts(Partition partition) {
        return Arrays.stream(Dim.values()).map(partition::parts).toList();
    }
}
