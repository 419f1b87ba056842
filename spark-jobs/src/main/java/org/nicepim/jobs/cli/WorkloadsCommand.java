package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.WorkloadStatistics;
import org.nicepim.workload.zoo.Zoo;
import picocli.CommandLine;

/** {@code nicepim workloads}: the zoo, or one network of it. */
@CommandLine.Command(
        name = "workloads",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"Lists the networks of the zoo, or describes one layer by layer.", ""},
        footer = {"", "Examples:", "  nicepim workloads", "  nicepim workloads resnet50 --batch 4 --json"})
final class WorkloadsCommand implements Callable<Integer> {
    private static final int WORD_BYTES = 2;

    @CommandLine.Parameters(arity = "0..1", paramLabel = "W", description = "a network of the zoo")
    private @Nullable String workload;

    @CommandLine.Option(names = "--batch", paramLabel = "B", description = "inputs computed together (default: 1)")
    private int batch = 1;

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (workload == null) {
            list(out);
        } else {
            describe(WorkloadStatistics.of(Inputs.workload(workload, batch)), out);
        }
        return Main.DONE;
    }

    private void list(PrintWriter out) {
        Table table = new Table("workload", "layers", "GMACs", "M parameters", "peak feature maps MiB (16 bit)");
        ObjectNode document = Json.object();
        ArrayNode rows = document.putArray("workloads");
        for (String name : Zoo.names()) {
            WorkloadStatistics s = WorkloadStatistics.of(Inputs.workload(name, batch));
            rows.add(summary(s));
            table.row(
                    name,
                    s.rows().size(),
                    String.format(Locale.ROOT, "%.3f", s.macs() * 1e-9),
                    String.format(Locale.ROOT, "%.2f", s.parameters() * 1e-6),
                    String.format(Locale.ROOT, "%.2f", s.peakLiveWords() * WORD_BYTES / 0x1p20));
        }
        if (output.json()) {
            Json.print(out, document);
        } else {
            table.print(out);
        }
    }

    private static ObjectNode summary(WorkloadStatistics s) {
        ObjectNode node = Json.object();
        node.put("name", s.workload());
        node.put("layers", s.rows().size());
        node.put("macs", s.macs());
        node.put("parameters", s.parameters());
        node.put("batch", s.batch());
        node.put("vector_ops", s.vectorOps());
        node.put("peak_feature_map_words", s.peakLiveWords());
        node.putArray("unsupported");
        return node;
    }

    private void describe(WorkloadStatistics s, PrintWriter out) {
        if (output.json()) {
            Json.print(out, summary(s));
            return;
        }
        out.printf(
                Locale.ROOT,
                "%s, batch %d: %d layers, %,d MACs, %,d parameters, peak feature maps %.2f MiB (16 bit)%n%n",
                s.workload(),
                s.batch(),
                s.rows().size(),
                s.macs(),
                s.parameters(),
                s.peakLiveWords() * WORD_BYTES / 0x1p20);
        Table table =
                new Table("layer", "type", "N", "G", "K", "C", "P", "Q", "R", "S", "stride", "MACs", "parameters");
        for (WorkloadStatistics.Row row : s.rows()) {
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
        table.print(out);
    }
}
