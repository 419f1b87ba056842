package org.nicepim.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nicepim.cost.Cases;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Region;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerInput;
import org.nicepim.workload.Workload;

/** Mappings for tests: any legal ones, whether or not tiles fit buffers. */
final class RandomMappings {
    private RandomMappings() {}

    /** A random mapping of a layer on the mesh's first nodes, with any number of copies of its weights. */
    static LayerMapping of(Gen gen, Layer layer, int rows, int cols) {
        return Cases.copied(gen, layer, withOneCopy(gen, layer, rows, cols));
    }

    private static LayerMapping withOneCopy(Gen gen, Layer layer, int rows, int cols) {
        Partition partition = Cases.partition(gen, layer, rows, cols);
        LoopNest nest = Cases.nest(gen, partition.largestShare(layer.dims()));
        LayerMapping.Layouts layouts = new LayerMapping.Layouts(layout(gen), layout(gen));
        Region region = new Region(0, 0, partition.rows(), partition.cols());
        return new LayerMapping(layer.name(), region, partition, 1, layouts, nest);
    }

    private static Layout layout(Gen gen) {
        return gen.oneOf(Layout.CHW, Layout.HWC, new Layout(4));
    }

    /** A random mapping of a workload, with any number of copies of each layer's weights. */
    static Mapping of(Gen gen, Workload workload, int rows, int cols) {
        List<LayerMapping> plain = new ArrayList<>();
        workload.layers().forEach(layer -> plain.add(withOneCopy(gen, layer, rows, cols)));
        List<LayerMapping> layers = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            layers.add(Cases.copied(gen, workload.layers().get(i), plain.get(i)));
        }
        return new Mapping(workload.name(), layers);
    }

    /** The same mapping with one copy of all weights. */
    static Mapping withOneCopy(Mapping mapping) {
        return new Mapping(
                mapping.workload(),
                mapping.layers().stream().map(layer -> Cases.copied(1, layer)).toList());
    }

    /** One layer of a workload alone, its inputs lying where they are needed. */
    static Workload alone(Workload workload, Layer layer) {
        Map<String, FeatureMap> inputs = new LinkedHashMap<>();
        for (LayerInput input : layer.inputs()) {
            inputs.put(input.producer(), workload.tensor(input.producer()));
        }
        return new Workload("alone", workload.batch(), inputs, List.of(layer), List.of(), Optional.empty());
    }
}
