package org.nicepim.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nicepim.config.YamlNode;
import org.nicepim.cost.nest.Nest;
import org.nicepim.cost.nest.NestAnalysis;
import org.nicepim.cost.nest.NestCounts;
import org.nicepim.cost.nest.NestReader;
import org.nicepim.workload.Operand;

/** Compares access counts of given loop nests with those of Timeloop, word by word. */
public final class NestValidation {
    /** Cases of access counts. */
    public static final String COUNTS = "nest access counts";

    private static final double MOST = 1e18;

    private NestValidation() {}

    /**
     * The cases: reads, fills and updates of each operand at each level, and compute cycles.
     *
     * @param text a JSON list with the keys of {@code datasets/reference/timeloop_cases.json}
     * @param name how messages call it
     * @throws org.nicepim.config.ConfigException naming file, line, key and rule
     */
    public static List<CaseResult> cases(String text, String name) {
        List<CaseResult> results = new ArrayList<>();
        for (YamlNode node : YamlNode.parse("cases: " + text, name).get("cases").list()) {
            compare(node, results);
        }
        return List.copyOf(results);
    }

    private static void compare(YamlNode node, List<CaseResult> results) {
        Nest nest = sliding(NestReader.read(node));
        NestCounts counts = NestAnalysis.of(nest);
        YamlNode theirs = node.get("timeloop");
        add(results, nest, "compute cycles", counts.computeCycles(), theirs.get("compute_cycles"));
        YamlNode levels = theirs.get("counts_total_words");
        for (String level : levels.keys()) {
            for (String tensor : levels.get(level).keys()) {
                YamlNode words = levels.get(level).get(tensor);
                Operand operand = operand(tensor, words);
                NestCounts.LevelCount ours = counts.levels().stream()
                        .filter(count -> count.level().equals(level) && count.operand() == operand)
                        .findFirst()
                        .orElseThrow(() -> words.error("the nest has no level '" + level + "' for " + tensor));
                String where = level + " " + tensor.toLowerCase(Locale.ROOT);
                add(results, nest, where + " tile words", ours.tileWords(), words.get("tile_words"));
                add(results, nest, where + " reads", ours.reads(), words.get("reads"));
                add(results, nest, where + " fills", ours.fills(), words.get("fills"));
                add(results, nest, where + " updates", ours.updates(), words.get("updates"));
            }
        }
    }

    /** Timeloop fetches only what is new in a sliding window. */
    private static Nest sliding(Nest nest) {
        return new Nest(nest.name(), nest.window(), nest.levels(), nest.loops(), true, nest.macPj());
    }

    private static Operand operand(String tensor, YamlNode words) {
        return switch (tensor) {
            case "Inputs" -> Operand.IFMAP;
            case "Weights" -> Operand.WEIGHT;
            case "Outputs" -> Operand.OFMAP;
            default -> throw words.error("tensors are Inputs, Weights and Outputs, not '" + tensor + "'");
        };
    }

    private static void add(List<CaseResult> results, Nest nest, String label, double ours, YamlNode theirs) {
        results.add(new CaseResult(
                new CaseResult.Subject(COUNTS, "Timeloop", nest.name(), COUNTS, label),
                ours,
                theirs.number(0, MOST),
                CaseResult.Effort.NONE));
    }
}
