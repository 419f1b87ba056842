package org.nicepim.jobs.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.nicepim.jobs.run.Json;
import org.nicepim.jobs.sweep.SweepLayerRow;
import org.nicepim.results.EvaluationRow;
import org.nicepim.results.LayerRow;

/**
 * Energy by component, DRAM and layers of a few designs: the best of each group, those on its front, and one that is looked into. Layers are many times as many as
 * evaluations, so only the batches of these designs are read.
 */
final class Details {
    private static final int MOST_DESIGNS = 24;
    private static final int MOST_LAYERS = 6000;

    private final Designs designs;
    private final List<Integer> chosen;
    private final boolean sweep;

    private record LayerKey(String technology, String objective, int design, String workload, int batch) {}

    /**
     * Chooses designs.
     *
     * @param fronts positions of each group's front, by group
     * @param looked a design that must be among them, and the first
     * @param sweep true of a sweep's
     */
    Details(Designs designs, List<List<Integer>> fronts, Optional<Design> looked, boolean sweep) {
        this.designs = designs;
        this.sweep = sweep;
        int each = Math.max(1, MOST_DESIGNS / Math.max(1, designs.groups().size()));
        Set<Integer> positions = new LinkedHashSet<>();
        looked.map(designs::position).ifPresent(positions::add);
        for (int group = 0; group < designs.groups().size(); group++) {
            designs.ranked(group).stream().limit((each + 1) / 2).forEach(positions::add);
            fronts.get(group).stream().limit(each / 2).forEach(positions::add);
        }
        this.chosen = positions.stream().limit(2L * MOST_DESIGNS).toList();
    }

    /**
     * Reads their layers.
     *
     * @param tables of the run
     * @return one object per design and workload; without {@code layers} where the folder has none
     */
    ArrayNode read(RunTables tables) throws IOException {
        Set<Integer> files = new TreeSet<>();
        chosen.forEach(i -> files.addAll(designs.all().get(i).files()));
        Map<LayerKey, List<LayerRow>> layers = new HashMap<>();
        Set<LayerKey> wanted = wanted();
        for (SweepLayerRow row : tables.layers(files)) {
            LayerKey key = new LayerKey(
                    row.technology(),
                    row.objective(),
                    row.layer().designId(),
                    row.layer().workload(),
                    row.batch());
            if (wanted.contains(key)) {
                layers.computeIfAbsent(key, any -> new ArrayList<>()).add(row.layer());
            }
        }
        ArrayNode details = Json.array();
        int budget = MOST_LAYERS;
        for (int i : chosen) {
            for (Map.Entry<Integer, EvaluationRow> entry :
                    designs.all().get(i).rows().entrySet()) {
                ObjectNode detail = detail(entry.getValue());
                detail.put("design", i).put("workload", entry.getKey());
                List<LayerRow> own = layers.getOrDefault(key(i, entry.getValue()), List.of());
                if (!own.isEmpty() && own.size() <= budget) {
                    budget -= own.size();
                    detail.set("layers", columns(own));
                }
                details.add(detail);
            }
        }
        return details;
    }

    private Set<LayerKey> wanted() {
        Set<LayerKey> keys = new LinkedHashSet<>();
        chosen.forEach(i -> designs.all().get(i).rows().values().forEach(row -> keys.add(key(i, row))));
        return keys;
    }

    /** Layers of an exploration do not say their batch: there is one for each workload. */
    private LayerKey key(int position, EvaluationRow row) {
        Design design = designs.all().get(position);
        Designs.Group group = designs.groups().get(design.group());
        return new LayerKey(
                group.technology(), group.objective().word(), design.id(), row.workload(), sweep ? row.batch() : 0);
    }

    private static ObjectNode detail(EvaluationRow row) {
        EvaluationRow.Figures f = row.figures().orElseThrow();
        EvaluationRow.Energy e = f.energy();
        EvaluationRow.Design d = row.design();
        ObjectNode detail = Json.object();
        detail.put("latency_cycles", Columns.rounded(f.latencyCycles()));
        detail.put("clock_mhz", Columns.rounded(f.latencyCycles() / f.latencyMs() * 1e-3));
        detail.put("peak_macs_per_cycle", (long) d.nodeRows() * d.nodeCols() * d.peRows() * d.peCols());
        detail.put("bound_cycles", Columns.rounded(f.latencyLowerBoundCycles()));
        detail.put("utilization", Columns.rounded(f.utilization()));
        detail.put("stack_bytes", f.dramCapacityUsedBytes());
        detail.put("fullest_node_bytes", f.dramCapacityUsedMaxNodeBytes());
        detail.put("dram_bytes", f.dramBytes());
        detail.put("dram_activations", f.dramActivations());
        ArrayNode parts = detail.putArray("energy_pj");
        for (double part : new double[] {
            e.energyMacPj(),
            e.energyPeRegisterPj(),
            e.energyBufferPj(),
            e.energyDramPj(),
            e.energyNocPj(),
            e.energyLeakagePj()
        }) {
            Columns.add(parts, part);
        }
        return detail;
    }

    private static ObjectNode columns(List<LayerRow> rows) {
        ObjectNode columns = Json.object();
        columns.set("name", Columns.texts(rows, LayerRow::layer));
        columns.set("type", Columns.words(rows, LayerRow::type));
        columns.set("region", Columns.words(rows, row -> row.choice().region()));
        columns.set("partition", Columns.words(rows, row -> row.choice().partition()));
        columns.set("copies", Columns.integers(rows, row -> row.choice().weightCopies()));
        columns.set("dataflow", Columns.words(rows, row -> row.choice().dataflow()));
        columns.set("macs", Columns.numbers(rows, row -> row.figures().macs()));
        columns.set("latency", Columns.numbers(rows, row -> row.figures().latencyCycles()));
        columns.set("compute", Columns.numbers(rows, row -> row.figures().computeCycles()));
        columns.set("dram", Columns.numbers(rows, row -> row.figures().dramCycles()));
        columns.set("noc", Columns.numbers(rows, row -> row.figures().nocCycles()));
        columns.set("redistribution", Columns.numbers(rows, row -> row.figures().redistributionCycles()));
        columns.set("bound", Columns.words(rows, row -> row.figures().boundBy()));
        columns.set("energy", Columns.numbers(rows, row -> row.figures().energyPj()));
        columns.set("bytes", Columns.numbers(rows, row -> row.figures().dramBytes()));
        columns.set("link", Columns.numbers(rows, row -> row.schedule().maxLinkLoadBytes()));
        return columns;
    }
}
