package org.nicepim.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nicepim.config.ConfigException;
import org.nicepim.config.Suggestions;
import org.nicepim.config.YamlNode;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Workload;

/**
 * Reads a mapping from the document that {@code nicepim map} writes (JSON, which is YAML), and checks it against workload and
 * hardware. Of each layer it reads {@code name}, {@code region}, {@code partition}, {@code placement}, {@code weight_copies},
 * {@code ifmap_layout}, {@code ofmap_layout} and {@code loop_nest}; figures beside them are results and are passed over.
 *
 * <p>{@code placement} says how the partition lies on the mesh: splits over the rows, a slash, splits over the columns, outermost
 * first, such as {@code K2P2/Q4}; {@code partition} has the parts of each dim over both and must agree.
 *
 * <p>{@code region_tree}, if it is there, lists what runs one after another: names of layers, and {@code {parallel: [...]}} with
 * one such list per branch. Without it, all layers run one after another.
 */
public final class MappingReader {
    private static final Pattern SPLIT = Pattern.compile("([NGKCPQ])([0-9]{1,6})");
    private static final List<Dim> DIMS = List.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q);
    private static final int MOST = 1 << 30;

    private final HardwareConfig hardware;

    private MappingReader(HardwareConfig hardware) {
        this.hardware = hardware;
    }

    /**
     * Reads the layers' mappings.
     *
     * @param top the document
     * @throws ConfigException naming file, layer, field, value and rule
     */
    public static Mapping read(YamlNode top, Workload workload, HardwareConfig hardware) {
        List<String> names = workload.layers().stream().map(Layer::name).toList();
        Map<String, YamlNode> nodes = new LinkedHashMap<>();
        for (YamlNode node : top.get("layers").list()) {
            YamlNode name = node.get("name");
            if (!names.contains(name.text())) {
                throw name.error("'" + name.text() + "' is no layer of " + workload.name() + "."
                        + Suggestions.maybe(name.text(), names));
            }
            if (nodes.put(name.text(), node) != null) {
                throw name.error("layer '" + name.text() + "' is mapped twice.");
            }
        }
        MappingReader reader = new MappingReader(hardware);
        List<LayerMapping> layers = new ArrayList<>();
        for (Layer layer : workload.layers()) {
            YamlNode node = nodes.get(layer.name());
            if (node == null) {
                throw top.get("layers").error("layer '" + layer.name() + "' of " + workload.name() + " is not mapped.");
            }
            layers.add(reader.layer(layer, node));
        }
        return top.has("region_tree")
                ? new Mapping(workload.name(), layers, tree(top.get("region_tree"), workload, layers))
                : new Mapping(workload.name(), layers);
    }

    private static RegionTree tree(YamlNode node, Workload workload, List<LayerMapping> layers) {
        RegionTree tree = sequence(node);
        TreeCheck check = new TreeCheck(layers);
        check.check(tree).or(() -> check.dependences(tree, workload)).ifPresent(fault -> {
            throw node.error("layer '" + fault.layer() + "': " + fault.rule() + ".");
        });
        return tree;
    }

    private static RegionTree sequence(YamlNode node) {
        return new RegionTree.Sequence(
                node.list().stream().map(MappingReader::part).toList());
    }

    private static RegionTree part(YamlNode node) {
        if (!node.isMapping()) {
            return new RegionTree.Run(node.text());
        }
        List<YamlNode> branches = node.get("parallel").list();
        node.done();
        if (branches.size() < 2) {
            throw node.error("parallel needs two branches or more, each a list of layers.");
        }
        return new RegionTree.Parallel(
                branches.stream().map(MappingReader::sequence).toList());
    }

    private LayerMapping layer(Layer layer, YamlNode node) {
        Region region = region(layer, node.get("region"));
        Partition partition = partition(layer, node);
        if (partition.rows() != region.rows() || partition.cols() != region.cols()) {
            throw wrong(
                    layer,
                    node.get("placement"),
                    "fills " + partition.rows() + "x" + partition.cols() + " nodes, the region has " + region.rows()
                            + "x" + region.cols());
        }
        return new LayerMapping(
                layer.name(),
                region,
                partition,
                weightCopies(layer, partition, node.get("weight_copies")),
                new LayerMapping.Layouts(
                        layout(layer, node.get("ifmap_layout")), layout(layer, node.get("ofmap_layout"))),
                loopNest(node.get("loop_nest")));
    }

    private static int weightCopies(Layer layer, Partition partition, YamlNode node) {
        int copies = node.integer(1, MOST);
        WeightCopies.fault(layer, partition, copies).ifPresent(fault -> {
            throw node.error("layer '" + layer.name() + "': " + fault);
        });
        return copies;
    }

    private Region region(Layer layer, YamlNode node) {
        Region region = new Region(
                node.get("row").integer(0, HardwareConfig.MOST_ROWS),
                node.get("col").integer(0, HardwareConfig.MOST_ROWS),
                node.get("rows").integer(1, HardwareConfig.MOST_ROWS),
                node.get("cols").integer(1, HardwareConfig.MOST_ROWS));
        if (region.row() + region.rows() > hardware.nodeRows() || region.col() + region.cols() > hardware.nodeCols()) {
            throw wrong(
                    layer, node, "leaves the mesh of " + hardware.nodeRows() + "x" + hardware.nodeCols() + " nodes");
        }
        return region;
    }

    private static Partition partition(Layer layer, YamlNode node) {
        YamlNode placement = node.get("placement");
        String[] axes = placement.text().split("/", -1);
        if (axes.length != 2) {
            throw wrong(layer, placement, "must be splits over rows, a slash, splits over columns, such as K2P2/Q4");
        }
        Partition partition = new Partition(splits(layer, placement, axes[0]), splits(layer, placement, axes[1]));
        for (Dim dim : DIMS) {
            YamlNode parts = node.get("partition").get(dim.name());
            if (parts.integer(1, MOST) != partition.parts(dim)) {
                throw wrong(layer, parts, "is not the " + partition.parts(dim) + " of placement " + placement.text());
            }
        }
        if (!partition.fits(layer.dims())) {
            throw wrong(layer, placement, "cuts a dim into more parts than it has elements");
        }
        return partition;
    }

    private static List<Split> splits(Layer layer, YamlNode placement, String axis) {
        List<Split> splits = new ArrayList<>();
        Matcher matcher = SPLIT.matcher(axis);
        int end = 0;
        while (matcher.lookingAt()) {
            int parts = Integer.parseInt(matcher.group(2));
            if (parts < 2) {
                throw wrong(layer, placement, "a split has 2 or more parts");
            }
            splits.add(new Split(Dim.valueOf(matcher.group(1)), parts));
            end = matcher.end();
            matcher.region(end, axis.length());
        }
        if (end != axis.length()) {
            throw wrong(layer, placement, "has '" + axis.substring(end) + "' where a split such as K2 is needed");
        }
        return splits;
    }

    private static Layout layout(Layer layer, YamlNode node) {
        try {
            return Layout.ofPrinted(node.text());
        } catch (IllegalArgumentException e) {
            throw node.error("layer '" + layer.name() + "': " + e.getMessage(), e);
        }
    }

    private static LoopNest loopNest(YamlNode node) {
        YamlNode tile = node.get("tile");
        int[] extents = DIMS.stream()
                .mapToInt(dim -> tile.get(dim.name()).integer(1, MOST))
                .toArray();
        return new LoopNest(
                new Tile(extents[0], extents[1], extents[2], extents[3], extents[4], extents[5]),
                LoopOrder.valueOf(node.get("order").word(words(LoopOrder.values()))),
                Dataflow.valueOf(node.get("dataflow").word(words(Dataflow.values()))));
    }

    private static List<String> words(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private static ConfigException wrong(Layer layer, YamlNode node, String rule) {
        return node.error("layer '" + layer.name() + "': " + rule + ".");
    }
}
