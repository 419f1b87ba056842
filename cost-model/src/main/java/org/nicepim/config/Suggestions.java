package org.nicepim.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the word that the user probably meant. */
public final class Suggestions {
    private Suggestions() {}

    /**
     * Words the guess as a sentence: {@code " Maybe …?"} with the closest known word, or nothing if none is close.
     *
     * @param word what was written
     * @param known what could have been written
     */
    public static String maybe(String word, Collection<String> known) {
        return closest(word, known).map(best -> " Maybe '" + best + "'?").orElse("");
    }

    private static Optional<String> closest(String word, Collection<String> known) {
        String lower = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> distance(lower, candidate.toLowerCase(Locale.ROOT)) <= 1 + candidate.length() / 3)
                .min(Comparator.<String>comparingInt(c -> distance(lower, c.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein distance: the least number of inserted, deleted or replaced characters. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[b.length()];
    }

    /**
     * What a file may mean that misses a key: one that is spelt alike; if the file has keys, but none of its kind, that it is of another.
     *
     * @param section keys of the file's kind, at its top
     * @param keys that it has
     * @param unasked of these, those that nobody asked for
     */
    static String forMissing(String key, Optional<Section> section, Set<String> keys, Collection<String> unasked) {
        String alike = maybe(key, unasked);
        boolean strange = !keys.isEmpty()
                && section.filter(known ->
                                keys.stream().noneMatch(word -> known.find(word).isPresent()))
                        .isPresent();
        return alike.isEmpty() && strange
                ? " Maybe a file of another kind? This one has "
                        + keys.stream().limit(3).collect(Collectors.joining(", ")) + "."
                : alike;
    }
}
