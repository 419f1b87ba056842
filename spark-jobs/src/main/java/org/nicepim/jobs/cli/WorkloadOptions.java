package org.nicepim.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.run.WorkloadRequest;
import picocli.CommandLine;

/** Knobs of a workload. */
final class WorkloadOptions {
    @CommandLine.Option(
            names = "--batch",
            paramLabel = "B",
            description = "inputs, or sequences, computed together (default: 1; files say theirs)")
    private @Nullable Integer batch;

    @CommandLine.Option(
            names = "--sequence",
            paramLabel = "S",
            description = "tokens per sequence: read in prefill, attended to in decode (networks of the zoo)")
    private @Nullable Integer sequence;

    @CommandLine.Option(
            names = "--blocks",
            paramLabel = "L",
            description = "transformer blocks, for models that do not fit as a whole (networks of the zoo)")
    private @Nullable Integer blocks;

    @CommandLine.Option(
            names = "--weight-bits",
            paramLabel = "N",
            description = "bits of a stored weight in DRAM; activations and arithmetic keep the word")
    private @Nullable Integer weightBits;

    @CommandLine.Option(
            names = "--dim",
            paramLabel = "NAME=VALUE",
            description = "value of a symbolic dim of an ONNX file; may be repeated")
    private List<String> dims = new ArrayList<>();

    @CommandLine.Option(
            names = "--skip-unsupported",
            description = "lets tensors pass unsupported operators of an ONNX file at no cost, and says which")
    private boolean skipUnsupported;

    /** The request for a workload with these knobs. */
    WorkloadRequest request(String workload) {
        return new WorkloadRequest(
                workload,
                checked("--batch", batch, WorkloadRequest.MOST_BATCH),
                checked("--sequence", sequence, WorkloadRequest.MOST_SEQUENCE),
                checked("--blocks", blocks, WorkloadRequest.MOST_BLOCKS),
                checked("--weight-bits", weightBits, WorkloadRequest.MOST_WEIGHT_BITS),
                dims(),
                skipUnsupported,
                Optional.empty());
    }

    private static Optional<Integer> checked(String option, @Nullable Integer value, int most) {
        if (value != null && (value < 1 || value > most)) {
            throw new ConfigException(option + " " + value + ": must lie between 1 and " + most + ".");
        }
        return Optional.ofNullable(value);
    }

    private Map<String, Long> dims() {
        Map<String, Long> values = new TreeMap<>();
        for (String dim : dims) {
            int equals = dim.lastIndexOf('=');
            if (!dim.matches(".+=0*[1-9][0-9]{0,9}") || Long.parseLong(dim.substring(equals + 1)) > Integer.MAX_VALUE) {
                throw new ConfigException("--dim " + dim + ": must be NAME=VALUE with a whole number of at least 1."
                        + " Maybe '--dim batch=1'?");
            }
            String name = dim.substring(0, equals);
            if (values.put(name, Long.parseLong(dim.substring(equals + 1))) != null) {
                throw new ConfigException("--dim " + dim + ": " + name + " is set twice.");
            }
        }
        return values;
    }
}
