package org.nicepim.jobs.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nicepim.config.ConfigException;
import org.nicepim.hardware.HardwareParameters;

/** All that the page shows of one mapping that {@code nicepim map --out} wrote, as one document. */
public final class MapModel {
    /** Name of the file in its folder. */
    public static final String FILE = "mapping.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ENERGY = List.of("mac", "pe_register", "buffer", "dram", "noc", "leakage");
    private static final List<String> FIGURES = List.of(
            "latency_cycles",
            "latency_ms",
            "energy_pj",
            "edp_js",
            "utilization",
            "area_mm2",
            "macs",
            "latency_lower_bound_cycles",
            "dram_capacity_used_bytes",
            "dram_capacity_used_max_node_bytes");

    private MapModel() {}

    /**
     * Reads a folder.
     *
     * @param folder holds {@value #FILE}
     * @throws ConfigException if the file is no mapping's
     */
    public static ObjectNode read(Path folder) {
        Path file = folder.resolve(FILE);
        JsonNode mapping = parse(file);
        if (!mapping.path("workload").isTextual() || !mapping.path("hardware").isObject()) {
            throw new ConfigException(file + ": names no workload and hardware, so it is no mapping of this program."
                    + " Maybe another folder?");
        }
        ObjectNode document = Json.object();
        document.put("kind", "map");
        document.put("folder", folder.toString());
        document.put("workload", mapping.path("workload").asText());
        document.put("batch", mapping.path("batch").asInt());
        document.put("objective", mapping.path("objective").asText());
        document.set("hardware", mapping.path("hardware"));
        document.put("feasible", mapping.path("feasible").asBoolean(true));
        document.put("reason", mapping.path("reason").asText());
        List<String> notes = new ArrayList<>();
        if (mapping.path("layers").isArray() && mapping.path("layers").size() > 0) {
            figures(document, mapping, file);
            PricedAgain.add(document, file, mapping, notes);
        } else {
            notes.add(
                    document.path("feasible").asBoolean()
                            ? "The file holds no layers, so nothing of them is shown."
                            : "The mapping is infeasible, so there is nothing to draw.");
        }
        document.set("notes", Json.tree(notes));
        return document;
    }

    private static JsonNode parse(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new ConfigException(
                    file + ": is no JSON document (" + e.getOriginalMessage() + "). Maybe it is half written?", e);
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read (" + e.getMessage() + "). Maybe it is a folder?", e);
        }
    }

    private static void figures(ObjectNode document, JsonNode mapping, Path file) {
        for (String figure : FIGURES) {
            JsonNode value = mapping.path(figure);
            if (!value.isNumber()) {
                throw new ConfigException(file + ": has no number '" + figure
                        + "', so another version wrote it. Maybe map it again with this one?");
            }
            document.set(figure, value);
        }
        ObjectNode detail = document.putArray("details").addObject();
        JsonNode chip = mapping.path("hardware");
        long peak = 1;
        for (String name : HardwareParameters.NAMES.subList(0, 4)) {
            peak *= chip.path(name).asLong(1);
        }
        double cycles = mapping.path("latency_cycles").asDouble();
        detail.put("latency_cycles", cycles);
        detail.put("clock_mhz", Json.rounded(cycles / mapping.path("latency_ms").asDouble() * 1e-3));
        detail.put("peak_macs_per_cycle", peak);
        detail.set("bound_cycles", mapping.path("latency_lower_bound_cycles"));
        detail.set("utilization", mapping.path("utilization"));
        detail.set("stack_bytes", mapping.path("dram_capacity_used_bytes"));
        detail.set("fullest_node_bytes", mapping.path("dram_capacity_used_max_node_bytes"));
        ArrayNode energy = detail.putArray("energy_pj");
        ENERGY.forEach(part ->
                Json.add(energy, mapping.path("energy_breakdown_pj").path(part).asDouble(Double.NaN)));
        List<JsonNode> layers = new ArrayList<>();
        mapping.path("layers").forEach(layers::add);
        detail.put("dram_bytes", sum(layers, "dram_bytes"));
        detail.put("dram_activations", sum(layers, "dram_activations"));
        detail.set("layers", columns(layers));
    }

    private static double sum(List<JsonNode> layers, String key) {
        return layers.stream().mapToDouble(layer -> layer.path(key).asDouble()).sum();
    }

    private static ObjectNode columns(List<JsonNode> layers) {
        ObjectNode columns = Json.object();
        columns.set("name", Json.texts(layers, layer -> layer.path("name").asText()));
        columns.set("type", Json.words(layers, layer -> layer.path("type").asText()));
        columns.set("region", Json.words(layers, layer -> region(layer.path("region"))));
        columns.set("partition", Json.words(layers, layer -> partition(layer.path("partition"))));
        columns.set("copies", Json.integers(layers, layer -> layer.path("weight_copies")
                .asInt(1)));
        columns.set("dataflow", Json.words(layers, layer -> layer.path("loop_nest")
                .path("dataflow")
                .asText()));
        columns.set("start", numbers(layers, "start_cycles"));
        columns.set("latency", numbers(layers, "latency_cycles"));
        columns.set("compute", numbers(layers, "compute_cycles"));
        columns.set("dram", numbers(layers, "dram_cycles"));
        columns.set("noc", numbers(layers, "noc_cycles"));
        columns.set("redistribution", numbers(layers, "redistribution_cycles"));
        columns.set("bound", Json.words(layers, layer -> layer.path("bound_by").asText()));
        columns.set("energy", numbers(layers, "energy_pj"));
        columns.set("bytes", numbers(layers, "dram_bytes"));
        columns.set("link", numbers(layers, "max_link_load_bytes"));
        return columns;
    }

    private static ArrayNode numbers(List<JsonNode> layers, String key) {
        return Json.numbers(layers, layer -> layer.path(key).asDouble(Double.NaN));
    }

    /** As rows of an exploration have it: row, column, rows × columns. */
    private static String region(JsonNode region) {
        return region.path("row").asInt() + "," + region.path("col").asInt() + ","
                + region.path("rows").asInt(1) + "x" + region.path("cols").asInt(1);
    }

    private static String partition(JsonNode partition) {
        String text = Stream.of("N", "G", "K", "C", "P", "Q")
                .filter(dim -> partition.path(dim).asInt(1) > 1)
                .map(dim -> dim + partition.path(dim).asInt())
                .collect(Collectors.joining(" "));
        return text.isEmpty() ? "-" : text;
    }
}
