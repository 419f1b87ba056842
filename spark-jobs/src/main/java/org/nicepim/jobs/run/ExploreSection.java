package org.nicepim.jobs.run;

import java.util.List;
import org.nicepim.config.Key;
import org.nicepim.config.KeyType;
import org.nicepim.config.Section;
import org.nicepim.jobs.Fidelity;
import org.nicepim.mapper.Objective;
import org.nicepim.tuner.Tuners;

/** The keys of a file that {@code explore} reads. */
public final class ExploreSection {
    /** Word of the tuner's mode in which designs are asked one by one. */
    static final String ASYNCHRONOUS = "asynchronous";

    /** Word of the tuner's goal that is a front. */
    static final String PARETO = "pareto";

    private static final int MOST_EVALUATIONS = 1_000_000;

    private static final Section SIMULATE_BEST = Section.of(Key.required(
            Fidelity.Kind.SIMULATE_BEST.word(),
            KeyType.whole(1, 10_000),
            "number of best designs that are simulated in the end, and ranked by that"));

    private static final Section TUNER = Section.of(
            Key.or("kind", new KeyType.Words(Tuners.kinds()), "dkl", "how designs are chosen: docs/tuner.md"),
            Key.orElse(
                    "initial",
                    KeyType.whole(2, 100_000),
                    "a third of `evaluations`, from 2 to 8",
                    "designs before the surrogate takes part"),
            Key.or(
                    "designsPerIteration",
                    KeyType.whole(1, 10_000),
                    8,
                    "designs asked and evaluated together; at most 5000 in asynchronous mode"),
            Key.or(
                    "goal",
                    new KeyType.Words(List.of("objective", PARETO)),
                    "objective",
                    "what is minimised: the objective, or latency, energy and area together"),
            Key.or(
                    "mode",
                    new KeyType.Words(List.of("synchronous", ASYNCHRONOUS)),
                    "synchronous",
                    "asynchronous: a design is asked for whenever one is done (docs/cluster.md)"));

    private static final Section STOP = Section.of(
            Key.orElse(
                    "maxEvaluations",
                    KeyType.whole(1, MOST_EVALUATIONS),
                    "no limit",
                    "designs, those of a resumed run included, after which no other is evaluated"),
            Key.orElse(
                            "maxSeconds",
                            KeyType.whole(1, 100_000_000),
                            "no limit",
                            "wall time after which no other design is begun")
                    .in("s"),
            Key.orElse(
                    "gainBelow",
                    KeyType.decimal(0, 1),
                    "no limit",
                    "least fraction by which the best objective must have fallen over `gainOver` designs"),
            Key.orElse(
                    "gainOver",
                    KeyType.whole(1, MOST_EVALUATIONS),
                    "three times `tuner.designsPerIteration`",
                    "number of designs"));

    /** All keys. */
    public static final Section SECTION = Section.file(
            "explore",
            "What `nicepim explore` explores, and how. `--set key=value` overrides a key, with dots between levels.",
            RunKeys.WORKLOADS,
            Key.orElse(
                    "batch",
                    RunKeys.BATCH,
                    "1; files say theirs",
                    "inputs, or sequences, computed together, of workloads that do not say theirs"),
            Key.or("technology", KeyType.text(), "default", "a name under `conf/technology`, or a path"),
            Key.orElse("wordBits", RunKeys.WORD_BITS, "the technology's", "width of activations, KV cache and weights")
                    .in("bits"),
            Key.or("space", KeyType.text(), "default", "design space: a name under `conf/space`, or a path"),
            Key.or(
                    "objective",
                    RunKeys.OBJECTIVE,
                    Objective.EDP.word(),
                    "what the tuner minimises: its geometric mean over workloads"),
            Key.required(
                    "evaluations",
                    KeyType.whole(1, MOST_EVALUATIONS),
                    "designs to evaluate, those over the area limit included"),
            RunKeys.seed("of all randomness; the same seed gives the same designs"),
            Key.orElse("tuner", TUNER, "its defaults", "how designs are chosen"),
            RunKeys.MAPPER_KEY,
            RunKeys.SCHEDULER,
            RunKeys.fidelity(
                    KeyType.either(RunKeys.FIDELITY, SIMULATE_BEST),
                    "which model prices the designs: closed forms, the simulator for all, or for the best ones in the end"),
            RunKeys.EVALUATION_SECONDS,
            Key.orElse(
                    "stop",
                    STOP,
                    "the run spends its budget",
                    "what ends the run early; no part of what decides its results"),
            RunKeys.out("runs/explore"));

    private ExploreSection() {}
}
