package org.nicepim.mapper;

import java.util.List;
import java.util.Locale;
import org.nicepim.config.Suggestions;

/** What a mapping is chosen for; less is better. */
public enum Objective {
    /** Cycles. */
    LATENCY,
    /** Picojoules. */
    ENERGY,
    /** Energy-delay product: pJ × cycles. */
    EDP;

    /** The value of a mapping or of one layer of it. */
    public double of(double latencyCycles, double energyPj) {
        return switch (this) {
            case LATENCY -> latencyCycles;
            case ENERGY -> energyPj;
            case EDP -> latencyCycles * energyPj;
        };
    }

    /** Its word on the command line and in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All words. */
    public static List<String> words() {
        return java.util.Arrays.stream(values()).map(Objective::word).toList();
    }

    /**
     * The objective of a word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Objective parse(String word) {
        for (Objective objective : values()) {
            if (objective.word().equals(word.toLowerCase(Locale.ROOT))) {
                return objective;
            }
        }
        throw new IllegalArgumentException("objective '" + word + "' must be one of " + String.join(", ", words()) + "."
                + Suggestions.maybe(word, words()));
    }
}
