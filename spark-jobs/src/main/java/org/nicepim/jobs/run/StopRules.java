package org.nicepim.jobs.run;

import java.util.Optional;
import org.nicepim.config.YamlNode;

/**
 * When an exploration ends before its budget is spent. None of this is part of what decides a run's results: a run that was stopped goes on
 * with {@code --resume} and other rules, to the designs that it would have visited.
 *
 * @param maxEvaluations designs, those of a resumed run included, after which no other is evaluated
 * @param maxSeconds of wall time, from this process's start of the exploration, after which no other design is begun
 * @param gainBelow the least fraction by which the best objective must have fallen over {@code gainOver} designs
 * @param gainOver number of designs
 */
public record StopRules(
        Optional<Integer> maxEvaluations, Optional<Integer> maxSeconds, Optional<Double> gainBelow, int gainOver) {
    /** A run that spends its budget. */
    public static final StopRules NONE = new StopRules(Optional.empty(), Optional.empty(), Optional.empty(), 1);

    private static final int ITERATIONS = 3;

    /**
     * Reads the key {@code stop} of a configuration, which may lack it.
     *
     * @param designsPerIteration what the default of {@code gainOver} is three times of
     * @param pareto true if the run seeks a front: then there is no best whose gain could be told
     */
    static StopRules read(YamlNode top, int designsPerIteration, boolean pareto) {
        if (!top.has("stop")) {
            return NONE;
        }
        YamlNode node = top.get("stop");
        Optional<Double> gainBelow = Optional.empty();
        if (node.has("gainBelow")) {
            YamlNode gain = node.get("gainBelow");
            gainBelow = Optional.of(gain.number());
            if (pareto) {
                throw gain.error("needs one objective, but the tuner's goal is pareto. Maybe stop.maxEvaluations?");
            }
        }
        StopRules rules = new StopRules(
                node.find("maxEvaluations").map(YamlNode::integer),
                node.find("maxSeconds").map(YamlNode::integer),
                gainBelow,
                node.find("gainOver").map(YamlNode::integer).orElse(ITERATIONS * designsPerIteration));
        node.done();
        return rules;
    }
}
