package org.nicepim.workload;

import java.util.List;
import java.util.Locale;

/**
 * What one run of a language model produces: prefill reads a prompt, decode makes one token per sequence from the keys and
 * values of all tokens before, which wait in the DRAM (the KV cache).
 *
 * @param phase prefill or decode
 * @param sequences sequences that are computed together
 * @param newTokens tokens per sequence that the run works on; 1 in decode
 * @param pastTokens tokens per sequence whose keys and values lie in the cache
 */
public record Generation(Phase phase, int sequences, int newTokens, int pastTokens) {
    /** The two parts of inference. */
    public enum Phase {
        /** Reads the prompt and fills the KV cache. */
        PREFILL,
        /** Makes the next token of each sequence. */
        DECODE;

        /** As files and options write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** All words. */
        public static List<String> words() {
            return List.of(PREFILL.word(), DECODE.word());
        }

        /** The phase of a word of {@link #words()}. */
        public static Phase parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** Checks ranges. */
    public Generation {
        if (sequences < 1 || newTokens < 1 || pastTokens < 0) {
            throw new IllegalArgumentException("a run of a language model needs sequences and new tokens, not "
                    + sequences + " and " + newTokens + " after " + pastTokens);
        }
    }

    /** Tokens of all sequences that one run works on. */
    public long tokens() {
        return Math.multiplyFull(sequences, newTokens);
    }
}
