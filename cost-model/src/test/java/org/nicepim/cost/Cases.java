package org.nicepim.cost;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Region;
import org.nicepim.mapping.Split;
import org.nicepim.mapping.Tile;
import org.nicepim.mapping.WeightCopies;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;

/** Small hardware, partitions and mappings for the tests of this package. */
public final class Cases {
    /** Row-major input and output. */
    public static final LayerMapping.Layouts CHW = new LayerMapping.Layouts(Layout.CHW, Layout.CHW);

    private static final List<Dim> SPLIT = List.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q);

    private static final Map<List<Integer>, HardwareModel> MESHES = new ConcurrentHashMap<>();

    private Cases() {}

    /** The 4x4 chip with another mesh, PE array and buffers. */
    public static HardwareConfig chip(int rows, int cols, int pes, int bufferBytes) {
        HardwareConfig chip = HardwareReader.read("chip4x4");
        return new HardwareConfig(rows, cols, pes, pes, bufferBytes, bufferBytes, bufferBytes, chip.technology());
    }

    /** The 4x4 chip with another mesh. */
    public static HardwareModel mesh(int rows, int cols) {
        return MESHES.computeIfAbsent(List.of(rows, cols), size -> new HardwareModel(chip(rows, cols, 32, 1 << 16)));
    }

    /** A split that must be legal. */
    static Split split(Dim dim, int parts) {
        return new Split(dim, parts);
    }

    /** A partition, rows first. */
    static Partition partition(List<Split> rows, List<Split> cols) {
        return new Partition(rows, cols);
    }

    /** A mapping whose loop nest does not matter. */
    static LayerMapping mapping(Layer layer, Partition partition) {
        return mapping(layer, partition, new LoopNest(whole(layer, partition), LoopOrder.G_NPQ_K_C, Dataflow.C_K));
    }

    /** A mapping at the mesh's first node. */
    static LayerMapping mapping(Layer layer, Partition partition, LoopNest nest) {
        Region region = new Region(0, 0, partition.rows(), partition.cols());
        return new LayerMapping(layer.name(), region, partition, 1, CHW, nest);
    }

    /** The same mapping with any legal number of copies of the layer's weights. */
    public static LayerMapping copied(Gen gen, Layer layer, LayerMapping mapping) {
        return copied(gen.oneOf(WeightCopies.legal(layer, mapping.partition())), mapping);
    }

    /** The same mapping with so many copies of the layer's weights. */
    public static LayerMapping copied(int copies, LayerMapping mapping) {
        return new LayerMapping(
                mapping.layer(), mapping.region(), mapping.partition(), copies, mapping.layouts(), mapping.loopNest());
    }

    private static Tile whole(Layer layer, Partition partition) {
        LayerDims share = partition.largestShare(layer.dims());
        return new Tile(share.n(), share.g(), share.k(), share.c(), share.p(), share.q());
    }

    /** A random partition that cuts each axis by factors of two, as far as the layer's dims allow. */
    public static Partition partition(Gen gen, Layer layer, int rows, int cols) {
        Map<Dim, Integer> left = new EnumMap<>(Dim.class);
        SPLIT.forEach(dim -> left.put(dim, layer.dims().of(dim)));
        return new Partition(axis(gen, left, rows), axis(gen, left, cols));
    }

    private static List<Split> axis(Gen gen, Map<Dim, Integer> left, int nodes) {
        Map<Dim, Integer> parts = new EnumMap<>(Dim.class);
        for (int rest = nodes; rest > 1; rest /= 2) {
            List<Dim> open =
                    SPLIT.stream().filter(dim -> left.getOrDefault(dim, 1) >= 2).toList();
            if (open.isEmpty()) {
                break;
            }
            Dim dim = gen.oneOf(open);
            left.merge(dim, 2, (extent, two) -> extent / two);
            parts.merge(dim, 2, (a, b) -> a * b);
        }
        List<Split> splits = new ArrayList<>();
        parts.forEach((dim, n) -> splits.add(new Split(dim, n)));
        return splits;
    }

    /** A random loop nest of a share, whether or not it fits any buffer. */
    public static LoopNest nest(Gen gen, LayerDims share) {
        Tile tile = new Tile(
                gen.between(1, share.n()),
                gen.between(1, share.g()),
                gen.between(1, share.k()),
                gen.between(1, share.c()),
                gen.between(1, share.p()),
                gen.between(1, share.q()));
        return new LoopNest(tile, gen.oneOf(LoopOrder.values()), gen.oneOf(Dataflow.values()));
    }
}
