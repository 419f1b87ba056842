package org.nicepim.jobs.run;

import java.util.List;
import org.nicepim.config.Key;
import org.nicepim.config.KeyType;
import org.nicepim.config.Section;
import org.nicepim.hardware.SpaceSection;
import org.nicepim.hardware.TechnologySection;
import org.nicepim.jobs.sweep.SweepContext;
import org.nicepim.mapper.Objective;

/** The keys of a file that {@code sweep} reads. */
public final class SweepSection {
    /** Word of a kind of sample. */
    static final String SOBOL = "sobol";

    private static final Section SAMPLE = Section.of(
            Key.required("kind", new KeyType.Words(List.of(SOBOL, "random")), "how points are drawn; none comes twice"),
            Key.required("designs", KeyType.whole(1, SweepContext.MOST_ROWS), "number of points"));

    private static final Section DESIGNS = Section.of(
            Key.required(
                    "space",
                    KeyType.either(KeyType.text(), SpaceSection.SECTION),
                    "a name under `conf/space`, a path, or a space written in place"),
            Key.orElse("sample", SAMPLE, "every point", "sweeps some points only"));

    /** All keys. */
    public static final Section SECTION = Section.file(
            "sweep",
            "What `nicepim sweep` evaluates: each combination of hardware, technology, workload, batch and objective is a row."
                    + " `--set key=value` overrides a key, with dots between levels.",
            Key.required(
                    "hardware",
                    KeyType.either(DESIGNS, KeyType.listOf(KeyType.either(KeyType.text(), SpaceSection.SECTION))),
                    "a space, or a list of chips (names under `conf/hardware`, or paths) and grids"),
            RunKeys.WORKLOADS,
            Key.orElse(
                    "batch",
                    KeyType.oneOrMore(RunKeys.BATCH),
                    "1; files say theirs",
                    "inputs, or sequences, computed together, of workloads that do not say theirs"),
            Key.or(
                    "objective",
                    KeyType.oneOrMore(RunKeys.OBJECTIVE),
                    Objective.EDP.word(),
                    "what the mapper minimises"),
            Key.orElse(
                    "technology",
                    KeyType.either(
                            KeyType.text(),
                            TechnologySection.SECTION,
                            KeyType.listOf(KeyType.either(KeyType.text(), TechnologySection.SECTION))),
                    "that of the listed chips, else `default`",
                    "names, paths, or overrides such as `{name: narrow, extends: default, noc: {linkBits: 64}}`"),
            Key.orElse(
                            "wordBits",
                            KeyType.oneOrMore(RunKeys.WORD_BITS),
                            "the technology's",
                            "width of activations, KV cache and weights")
                    .in("bits"),
            RunKeys.MAPPER_KEY,
            RunKeys.SCHEDULER,
            RunKeys.fidelity(RunKeys.FIDELITY, "simulate: figures of the simulator too; best and front go by them"),
            Key.or("layers", new KeyType.Flag(), false, "true: one row per layer too"),
            RunKeys.EVALUATION_SECONDS,
            RunKeys.seed("of a sample"),
            Key.orElse(
                    "rowsPerFile",
                    KeyType.whole(1, SweepConfig.MOST_FILES),
                    "so many that there are about 512 files, at most 1000",
                    "rows that one task evaluates and writes as one file"),
            RunKeys.out("runs/sweep"));

    private SweepSection() {}
}
