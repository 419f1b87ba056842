package org.nicepim.tuner;

import java.util.SplittableRandom;

/**
 * Random streams by purpose and step, so that a step's randomness depends on the seed and on the step alone, and not on
 * how many numbers earlier steps drew.
 *
 * @param seed of the tuner
 */
record Streams(long seed) {
    /** What a stream is for. */
    enum Purpose {
        DESIGN,
        AREA_SAMPLE,
        AREA_TRAINING,
        FIT,
        POOL,
        WEIGHTS,
        MOVES
    }

    SplittableRandom stream(Purpose purpose, long step) {
        SplittableRandom root = new SplittableRandom(seed);
        long salt = root.nextLong() + 0x9E3779B97F4A7C15L * (purpose.ordinal() + 1) + 0xBF58476D1CE4E5B9L * step;
        return new SplittableRandom(new SplittableRandom(salt).nextLong());
    }
}
