package org.nicepim.jobs.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;
import org.nicepim.cost.node.Tilings;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareParameters;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.hardware.Technology;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.MappingReader;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Workload;

/**
 * A mapping that {@code nicepim map --out} wrote, read back and checked.
 *
 * <p>Its {@code source} says which workload and which hardware file it was made of; the chip's own values stand under
 * {@code hardware} and win, so that they may be changed by hand.
 *
 * @param resolved the workload
 * @param hardware the chip
 * @param mapping how the one runs on the other
 */
public record MappingFile(ResolvedWorkload resolved, HardwareConfig hardware, Mapping mapping) {
    private static final int MOST_BYTES = 64 << 20;
    private static final int MOST_WORD_BITS = 32;
    private static final List<Dim> TILED = List.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q);
    /** The path of a value inside a layer, where the layer's name does not follow. */
    private static final Pattern LAYER_VALUE = Pattern.compile(": layers\\[(\\d+)][^ ]*: (?!layer ')");

    /**
     * Where a mapping comes from.
     *
     * @param request the workload as it was named
     * @param hardware path or name of the chip's file
     */
    public record Source(WorkloadRequest request, String hardware) {
        /** By key, as the file has it. */
        public Map<String, Object> values() {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("workload", request.workload());
            request.batch().ifPresent(value -> values.put("batch", value));
            request.sequence().ifPresent(value -> values.put("sequence", value));
            request.blocks().ifPresent(value -> values.put("blocks", value));
            request.weightBits().ifPresent(value -> values.put("weight_bits", value));
            if (!request.dims().isEmpty()) {
                values.put("dims", request.dims());
            }
            if (request.skipUnsupported()) {
                values.put("skip_unsupported", true);
            }
            values.put("hardware", hardware);
            return values;
        }

        private static Source read(YamlNode node) {
            Map<String, Long> dims = new TreeMap<>();
            if (node.has("dims")) {
                YamlNode given = node.get("dims");
                given.keys().forEach(dim -> dims.put(dim, given.get(dim).integer(1L, Integer.MAX_VALUE)));
            }
            WorkloadRequest request = new WorkloadRequest(
                    node.get("workload").text(),
                    knob(node, "batch", WorkloadRequest.MOST_BATCH),
                    knob(node, "sequence", WorkloadRequest.MOST_SEQUENCE),
                    knob(node, "blocks", WorkloadRequest.MOST_BLOCKS),
                    knob(node, "weight_bits", WorkloadRequest.MOST_WEIGHT_BITS),
                    dims,
                    node.has("skip_unsupported") && node.get("skip_unsupported").flag(),
                    Optional.empty());
            Source source = new Source(request, node.get("hardware").text());
            node.done();
            return source;
        }

        private static Optional<Integer> knob(YamlNode node, String key, int most) {
            return node.has(key) ? Optional.of(node.get(key).integer(1, most)) : Optional.empty();
        }
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException naming file, layer, field and rule
     */
    public static MappingFile read(Path file) {
        YamlNode top = YamlNode.read(file, MOST_BYTES);
        MappingKeys.check(top);
        if (top.has("feasible") && !top.get("feasible").flag()) {
            throw top.error("this mapping is infeasible: "
                    + (top.hasValue("reason") ? top.get("reason").text() : "no reason is given") + ".");
        }
        Source source = Source.read(top.get("source"));
        HardwareConfig hardware = hardware(top.get("hardware"), source.hardware());
        ResolvedWorkload resolved = WorkloadSource.resolve(source.request());
        return new MappingFile(resolved, hardware, mapping(top, resolved.workload(), hardware));
    }

    private static Mapping mapping(YamlNode top, Workload workload, HardwareConfig hardware) {
        try {
            MappingKeys.checkLayers(top.get("layers"));
            Mapping mapping = MappingReader.read(top, workload, hardware);
            for (YamlNode node : top.get("layers").list()) {
                Layer layer = workload.layer(node.get("name").text());
                LayerMapping how = mapping.layers().get(workload.layers().indexOf(layer));
                if (how.weightCopies() != 1) {
                    throw node.get("weight_copies")
                            .error("'" + how.weightCopies() + "' must be 1: more than one copy per sharing set cannot"
                                    + " be priced.");
                }
                checkTile(node.get("loop_nest").get("tile"), layer, how, hardware);
            }
            return mapping;
        } catch (ConfigException e) {
            throw named(e, top);
        }
    }

    /** A complaint about a value of a layer says where the layer stands in the list; people know it by its name. */
    private static ConfigException named(ConfigException e, YamlNode top) {
        String message = String.valueOf(e.getMessage());
        Matcher place = LAYER_VALUE.matcher(message);
        if (!place.find()) {
            return e;
        }
        YamlNode layer = top.get("layers").list().get(Integer.parseInt(place.group(1)));
        if (!layer.has("name")) {
            return e;
        }
        return new ConfigException(
                message.substring(0, place.end())
                        + "layer '" + layer.get("name").text() + "': "
                        + message.substring(place.end()),
                e);
    }

    /** A tile must not be larger than a node's share; that of each operand must fit half of its buffer, psums at their own width. */
    private static void checkTile(YamlNode tile, Layer layer, LayerMapping how, HardwareConfig hardware) {
        LayerDims share = how.partition().largestShare(layer.dims());
        for (Dim dim : TILED) {
            int extent = how.loopNest().tile().of(dim);
            if (extent > share.of(dim)) {
                throw tile.get(dim.name())
                        .error("'" + extent + "' is more than a node's share, " + share.of(dim) + ".");
            }
        }
        Tilings tilings = Tilings.of(
                layer.dims(), layer.window(), how.partition(), how.loopNest().tile());
        int wordBytes = hardware.technology().logic().wordBytes();
        int psumBytes = hardware.technology().logic().psumBytes();
        long ifmap = (long) Math.ceil(tilings.ifmapTileWords() * Math.max(1, layer.ifmapReads())) * wordBytes;
        long weight = layer.type().hasMacs() ? tilings.weightTileWords() * wordBytes : 0;
        checkTile(tile, "ifmap", ifmap, hardware.ifmapBufferBytes());
        checkTile(tile, "weight", weight, hardware.weightBufferBytes());
        checkTile(tile, "ofmap", tilings.ofmapTileWords() * psumBytes, hardware.ofmapBufferBytes());
    }

    private static void checkTile(YamlNode tile, String operand, long bytes, int bufferBytes) {
        if (2 * bytes > bufferBytes) {
            throw tile.error("its " + operand + " tile takes " + bytes + " bytes, half of the buffer is "
                    + bufferBytes / 2 + ".");
        }
    }

    private static HardwareConfig hardware(YamlNode node, String file) {
        Technology technology = HardwareReader.read(file).technology();
        if (node.has("word_bits")) {
            YamlNode bits = node.get("word_bits");
            try {
                technology = technology.withWordBits(bits.integer(1, MOST_WORD_BITS));
            } catch (IllegalArgumentException e) {
                throw bits.error("must be 8, 16, 24 or 32: words are whole bytes.", e);
            }
        }
        Map<String, Integer> values = new LinkedHashMap<>();
        for (String name : HardwareParameters.NAMES) {
            values.put(name, node.get(name).integer(1, HardwareConfig.MOST_BUFFER_BYTES));
        }
        try {
            HardwareConfig hardware = HardwareParameters.hardware(name -> values.getOrDefault(name, 0), technology);
            if (hardware.dividesChannels()) {
                return hardware;
            }
        } catch (IllegalArgumentException e) {
            throw node.error(e.getMessage() + ".", e);
        }
        throw node.error("nodeRows × nodeCols must divide the technology's "
                + technology.dram().organization().channels() + " DRAM channels: a node owns whole channels.");
    }
}
