package org.nicepim.jobs.run;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.Fidelity;
import org.nicepim.jobs.SchedulerChoice;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.Objective;
import org.nicepim.tuner.Tuners;

/**
 * The configuration of an exploration as its file says it.
 *
 * @param workloads what every design is mapped for, under names of their own
 * @param technology name or path of a technology file
 * @param wordBits width of activations and weights, if it is not the technology's
 * @param space name or path of a design-space file
 * @param search how designs are chosen
 * @param mapper what the mapper may do
 * @param scheduler who schedules the sharing
 * @param fidelity which model prices the designs
 * @param evaluationSeconds wall time after which an evaluation is given up
 * @param out folder of the run
 */
public record ExploreConfig(
        List<ResolvedWorkload> workloads,
        String technology,
        Optional<Integer> wordBits,
        String space,
        Search search,
        MapperOptions mapper,
        SchedulerChoice scheduler,
        Fidelity fidelity,
        int evaluationSeconds,
        String out) {
    private static final String OBJECTIVE = "objective";
    private static final String PARETO = "pareto";
    private static final int MOST_SIMULATED = 10_000;
    private static final String ASYNCHRONOUS = "asynchronous";
    private static final List<String> MODES = List.of("synchronous", ASYNCHRONOUS);
    private static final int MOST_OUT = 5000;

    /**
     * How designs are chosen.
     *
     * @param tuner kind of tuner
     * @param seed of all randomness
     * @param evaluations designs to evaluate, those over the area limit included
     * @param designsPerIteration designs asked and evaluated together
     * @param initial designs before the surrogate takes part
     * @param pareto true if latency, energy and area are minimised together, for their Pareto front, instead of the objective
     * @param asynchronous true if a design is asked for whenever one is done, {@code designsPerIteration} being out at any time
     * @param stop what ends the run early
     */
    public record Search(
            String tuner,
            long seed,
            int evaluations,
            int designsPerIteration,
            int initial,
            boolean pareto,
            boolean asynchronous,
            StopRules stop) {
        /** Kind of tuner, what it is told and how, for people. */
        String kind() {
            return tuner + (pareto ? ", pareto" : "") + (asynchronous ? ", asynchronous" : "");
        }
    }

    /** Copies the list. */
    public ExploreConfig {
        workloads = List.copyOf(workloads);
    }

    /**
     * Reads a file, all keys checked.
     *
     * @param top the file
     * @throws ConfigException that names file, key, value and rule
     */
    public static ExploreConfig read(YamlNode top) {
        ExploreConfig config = new ExploreConfig(
                WorkloadList.read(top.get("workloads"), batch(top)),
                top.has("technology") ? top.get("technology").text() : "default",
                top.has("wordBits") ? Optional.of(wordBits(top.get("wordBits"))) : Optional.empty(),
                top.has("space") ? top.get("space").text() : "default",
                search(top),
                mapper(top),
                SchedulerChoice.parse(
                        top.has("scheduler") ? top.get("scheduler").word(SchedulerChoice.words()) : "ilp"),
                fidelity(top),
                evaluationSeconds(top),
                top.has("out") ? top.get("out").text() : "runs/explore");
        top.done();
        return config;
    }

    /** The key of a configuration, which may lack it. */
    static int evaluationSeconds(YamlNode top) {
        return top.has("evaluationSeconds")
                ? top.get("evaluationSeconds").integer(1, EvaluationContext.MOST_SECONDS)
                : EvaluationContext.USUAL_SECONDS;
    }

    private static Optional<Integer> batch(YamlNode top) {
        return top.has("batch")
                ? Optional.of(top.get("batch").integer(1, WorkloadRequest.MOST_BATCH))
                : Optional.empty();
    }

    private static Fidelity fidelity(YamlNode top) {
        if (!top.has("fidelity")) {
            return Fidelity.CLOSED_FORM;
        }
        YamlNode node = top.get("fidelity");
        String best = Fidelity.Kind.SIMULATE_BEST.word();
        if (node.isMapping()) {
            Fidelity fidelity = Fidelity.simulateBest(node.get(best).integer(1, MOST_SIMULATED));
            node.done();
            return fidelity;
        }
        String word = node.word(
                Arrays.stream(Fidelity.Kind.values()).map(Fidelity.Kind::word).toList());
        if (word.equals(best)) {
            throw node.error("needs the number of designs. Maybe 'fidelity: {" + best + ": 5}'?");
        }
        return word.equals(Fidelity.Kind.SIMULATE.word()) ? Fidelity.SIMULATE : Fidelity.CLOSED_FORM;
    }

    private static int wordBits(YamlNode node) {
        int bits = node.integer(8, 32);
        if (bits % 8 != 0) {
            throw node.error("'" + bits + "' must be 8, 16, 24 or 32: words are whole bytes.");
        }
        return bits;
    }

    private static Search search(YamlNode top) {
        int evaluations = top.get("evaluations").integer(1, 1_000_000);
        String tuner = "dkl";
        int initial = Math.min(8, Math.max(2, evaluations / 3));
        int together = 8;
        boolean pareto = false;
        boolean asynchronous = false;
        if (top.has("tuner")) {
            YamlNode node = top.get("tuner");
            tuner = node.has("kind") ? node.get("kind").word(Tuners.kinds()) : tuner;
            initial = node.has("initial") ? node.get("initial").integer(2, 100_000) : initial;
            together = node.has("designsPerIteration")
                    ? node.get("designsPerIteration").integer(1, 10_000)
                    : together;
            pareto = node.has("goal")
                    && node.get("goal").word(List.of(OBJECTIVE, PARETO)).equals(PARETO);
            asynchronous = node.has("mode") && node.get("mode").word(MODES).equals(ASYNCHRONOUS);
            node.done();
        }
        if (asynchronous && together > MOST_OUT) {
            throw top.get("tuner")
                    .get("designsPerIteration")
                    .error("'" + together + "' designs out at once are more than " + MOST_OUT
                            + " in asynchronous mode: each has a thread of the driver. Maybe mode: synchronous?");
        }
        StopRules stop = StopRules.read(top, together, pareto);
        long seed = top.has("seed") ? top.get("seed").integer(0, Long.MAX_VALUE) : 1;
        return new Search(tuner, seed, evaluations, together, initial, pareto, asynchronous, stop);
    }

    private static MapperOptions mapper(YamlNode top) {
        Objective objective = top.has("objective") ? MapperKeys.objective(top.get("objective")) : Objective.EDP;
        return MapperKeys.read(top).options(objective);
    }
}
