package org.nicepim.workload.zoo;

import java.util.Optional;
import org.nicepim.config.ConfigException;

/**
 * Knobs of a network of the zoo. A knob that a network does not have is an error, not ignored.
 *
 * @param batch inputs, or sequences, that are computed together
 * @param sequence tokens per sequence: read by an encoder or in prefill, attended to by the new token in decode, itself
 *     included
 * @param blocks transformer blocks, for models that do not fit as a whole; all of them unless given
 * @param weightBits bits of a stored weight, if quantised; else the hardware's word
 */
public record ZooOptions(
        int batch, Optional<Integer> sequence, Optional<Integer> blocks, Optional<Integer> weightBits) {
    /** Checks ranges. */
    public ZooOptions {
        atLeastOne("batch", batch);
        sequence.ifPresent(tokens -> atLeastOne("sequence", tokens));
        blocks.ifPresent(count -> atLeastOne("blocks", count));
        weightBits.ifPresent(bits -> {
            if (bits < 1 || bits > 32) {
                throw new ConfigException("weightBits: '" + bits + "' must be between 1 and 32.");
            }
        });
    }

    private static void atLeastOne(String knob, int value) {
        if (value < 1) {
            throw new ConfigException(knob + ": '" + value + "' must be at least 1.");
        }
    }

    /** The network as published, at a batch. */
    public static ZooOptions batch(int batch) {
        return new ZooOptions(batch, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
