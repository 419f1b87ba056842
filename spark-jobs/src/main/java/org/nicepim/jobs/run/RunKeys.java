package org.nicepim.jobs.run;

import java.util.List;
import org.nicepim.config.Key;
import org.nicepim.config.KeyType;
import org.nicepim.config.Section;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.Fidelity;
import org.nicepim.jobs.SchedulerChoice;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.Objective;

/** Keys that configurations of {@code explore} and {@code sweep} share. */
final class RunKeys {
    /** Word of a fidelity. */
    static final String CLOSED_FORM = Fidelity.Kind.CLOSED_FORM.word();

    /** Word of a fidelity. */
    static final String SIMULATE = Fidelity.Kind.SIMULATE.word();

    /** Words of a fidelity that need nothing more. */
    static final KeyType FIDELITY = new KeyType.Words(List.of(CLOSED_FORM, SIMULATE));

    /** What is minimised. */
    static final KeyType OBJECTIVE =
            KeyType.eitherCase(String.join(", ", Objective.words()) + " for energy^A × delay^B", Objective.PATTERN);

    /** Inputs, or sequences, computed together. */
    static final KeyType BATCH = KeyType.whole(1, WorkloadRequest.MOST_BATCH);

    /** Width of a word. */
    static final KeyType WORD_BITS = new KeyType.Whole(8, 32, 8);

    private static final KeyType MAPPER = Section.of(
            Key.or(
                    "style",
                    new KeyType.Words(MapperOptions.Style.words()),
                    MapperOptions.Style.NICEPIM.word(),
                    "how free the mapper is, each style more than the one before"),
            Key.orElse(
                    "layout",
                    KeyType.eitherCase(
                            "chw, hwc, or c and a block of channels, such as c16", "chw|hwc|c[1-9][0-9]{0,5}"),
                    "those of the style",
                    "one order of all feature maps in DRAM"),
            Key.orElse(
                    "budget",
                    KeyType.whole(1, MapperOptions.UNLIMITED),
                    "no limit",
                    "most loop nests that the search for one design and workload may price"));

    private static final Section WORKLOAD = Section.of(
            Key.required(
                    "workload",
                    KeyType.text(),
                    "a network of the zoo, `FILE.onnx` or `FILE.yaml`, also beside this file"),
            Key.orElse("batch", BATCH, "the file's `batch` key", "inputs, or sequences, computed together"),
            Key.orElse(
                    "sequence",
                    KeyType.whole(1, WorkloadRequest.MOST_SEQUENCE),
                    "the network's own",
                    "tokens per sequence: read in prefill, attended to in decode (networks of the zoo)"),
            Key.orElse(
                    "blocks",
                    KeyType.whole(1, WorkloadRequest.MOST_BLOCKS),
                    "all",
                    "transformer blocks, for models that do not fit as a whole (networks of the zoo)"),
            Key.orElse(
                            "weightBits",
                            KeyType.whole(1, WorkloadRequest.MOST_WEIGHT_BITS),
                            "the technology's word",
                            "bits of a stored weight in DRAM; activations and arithmetic keep the word")
                    .in("bits"),
            Key.orElse(
                    "dims",
                    new KeyType.MapOf(KeyType.whole(1, Integer.MAX_VALUE)),
                    "none",
                    "values of symbolic dims of an ONNX file, by name"),
            Key.or(
                    "skipUnsupported",
                    new KeyType.Flag(),
                    false,
                    "true: tensors pass unsupported operators of an ONNX file at no cost"),
            Key.orElse("name", KeyType.text(), "the workload's, with what tells it apart", "what rows call it"));

    /** What is mapped. */
    static final Key WORKLOADS = Key.required(
            "workloads",
            KeyType.listOf(KeyType.either(KeyType.text(), WORKLOAD)),
            "networks of the zoo (`nicepim workloads` lists them), files, or mappings that say more");

    /** Who schedules the sharing. */
    static final Key SCHEDULER = Key.or(
            "scheduler",
            new KeyType.Words(SchedulerChoice.words()),
            SchedulerChoice.ILP.word(),
            "who schedules shared data: integer program, shortest rings, or unicast");

    /** How the mapper searches. */
    static final Key MAPPER_KEY = Key.orElse("mapper", MAPPER, "its defaults", "what the mapper may do");

    /** When an evaluation is given up. */
    static final Key EVALUATION_SECONDS = Key.or(
                    "evaluationSeconds",
                    KeyType.whole(1, EvaluationContext.MOST_SECONDS),
                    EvaluationContext.USUAL_SECONDS,
                    "wall time after which an evaluation is given up and recorded as failed, a guard")
            .in("s");

    private RunKeys() {}

    /** The key {@code seed}. */
    static Key seed(String meaning) {
        return Key.or("seed", KeyType.whole(0, Long.MAX_VALUE), 1, meaning);
    }

    /** The key {@code out}. */
    static Key out(String folder) {
        return Key.or("out", KeyType.text(), folder, "folder to write, on any Hadoop file system");
    }

    /**
     * The key {@code fidelity}.
     *
     * @param type words, or what else it may be
     */
    static Key fidelity(KeyType type, String meaning) {
        return Key.or("fidelity", type, CLOSED_FORM, meaning);
    }
}
