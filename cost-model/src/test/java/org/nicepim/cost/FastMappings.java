package org.nicepim.cost;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Region;
import org.nicepim.mapping.Split;
import org.nicepim.mapping.Tile;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;

/** Mappings that come close to what is possible: any regions, any numbers of parts, the fastest of some tries for each layer. */
public final class FastMappings {
    private static final List<Dim> SPLIT = List.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q);

    private FastMappings() {}

    /** A small graph of layers whose extents divide by nothing much, with branches, dead ends and inputs that come late. */
    public static Workload graph(Gen gen) {
        WorkloadBuilder net = new WorkloadBuilder("graph", gen.between(1, 5));
        int rows = gen.between(1, 9);
        int cols = gen.between(1, 9);
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(net.input("image", gen.between(1, 40), rows, cols));
        int count = gen.between(2, 7);
        for (int i = 0; i < count; i++) {
            Tensor newest = tensors.get(tensors.size() - 1);
            Tensor from = gen.chance(0.7) ? newest : gen.oneOf(tensors);
            String name = "layer" + i;
            tensors.add(
                    switch (gen.between(0, 5)) {
                        case 0 -> net.pool(name, from, Kernel.square(3).pad(1));
                        case 1 -> net.depthwise(name, from, Kernel.square(3).pad(1), Affine.NONE);
                        case 2 ->
                            net.conv(
                                    name,
                                    Tensor.concat(from, gen.oneOf(tensors)),
                                    gen.between(1, 60),
                                    Kernel.square(1),
                                    Affine.NONE);
                        default ->
                            net.conv(
                                    name,
                                    from,
                                    gen.between(1, 60),
                                    gen.chance(0.5)
                                            ? Kernel.square(1)
                                            : Kernel.square(3).pad(1),
                                    Affine.NONE);
                    });
        }
        return net.build();
    }

    /** A mapping of the whole workload. */
    public static Mapping of(Gen gen, Workload workload, HardwareModel hardware, int tries) {
        List<LayerMapping> layers = workload.layers().stream()
                .map(layer -> fastest(gen, layer, hardware, tries))
                .toList();
        return new Mapping(workload.name(), layers);
    }

    private static LayerMapping fastest(Gen gen, Layer layer, HardwareModel hardware, int tries) {
        Optional<LayerMapping> best = Optional.empty();
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < tries; i++) {
            LayerMapping mapping = any(gen, layer, hardware.config());
            double cycles = cost(layer, mapping, hardware).latencyCycles();
            if (cycles < least) {
                least = cycles;
                best = Optional.of(mapping);
            }
        }
        return best.orElseThrow();
    }

    /** The loop nest of a layer, its inputs lying where they are needed. */
    static LayerCost cost(Layer layer, LayerMapping mapping, HardwareModel hardware) {
        SharingLoads loads = LoadsByCopies.of(
                        mapping.partition(), hardware.config().technology().noc(), new HeuristicScheduler())
                .with(mapping.weightCopies());
        return new LayerCostModel(layer, hardware, mapping.partition(), mapping.layouts(), loads)
                .cost(mapping.loopNest());
    }

    /** Any legal mapping; often whole shares as tiles. */
    static LayerMapping any(Gen gen, Layer layer, HardwareConfig config) {
        Map<Dim, Integer> left = new EnumMap<>(Dim.class);
        SPLIT.forEach(dim -> left.put(dim, layer.dims().of(dim)));
        Partition partition = new Partition(axis(gen, left, config.nodeRows()), axis(gen, left, config.nodeCols()));
        Region region = new Region(
                gen.between(0, config.nodeRows() - partition.rows()),
                gen.between(0, config.nodeCols() - partition.cols()),
                partition.rows(),
                partition.cols());
        LayerDims share = partition.largestShare(layer.dims());
        Tile tile = new Tile(
                size(gen, share.n()),
                size(gen, share.g()),
                size(gen, share.k()),
                size(gen, share.c()),
                size(gen, share.p()),
                size(gen, share.q()));
        LoopNest nest = new LoopNest(tile, gen.oneOf(LoopOrder.values()), gen.oneOf(Dataflow.values()));
        LayerMapping plain = new LayerMapping(layer.name(), region, partition, 1, Cases.CHW, nest);
        return Cases.copied(gen, layer, plain);
    }

    private static int size(Gen gen, int most) {
        return gen.chance(0.7) ? most : gen.between(1, most);
    }

    /** Splits whose parts multiply to at most the nodes of an axis, mostly as many as fit. */
    private static List<Split> axis(Gen gen, Map<Dim, Integer> left, int nodes) {
        List<Split> splits = new ArrayList<>();
        int rest = nodes;
        while (rest > 1 && gen.chance(0.9)) {
            int most = rest;
            Dim dim = gen.oneOf(SPLIT);
            int parts = Math.min(most, left.getOrDefault(dim, 1));
            if (gen.chance(0.3)) {
                parts = gen.between(1, parts);
            }
            if (parts > 1 && splits.stream().noneMatch(split -> split.dim() == dim)) {
                splits.add(new Split(dim, parts));
                left.put(dim, left.getOrDefault(dim, 1) / parts);
                rest /= parts;
            }
        }
        return splits;
    }
}
