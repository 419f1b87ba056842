package org.nicepim.jobs.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.nicepim.cost.EnergyBreakdown;
import org.nicepim.cost.LayerCost;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareParameters;
import org.nicepim.mapper.MapperResult;
import org.nicepim.mapper.mapspace.MapspaceSize;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.RegionTree;
import org.nicepim.workload.Dim;

/** A mapping as a document: what {@code map --json} prints, {@code map --out} writes and {@link MappingFile} reads. */
public final class MappingDocument {
    private static final double PJ = 1e-12;

    private MappingDocument() {}

    /** The document, without the source of the workload and the hardware. */
    public static ObjectNode of(MapRun run) {
        ObjectNode document = Json.object();
        document.put("workload", run.workload().name());
        document.put("batch", run.workload().batch());
        document.set("hardware", hardware(run.hardware()));
        document.put("objective", run.options().objective().word());
        document.put("feasible", run.result() instanceof MapperResult.Mapped);
        document.put("area_mm2", run.areaMm2());
        document.put("macs", run.workload().macs());
        document.put("search_seconds", run.seconds());
        if (run.result() instanceof MapperResult.Infeasible infeasible) {
            document.put("reason", infeasible.reason());
        } else {
            document.put("reason", "");
            figures(document, run, (MapperResult.Mapped) run.result());
        }
        return document;
    }

    /** A chip as the document has it. */
    public static ObjectNode hardware(HardwareConfig hardware) {
        ObjectNode chip = Json.object();
        parameters(chip, HardwareParameters.values(hardware));
        chip.put("technology", hardware.technology().name());
        chip.put("word_bits", hardware.technology().logic().wordBits());
        return chip;
    }

    /**
     * Adds a design's parameters by their names.
     *
     * @param values in the order of {@link HardwareParameters#NAMES}
     */
    public static void parameters(ObjectNode document, List<Integer> values) {
        for (int i = 0; i < values.size(); i++) {
            document.put(HardwareParameters.NAMES.get(i), values.get(i));
        }
    }

    private static void figures(ObjectNode document, MapRun run, MapperResult.Mapped mapped) {
        WorkloadCost cost = mapped.cost();
        double cycles = cost.latencyCycles();
        EnergyBreakdown energy = cost.energy();
        document.put("latency_cycles", cycles);
        document.put("latency_ms", run.secondsOf(cycles) * 1e3);
        document.put("energy_pj", energy.totalPj());
        document.putObject("energy_breakdown_pj")
                .put("mac", energy.macPj())
                .put("pe_register", energy.peRegisterPj())
                .put("buffer", energy.bufferPj())
                .put("dram", energy.dramPj())
                .put("noc", energy.nocPj())
                .put("leakage", energy.leakagePj());
        run.generation(cost).ifPresent(figures -> figures.addTo(document));
        document.put("edp_js", energy.totalPj() * PJ * run.secondsOf(cycles));
        document.put("utilization", run.utilization(cycles));
        document.put("latency_lower_bound_cycles", cost.lowerBoundCycles());
        document.put("dram_capacity_used_bytes", cost.capacity().stackBytes());
        document.put("dram_capacity_used_max_node_bytes", cost.capacity().fullestNodeBytes());
        document.put("capacity_gap", mapped.capacityGap());
        document.put("evaluations", mapped.evaluations());
        run.mapspace().ifPresent(size -> mapspace(document.putObject("mapspace"), size));
        document.set("region_tree", tree(mapped.mapping().tree()));
        ArrayNode gains = document.putArray("parallel_segments");
        mapped.gains().forEach((first, gain) -> gains.addObject()
                .put("first_layer", first)
                .put("saved_cycles", gain.cycles())
                .put("saved_dynamic_pj", gain.dynamicPj()));
        ArrayNode layers = document.putArray("layers");
        cost.layers().forEach(layer -> layers.add(layer(layer)));
    }

    private static void mapspace(ObjectNode node, MapspaceSize size) {
        node.put("total_log10", size.totalLog10());
        for (MapspaceSize.Choice choice : MapspaceSize.Choice.values()) {
            node.put(choice.word().replace(' ', '_') + "_log10", size.log10(choice));
        }
    }

    /** A list of what runs one after another. */
    private static ArrayNode tree(RegionTree tree) {
        ArrayNode list = Json.array();
        tree.fold(new RegionTree.Cases<ArrayNode>() {
            @Override
            public ArrayNode run(String layer) {
                return list.add(layer);
            }

            @Override
            public ArrayNode sequence(List<RegionTree> parts) {
                parts.forEach(part -> part.fold(this));
                return list;
            }

            @Override
            public ArrayNode parallel(List<RegionTree> branches) {
                ArrayNode side = list.addObject().putArray("parallel");
                branches.forEach(branch -> side.add(tree(branch)));
                return list;
            }
        });
        return list;
    }

    private static ObjectNode layer(WorkloadCost.LayerResult result) {
        LayerMapping mapping = result.mapping();
        LayerCost cost = result.cost();
        ObjectNode node = Json.object();
        node.put("name", result.layer().name());
        node.put("type", result.layer().type().name().toLowerCase(Locale.ROOT));
        node.putObject("region")
                .put("row", mapping.region().row())
                .put("col", mapping.region().col())
                .put("rows", mapping.region().rows())
                .put("cols", mapping.region().cols());
        ObjectNode partition = node.putObject("partition");
        for (Dim dim : List.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q)) {
            partition.put(dim.name(), mapping.partition().parts(dim));
        }
        node.put("placement", mapping.partition().text());
        node.put("weight_copies", mapping.weightCopies());
        node.put("ifmap_layout", mapping.layouts().ifmap().toString());
        node.put("ofmap_layout", mapping.layouts().ofmap().toString());
        node.set("loop_nest", nest(mapping.loopNest()));
        node.put("start_cycles", result.startCycles());
        node.put("latency_cycles", cost.latencyCycles());
        node.put("compute_cycles", cost.time().computeCycles());
        node.put("dram_cycles", cost.time().dramCycles());
        node.put("noc_cycles", cost.time().nocCycles());
        node.put("redistribution_cycles", cost.time().redistributionCycles());
        node.put("bound_by", cost.time().bound().name().toLowerCase(Locale.ROOT));
        node.put("energy_pj", cost.energy().totalPj());
        node.put("dram_bytes", cost.traffic().dramBytes());
        node.put("dram_activations", cost.traffic().dramActivations());
        node.put("scheduler", result.schedule().map(s -> s.scheduler()).orElse("none"));
        node.put(
                "max_link_load_bytes",
                result.schedule().map(s -> s.maxLinkLoadBytes()).orElse(0.0));
        node.put("schedule_gap", result.schedule().map(s -> s.gap()).orElse(0.0));
        return node;
    }

    private static ObjectNode nest(LoopNest nest) {
        ObjectNode node = Json.object();
        ObjectNode tile = node.putObject("tile");
        for (Dim dim : List.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q)) {
            tile.put(dim.name(), nest.tile().of(dim));
        }
        node.put("order", nest.order().name());
        node.put("dataflow", nest.dataflow().name());
        return node;
    }
}
