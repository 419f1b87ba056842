package org.nicepim.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nicepim.hardware.HardwareParameters;
import org.nicepim.jobs.run.Json;

/** A mapping's document as the charts want it: figures of the whole, and columns over its layers. */
final class MapDetail {
    private static final List<String> ENERGY = List.of("mac", "pe_register", "buffer", "dram", "noc", "leakage");

    private MapDetail() {}

    /** Of a document with layers. */
    static ObjectNode of(JsonNode mapping) {
        ObjectNode detail = Json.object();
        JsonNode chip = mapping.path("hardware");
        long peak = 1;
        for (String name : HardwareParameters.NAMES.subList(0, 4)) {
            peak *= chip.path(name).asLong(1);
        }
        double cycles = mapping.path("latency_cycles").asDouble();
        detail.put("latency_cycles", cycles);
        detail.put(
                "clock_mhz", Columns.rounded(cycles / mapping.path("latency_ms").asDouble() * 1e-3));
        detail.put("peak_macs_per_cycle", peak);
        detail.set("bound_cycles", mapping.path("latency_lower_bound_cycles"));
        detail.set("utilization", mapping.path("utilization"));
        detail.set("stack_bytes", mapping.path("dram_capacity_used_bytes"));
        detail.set("fullest_node_bytes", mapping.path("dram_capacity_used_max_node_bytes"));
        ArrayNode energy = detail.putArray("energy_pj");
        ENERGY.forEach(part -> Columns.add(
                energy, mapping.path("energy_breakdown_pj").path(part).asDouble(Double.NaN)));
        List<JsonNode> layers = new ArrayList<>();
        mapping.path("layers").forEach(layers::add);
        detail.put("dram_bytes", sum(layers, "dram_bytes"));
        detail.put("dram_activations", sum(layers, "dram_activations"));
        detail.set("layers", columns(layers));
        return detail;
    }

    private static double sum(List<JsonNode> layers, String key) {
        return layers.stream().mapToDouble(layer -> layer.path(key).asDouble()).sum();
    }

    private static ObjectNode columns(List<JsonNode> layers) {
        ObjectNode columns = Json.object();
        columns.set("name", Columns.texts(layers, layer -> layer.path("name").asText()));
        columns.set("type", Columns.words(layers, layer -> layer.path("type").asText()));
        columns.set("region", Columns.words(layers, layer -> region(layer.path("region"))));
        columns.set("partition", Columns.words(layers, layer -> partition(layer.path("partition"))));
        columns.set("copies", Columns.integers(layers, layer -> layer.path("weight_copies")
                .asInt(1)));
        columns.set("dataflow", Columns.words(layers, layer -> layer.path("loop_nest")
                .path("dataflow")
                .asText()));
        columns.set("start", numbers(layers, "start_cycles"));
        columns.set("latency", numbers(layers, "latency_cycles"));
        columns.set("compute", numbers(layers, "compute_cycles"));
        columns.set("dram", numbers(layers, "dram_cycles"));
        columns.set("noc", numbers(layers, "noc_cycles"));
        columns.set("redistribution", numbers(layers, "redistribution_cycles"));
        columns.set(
                "bound", Columns.words(layers, layer -> layer.path("bound_by").asText()));
        columns.set("energy", numbers(layers, "energy_pj"));
        columns.set("bytes", numbers(layers, "dram_bytes"));
        columns.set("link", numbers(layers, "max_link_load_bytes"));
        return columns;
    }

    private static ArrayNode numbers(List<JsonNode> layers, String key) {
        return Columns.numbers(layers, layer -> layer.path(key).asDouble(Double.NaN));
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
