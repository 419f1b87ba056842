package org.nicepim.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.run.Json;
import org.nicepim.jobs.run.ResolvedWorkload;
import org.nicepim.jobs.run.WorkloadRequest;
import org.nicepim.jobs.run.WorkloadSource;
import org.nicepim.workload.yaml.WorkloadWriter;
import org.nicepim.workload.zoo.Zoo;
import picocli.CommandLine;

/** {@code nicepim workloads}: the zoo, or one workload layer by layer. */
@CommandLine.Command(
        name = "workloads",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Lists the networks of the zoo with their publications, or describes one workload layer by layer: a network of"
                    + " the zoo, an ONNX file (weights are not needed and never read), or a workload written as YAML.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  nicepim workloads                         the zoo",
            "  nicepim workloads resnet50 --batch 4      layer by layer",
            "  nicepim workloads resnet18 --out mine.yaml    as YAML, to be changed",
            "  nicepim workloads mine.yaml               a workload of your own",
            "",
            "  One token after 511 others, through two blocks of the model:",
            "  nicepim workloads gpt2_decode --sequence 512 --blocks 2",
            "",
            "  An exported model, its symbolic dims set; what cannot be mapped is listed:",
            "  nicepim workloads net.onnx --dim batch=1 --dim seq=128 --skip-unsupported"
        })
final class WorkloadsCommand implements Callable<Integer> {
    @CommandLine.Parameters(
            arity = "0..1",
            paramLabel = "W",
            completionCandidates = Candidates.Workloads.class,
            description = "network of the zoo, FILE.onnx or FILE.yaml; none for a list of the zoo")
    private @Nullable String workload;

    @CommandLine.Mixin
    private WorkloadOptions knobs = new WorkloadOptions();

    @CommandLine.Option(
            names = "--out",
            paramLabel = "FILE.yaml",
            description = "writes the workload as YAML, which 'workloads', 'map' and 'explore' read")
    private @Nullable Path out;

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        if (workload == null) {
            list(line.getOut());
            return Main.DONE;
        }
        checkOut();
        ResolvedWorkload resolved = WorkloadSource.resolve(knobs.request(workload));
        WorkloadReport report = new WorkloadReport(resolved);
        if (out != null) {
            write(out, WorkloadWriter.text(resolved.workload()), output.notes(line));
        }
        if (output.json()) {
            Json.print(line.getOut(), report.document());
        } else {
            report.print(line.getOut());
        }
        return Main.DONE;
    }

    private void list(PrintWriter writer) {
        WorkloadRequest asked = knobs.request("");
        if (out != null || !asked.equals(WorkloadRequest.of("").withBatch(asked.batch()))) {
            throw new ConfigException("a list of the zoo takes no option but --batch. Maybe name a workload, such as"
                    + " 'nicepim workloads resnet50'?");
        }
        Table table = WorkloadReport.table();
        ObjectNode document = Json.object();
        ArrayNode rows = document.putArray("workloads");
        for (String name : Zoo.names()) {
            WorkloadReport report = new WorkloadReport(
                    WorkloadSource.resolve(WorkloadRequest.of(name).withBatch(asked.batch())));
            rows.add(report.summary());
            report.addTo(table);
        }
        if (output.json()) {
            Json.print(writer, document);
        } else {
            table.print(writer);
        }
    }

    private void checkOut() {
        if (out == null) {
            return;
        }
        if (Files.isDirectory(out)) {
            throw new ConfigException(
                    "--out " + out + ": is a folder, a file is needed. Maybe '" + out + "/net.yaml'?");
        }
        if (!out.toString().matches("(?i).*\\.ya?ml")) {
            throw new ConfigException("--out " + out + ": must end in .yaml, or nobody could read it as a workload."
                    + " Maybe '" + out + ".yaml'?");
        }
    }

    private static void write(Path file, String text, PrintWriter notes) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new ConfigException("--out " + file + ": cannot be written, there is no folder " + folder + ".");
        }
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
            notes.println("wrote " + file);
        } catch (IOException e) {
            throw new ConfigException("--out " + file + ": cannot be written (" + e.getMessage() + ").", e);
        }
    }
}
