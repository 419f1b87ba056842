package org.nicepim.jobs.run;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.nicepim.config.ConfigException;
import org.nicepim.workload.Workload;
import org.nicepim.workload.onnx.ImportedWorkload;
import org.nicepim.workload.onnx.OnnxImporter;
import org.nicepim.workload.yaml.WorkloadReader;
import org.nicepim.workload.zoo.Zoo;
import org.nicepim.workload.zoo.ZooOptions;

/** The one place that knows what a workload's name stands for: a network of the zoo, an ONNX file, or a YAML file. */
public final class WorkloadSource {
    /** Where workloads come from. */
    private enum Kind {
        ZOO("a network of the zoo"),
        ONNX("an ONNX file"),
        YAML("a workload file");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        static Kind of(String workload) {
            String lower = workload.toLowerCase(Locale.ROOT);
            if (lower.endsWith(".onnx")) {
                return ONNX;
            }
            return lower.endsWith(".yaml") || lower.endsWith(".yml") ? YAML : ZOO;
        }
    }

    private WorkloadSource() {}

    /**
     * Finds and builds a workload.
     *
     * @throws ConfigException if there is none, or it does not have a knob that is asked of it
     */
    public static ResolvedWorkload resolve(WorkloadRequest request) {
        Kind kind = Kind.of(request.workload());
        refuse(request, kind, "dims (--dim)", !request.dims().isEmpty(), kind == Kind.ONNX);
        refuse(request, kind, "skipUnsupported (--skip-unsupported)", request.skipUnsupported(), kind == Kind.ONNX);
        refuse(request, kind, "sequence (--sequence)", request.sequence().isPresent(), kind == Kind.ZOO);
        refuse(request, kind, "blocks (--blocks)", request.blocks().isPresent(), kind == Kind.ZOO);
        try {
            ResolvedWorkload resolved = read(request, kind);
            return request.name().map(resolved::named).orElse(resolved);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ConfigException("workload " + request.text() + ": " + e.getMessage() + ".", e);
        }
    }

    private static void refuse(WorkloadRequest request, Kind kind, String knob, boolean asked, boolean has) {
        if (asked && !has) {
            throw new ConfigException(
                    "workload '" + request.workload() + "' is " + kind.words + " and has no knob " + knob + ".");
        }
    }

    private static ResolvedWorkload read(WorkloadRequest request, Kind kind) {
        return switch (kind) {
            case ZOO -> zoo(request);
            case ONNX -> onnx(request);
            case YAML -> ofFile(request, WorkloadReader.read(path(request.workload())), List.of(), List.of());
        };
    }

    private static ResolvedWorkload zoo(WorkloadRequest request) {
        if (Files.isDirectory(path(request.workload()))) {
            throw new ConfigException("workload '" + request.workload()
                    + "': is a folder; a network of the zoo, FILE.onnx or FILE.yaml is needed. Maybe a file in it?");
        }
        ZooOptions options =
                new ZooOptions(request.batch().orElse(1), request.sequence(), request.blocks(), request.weightBits());
        Workload workload = Zoo.create(request.workload(), options);
        List<String> notes = request.blocks().stream()
                .map(blocks -> "Only the first " + blocks
                        + " transformer blocks: latency, energy and tokens are of this part.")
                .toList();
        return new ResolvedWorkload(request, workload, Zoo.source(request.workload()), List.of(), notes);
    }

    private static ResolvedWorkload onnx(WorkloadRequest request) {
        ImportedWorkload imported =
                OnnxImporter.read(path(request.workload()), request.dims(), request.skipUnsupported());
        return ofFile(request, imported.workload(), imported.unsupported(), imported.notes());
    }

    /** A file says its batch; its weights may be quantised unless it says their bits too. */
    private static ResolvedWorkload ofFile(
            WorkloadRequest request, Workload read, List<String> unsupported, List<String> notes) {
        int batch = request.batch().orElse(read.batch());
        if (batch != read.batch()) {
            String maybe = Kind.of(request.workload()) == Kind.ONNX
                    ? " Maybe its batch is a symbolic dim, to be set by dims (--dim name=value)?"
                    : " Maybe another file?";
            throw new ConfigException("workload '" + request.workload() + "': batch " + batch
                    + " cannot be had, the file fixes a batch of " + read.batch() + "." + maybe);
        }
        Workload workload = request.weightBits().map(read::withWeightBits).orElse(read);
        return new ResolvedWorkload(request, workload, request.workload(), unsupported, notes);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ConfigException("'" + text + "' is no file name (" + e.getReason() + ").", e);
        }
    }

    /**
     * Where a configuration's workload lies: files are looked for under the working folder, as all files that a
     * configuration names, and beside the configuration.
     *
     * @param workload zoo name or path
     * @param configuration path of the file that names it
     */
    static String beside(String workload, String configuration) {
        if (Kind.of(workload) == Kind.ZOO || Files.exists(path(workload))) {
            return workload;
        }
        Path beside = path(configuration).resolveSibling(workload);
        return Files.exists(beside) ? beside.toString() : workload;
    }
}
