package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import org.nicepim.jobs.run.Json;
import org.nicepim.jobs.run.ResolvedWorkload;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Generation;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadStatistics;

/** A workload as text and as JSON. */
final class WorkloadReport {
    private static final int WORD_BYTES = 2;
    private static final double MIB = 0x1p20;

    private final ResolvedWorkload resolved;
    private final Workload workload;
    private final WorkloadStatistics statistics;

    WorkloadReport(ResolvedWorkload resolved) {
        this.resolved = resolved;
        this.workload = resolved.workload();
        this.statistics = WorkloadStatistics.of(workload);
    }

    /** A table of workloads, still empty. */
    static Table table() {
        return new Table(
                "workload",
                "layers",
                "GMACs",
                "M parameters",
                "peak feature maps MiB (16 bit)",
                "KV cache MiB (16 bit)",
                "source");
    }

    void addTo(Table table) {
        table.row(
                workload.name(),
                workload.layers().size(),
                number("%.3f", workload.macs() * 1e-9),
                number("%.2f", workload.parameters() * 1e-6),
                number("%.2f", mib(statistics.peakLiveWords())),
                workload.generation().isPresent() ? number("%.2f", mib(cacheWords())) : "-",
                resolved.source());
    }

    /** Keys and values of a language model; those of encoders do not outlive their block. */
    private long cacheWords() {
        return workload.generation().isPresent() ? workload.keyValueWords() : 0;
    }

    private static double mib(long words) {
        return words * WORD_BYTES / MIB;
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    ObjectNode summary() {
        ObjectNode node = Json.object();
        node.put("name", workload.name());
        node.put("layers", workload.layers().size());
        node.put("macs", workload.macs());
        node.put("parameters", workload.parameters());
        node.put("batch", workload.batch());
        node.put("vector_ops", statistics.vectorOps());
        node.put("peak_feature_map_words", statistics.peakLiveWords());
        node.put("kv_cache_words", cacheWords());
        workload.generation().ifPresent(run -> {
            node.put("phase", run.phase().word());
            node.put("tokens", run.tokens());
        });
        node.put("source", resolved.source());
        resolved.unsupported().forEach(node.putArray("unsupported")::add);
        return node;
    }

    ObjectNode document() {
        ObjectNode node = summary();
        resolved.notes().forEach(node.putArray("notes")::add);
        ArrayNode rows = node.putArray("layer_rows");
        statistics.rows().forEach(row -> rows.add(row(row)));
        return node;
    }

    private static ObjectNode row(WorkloadStatistics.Row row) {
        Layer layer = row.layer();
        ObjectNode node = Json.object();
        node.put("name", layer.name());
        node.put("type", layer.type().name().toLowerCase(Locale.ROOT));
        ObjectNode dims = node.putObject("dims");
        for (Dim dim : Dim.values()) {
            dims.put(dim.name(), layer.dims().of(dim));
        }
        layer.producers().forEach(node.putArray("inputs")::add);
        node.put("macs", layer.macs());
        node.put("vector_ops", layer.vectorOps());
        node.put("parameters", layer.parameters());
        node.put("live_words", row.liveWords());
        layer.weightBits().ifPresent(bits -> node.put("weight_bits", bits));
        return node;
    }

    void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s, batch %d: %d layers, %,d MACs, %,d parameters, peak feature maps %.2f MiB (16 bit)%n",
                workload.name(),
                workload.batch(),
                workload.layers().size(),
                workload.macs(),
                workload.parameters(),
                mib(statistics.peakLiveWords()));
        workload.generation().ifPresent(run -> out.println(generation(run)));
        out.println("source: " + resolved.source());
        if (!resolved.unsupported().isEmpty()) {
            out.println("passed through at no cost: " + String.join(", ", resolved.unsupported()));
        }
        resolved.notes().forEach(note -> out.println("note: " + note));
        out.println();
        layers().print(out);
    }

    private String generation(Generation run) {
        return String.format(
                Locale.ROOT,
                "%s: %d tokens of each of %d sequences, after %d; KV cache %.2f MiB (16 bit)",
                run.phase().word(),
                run.newTokens(),
                run.sequences(),
                run.pastTokens(),
                mib(cacheWords()));
    }

    private Table layers() {
        Table table =
                new Table("layer", "type", "N", "G", "K", "C", "P", "Q", "R", "S", "stride", "MACs", "parameters");
        for (WorkloadStatistics.Row row : statistics.rows()) {
            Layer layer = row.layer();
            LayerDims d = layer.dims();
            table.row(
                    layer.name(),
                    layer.type().name().toLowerCase(Locale.ROOT),
                    d.n(),
                    d.g(),
                    d.k(),
                    d.c(),
                    d.p(),
                    d.q(),
                    d.r(),
                    d.s(),
                    layer.window().strideRows(),
                    layer.macs(),
                    layer.parameters());
        }
        return table;
    }
}
