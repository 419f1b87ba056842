package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nicepim.cost.EnergyBreakdown;
import org.nicepim.cost.LayerCost;
import org.nicepim.cost.WorkloadCost;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareParameters;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.MapperResult;
import org.nicepim.mapper.mapspace.MapspaceSize;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.RegionTree;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Generation;
import org.nicepim.workload.Workload;

/** A mapping as text and as JSON. */
final class MapReport {
    private static final double PJ = 1e-12;
    private static final double MIB = 0x1p20;

    private final Workload workload;
    private final HardwareConfig hardware;
    private final MapperOptions options;
    private final double seconds;
    private final double areaMm2;
    private final Optional<MapspaceSize> mapspace;

    /**
     * A report.
     *
     * @param seconds that the search took
     * @param mapspace if it was counted
     */
    MapReport(
            Workload workload,
            HardwareConfig hardware,
            MapperOptions options,
            double seconds,
            double areaMm2,
            Optional<MapspaceSize> mapspace) {
        this.workload = workload;
        this.hardware = hardware;
        this.options = options;
        this.seconds = seconds;
        this.areaMm2 = areaMm2;
        this.mapspace = mapspace;
    }

    private double secondsOf(double cycles) {
        return cycles / (hardware.technology().logic().clockMhz() * 1e6);
    }

    private double utilization(double latencyCycles) {
        return workload.macs() / ((double) hardware.nodes() * hardware.pesPerNode() * latencyCycles);
    }

    /**
     * Prints all as text.
     *
     * @param allSegments true to draw every segment whose branches run side by side, however many there are
     */
    void print(MapperResult result, boolean allSegments, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s, batch %d, on %dx%d nodes of %dx%d PEs, %.1f mm2, objective %s%n",
                workload.name(),
                workload.batch(),
                hardware.nodeRows(),
                hardware.nodeCols(),
                hardware.peRows(),
                hardware.peCols(),
                areaMm2,
                options.objective().word());
        if (result instanceof MapperResult.Infeasible infeasible) {
            out.println("infeasible: " + infeasible.reason());
            return;
        }
        MapperResult.Mapped mapped = (MapperResult.Mapped) result;
        summary(mapped, out);
        out.println();
        LayerTable.of(mapped.cost(), hardware).print(out);
        BranchChart.of(mapped).print(out, allSegments);
    }

    private void summary(MapperResult.Mapped mapped, PrintWriter out) {
        WorkloadCost cost = mapped.cost();
        double cycles = cost.latencyCycles();
        EnergyBreakdown e = cost.energy();
        double total = e.totalPj();
        out.printf(
                Locale.ROOT,
                "latency      %.0f cycles, %.3f ms, %.2f x the lower bound; utilization %.2f%n",
                cycles,
                secondsOf(cycles) * 1e3,
                cycles / cost.lowerBoundCycles(),
                utilization(cycles));
        out.printf(
                Locale.ROOT,
                "energy       %.3f mJ: MAC %.0f%%, PE registers %.0f%%, buffers %.0f%%, DRAM %.0f%%, NoC %.0f%%,"
                        + " leakage %.0f%%%n",
                total * 1e-9,
                100 * e.macPj() / total,
                100 * e.peRegisterPj() / total,
                100 * e.bufferPj() / total,
                100 * e.dramPj() / total,
                100 * e.nocPj() / total,
                100 * e.leakagePj() / total);
        workload.generation().ifPresent(run -> out.println(generation(run, cost).text()));
        out.printf(Locale.ROOT, "EDP          %.4g J·s%n", total * PJ * secondsOf(cycles));
        out.printf(
                Locale.ROOT,
                "DRAM         %.1f MiB used, fullest node %.1f of %.1f MiB%s%n",
                cost.capacity().stackBytes() / MIB,
                cost.capacity().fullestNodeBytes() / MIB,
                hardware.nodeDramBytes() / MIB,
                mapped.capacityGap() > 0
                        ? String.format(Locale.ROOT, "; without that limit %.2f%% better", 100 * mapped.capacityGap())
                        : "");
        out.printf(Locale.ROOT, "search       %d loop nests priced in %.2f s%n", mapped.evaluations(), seconds);
        mapspace.map(MapReport::text).ifPresent(out::println);
    }

    private static String text(MapspaceSize size) {
        return String.format(Locale.ROOT, "mapspace     10^%.1f mappings: ", size.totalLog10())
                + Arrays.stream(MapspaceSize.Choice.values())
                        .map(choice -> String.format(Locale.ROOT, "%s 10^%.1f", choice.word(), size.log10(choice)))
                        .collect(Collectors.joining(", "));
    }

    private GenerationFigures generation(Generation run, WorkloadCost cost) {
        int wordBytes = hardware.technology().logic().wordBytes();
        return GenerationFigures.of(
                run, secondsOf(cost.latencyCycles()), cost.energy().totalPj(), workload.keyValueWords() * wordBytes);
    }

    ObjectNode document(MapperResult result) {
        ObjectNode document = Json.object();
        document.put("workload", workload.name());
        document.put("batch", workload.batch());
        ObjectNode chip = document.putObject("hardware");
        List<Integer> values = HardwareParameters.values(hardware);
        for (int i = 0; i < values.size(); i++) {
            chip.put(HardwareParameters.NAMES.get(i), values.get(i));
        }
        chip.put("technology", hardware.technology().name());
        chip.put("word_bits", hardware.technology().logic().wordBits());
        document.put("objective", options.objective().word());
        document.put("feasible", result instanceof MapperResult.Mapped);
        document.put("area_mm2", areaMm2);
        document.put("macs", workload.macs());
        document.put("search_seconds", seconds);
        if (result instanceof MapperResult.Infeasible infeasible) {
            document.put("reason", infeasible.reason());
        } else {
            document.put("reason", "");
            figures(document, (MapperResult.Mapped) result);
        }
        return document;
    }

    private void figures(ObjectNode document, MapperResult.Mapped mapped) {
        WorkloadCost cost = mapped.cost();
        double cycles = cost.latencyCycles();
        EnergyBreakdown energy = cost.energy();
        document.put("latency_cycles", cycles);
        document.put("latency_ms", secondsOf(cycles) * 1e3);
        document.put("energy_pj", energy.totalPj());
        document.putObject("energy_breakdown_pj")
                .put("mac", energy.macPj())
                .put("pe_register", energy.peRegisterPj())
                .put("buffer", energy.bufferPj())
                .put("dram", energy.dramPj())
                .put("noc", energy.nocPj())
                .put("leakage", energy.leakagePj());
        workload.generation().ifPresent(run -> generation(run, cost).addTo(document));
        document.put("edp_js", energy.totalPj() * PJ * secondsOf(cycles));
        document.put("utilization", utilization(cycles));
        document.put("latency_lower_bound_cycles", cost.lowerBoundCycles());
        document.put("dram_capacity_used_bytes", cost.capacity().stackBytes());
        document.put("dram_capacity_used_max_node_bytes", cost.capacity().fullestNodeBytes());
        document.put("capacity_gap", mapped.capacityGap());
        document.put("evaluations", mapped.evaluations());
        mapspace.ifPresent(size -> mapspace(document.putObject("mapspace"), size));
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
        node.put("placement", LayerTable.parts(mapping));
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
