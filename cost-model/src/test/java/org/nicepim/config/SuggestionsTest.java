package org.nicepim.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Is the guess the word that was meant, and silent if there is none? */
class SuggestionsTest {
    @ParameterizedTest
    @CsvSource({"'', '', 0", "abc, abc, 0", "abc, '', 3", "kitten, sitting, 3", "flaw, lawn, 2", "ab, ba, 2"})
    void countsEdits(String a, String b, int edits) {
        assertThat(Suggestions.distance(a, b)).isEqualTo(edits);
        assertThat(Suggestions.distance(b, a)).isEqualTo(edits);
    }

    @Test
    void namesTheClosestWord() {
        assertThat(Suggestions.maybe("peRosw", List.of("nodeRows", "peRows", "peCols")))
                .isEqualTo(" Maybe 'peRows'?");
        assertThat(Suggestions.maybe("PEROWS", List.of("peRows"))).isEqualTo(" Maybe 'peRows'?");
    }

    @Test
    void saysNothingIfNoneIsClose() {
        assertThat(Suggestions.maybe("zzzzzzzz", List.of("peRows", "peCols"))).isEmpty();
        assertThat(Suggestions.maybe("word", List.of())).isEmpty();
    }

    @Test
    void equalDistancesFallBackToTheAlphabet() {
        assertThat(Suggestions.maybe("cat", List.of("rat", "bat", "hat"))).isEqualTo(" Maybe 'bat'?");
    }
}
