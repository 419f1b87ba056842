package org.nicepim.jobs.run;

import java.util.List;
import java.util.Optional;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;
import org.nicepim.jobs.Fidelity;
import org.nicepim.jobs.SchedulerChoice;
import org.nicepim.mapper.MapperOptions;

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
     * @param file its top mapping
     * @throws ConfigException that names file, key, value and rule
     */
    public static ExploreConfig read(YamlNode file) {
        YamlNode top = file.as(ExploreSection.SECTION);
        ExploreConfig config = new ExploreConfig(
                WorkloadList.read(top.get("workloads"), top.find("batch").map(YamlNode::integer)),
                top.get("technology").text(),
                top.find("wordBits").map(ExploreConfig::wordBits),
                top.get("space").text(),
                search(top),
                MapperKeys.read(top).options(MapperKeys.objective(top.get("objective"))),
                SchedulerChoice.parse(top.get("scheduler").word()),
                fidelity(top.get("fidelity")),
                top.get("evaluationSeconds").integer(),
                top.get("out").text());
        top.done();
        return config;
    }

    private static Fidelity fidelity(YamlNode node) {
        String best = Fidelity.Kind.SIMULATE_BEST.word();
        if (node.isMapping()) {
            Fidelity fidelity = Fidelity.simulateBest(node.get(best).integer());
            node.done();
            return fidelity;
        }
        if (node.text().equals(best)) {
            throw node.error("needs the number of designs. Maybe 'fidelity: {" + best + ": 5}'?");
        }
        return node.word().equals(RunKeys.SIMULATE) ? Fidelity.SIMULATE : Fidelity.CLOSED_FORM;
    }

    /** A width of words, which must be whole bytes. */
    static int wordBits(YamlNode node) {
        int bits = node.integer();
        if (bits % 8 != 0) {
            throw node.error("'" + bits + "' must be 8, 16, 24 or 32: words are whole bytes.");
        }
        return bits;
    }

    private static Search search(YamlNode top) {
        int evaluations = top.get("evaluations").integer();
        YamlNode tuner = top.getOrEmpty("tuner");
        String kind = tuner.get("kind").word();
        int initial = tuner.find("initial").map(YamlNode::integer).orElse(Math.min(8, Math.max(2, evaluations / 3)));
        int together = tuner.get("designsPerIteration").integer();
        boolean pareto = tuner.get("goal").word().equals(ExploreSection.PARETO);
        boolean asynchronous = tuner.get("mode").word().equals(ExploreSection.ASYNCHRONOUS);
        tuner.done();
        if (asynchronous && together > MOST_OUT) {
            throw tuner.get("designsPerIteration")
                    .error("'" + together + "' designs out at once are more than " + MOST_OUT
                            + " in asynchronous mode: each has a thread of the driver. Maybe mode: synchronous?");
        }
        StopRules stop = StopRules.read(top, together, pareto);
        long seed = top.get("seed").longInteger();
        return new Search(kind, seed, evaluations, together, initial, pareto, asynchronous, stop);
    }
}
