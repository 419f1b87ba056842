package org.nicepim.jobs.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.run.Json;

/** All that the page shows of one mapping that {@code nicepim map --out} wrote, as one document. */
public final class MapModel {
    /** Name of the file in its folder. */
    public static final String FILE = "mapping.json";

    private static final ObjectMapper JSON = new ObjectMapper();
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
        document.putArray("details").add(MapDetail.of(mapping));
    }
}
