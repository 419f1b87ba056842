package org.nicepim.jobs.run;

import java.util.List;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;
import org.nicepim.hardware.HardwareParameters;

/**
 * The keys of a mapping's file. Figures are results that nobody reads again; they may be there, other keys may not: a key that is
 * misspelled would change nothing without a word.
 */
final class MappingKeys {
    private static final List<String> TOP = List.of(
            "workload",
            "batch",
            "hardware",
            "objective",
            "feasible",
            "reason",
            "area_mm2",
            "macs",
            "search_seconds",
            "latency_cycles",
            "latency_ms",
            "energy_pj",
            "energy_breakdown_pj",
            "phase",
            "tokens",
            "tokens_per_second",
            "energy_per_token_pj",
            "kv_cache_bytes",
            "time_to_first_token_ms",
            "edp_js",
            "utilization",
            "latency_lower_bound_cycles",
            "dram_capacity_used_bytes",
            "dram_capacity_used_max_node_bytes",
            "capacity_gap",
            "parallel_segments",
            "evaluations",
            "mapspace",
            "region_tree",
            "layers",
            "source");
    private static final List<String> LAYER = List.of(
            "name",
            "type",
            "region",
            "partition",
            "placement",
            "weight_copies",
            "ifmap_layout",
            "ofmap_layout",
            "loop_nest",
            "start_cycles",
            "latency_cycles",
            "compute_cycles",
            "dram_cycles",
            "noc_cycles",
            "redistribution_cycles",
            "bound_by",
            "energy_pj",
            "dram_bytes",
            "dram_activations",
            "scheduler",
            "max_link_load_bytes",
            "schedule_gap");
    private static final List<String> DIMS = List.of("N", "G", "K", "C", "P", "Q");

    private MappingKeys() {}

    /**
     * Checks keys outside layers, but for those of {@code source}, whose reader does.
     *
     * @throws ConfigException if the file is of another kind, or holds a key that a mapping does not have
     */
    static void check(YamlNode top) {
        if (!top.has("layers") && !top.has("source")) {
            throw new ConfigException(top.file() + ": is no mapping: it has neither 'layers' nor 'source'. Maybe the"
                    + " mapping.json that 'nicepim map --out DIR' writes?");
        }
        only(top, TOP);
        if (top.has("hardware")) {
            YamlNode chip = top.get("hardware");
            List.of("technology", "word_bits").forEach(chip::has);
            only(chip, HardwareParameters.NAMES);
        }
    }

    /**
     * Checks the keys of layers.
     *
     * @throws ConfigException if a layer holds a key that layers do not have
     */
    static void checkLayers(YamlNode layers) {
        layers.list().forEach(MappingKeys::layer);
    }

    private static void layer(YamlNode layer) {
        only(layer, LAYER);
        below(layer, "region", List.of("row", "col", "rows", "cols"));
        below(layer, "partition", DIMS);
        below(layer, "loop_nest", List.of("tile", "order", "dataflow"));
        if (layer.has("loop_nest")) {
            below(layer.get("loop_nest"), "tile", DIMS);
        }
    }

    private static void below(YamlNode node, String key, List<String> known) {
        if (node.has(key)) {
            only(node.get(key), known);
        }
    }

    private static void only(YamlNode node, List<String> known) {
        known.forEach(node::has);
        node.done();
    }
}
