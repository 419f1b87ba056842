package org.nicepim.tuner;

/**
 * Settings of a tuner.
 *
 * @param seed of all its randomness
 * @param initial size of the initial Sobol design, before a surrogate takes part; at least 2
 * @param areaSamples points labelled by the oracle before the first ask, to train the area classifier; at least 1
 * @param areaThreshold area probability below which a point comes last, in [0, 1]
 * @param poolSize most candidates of an acquisition step, at least 1
 * @param fitPoints most measured points that a surrogate is conditioned on, at least 2; time grows with the cube. Beyond, the
 *     best half of that many are kept, and a random sample of the others
 */
public record TunerOptions(long seed, int initial, int areaSamples, double areaThreshold, int poolSize, int fitPoints) {
    /** Checks ranges. */
    public TunerOptions {
        atLeast("initial", initial, 2);
        atLeast("areaSamples", areaSamples, 1);
        atLeast("poolSize", poolSize, 1);
        atLeast("fitPoints", fitPoints, 2);
        if (!(areaThreshold >= 0 && areaThreshold <= 1)) {
            throw new IllegalArgumentException("areaThreshold = " + areaThreshold + " must lie in [0, 1]");
        }
    }

    /** 8 initial points, 300 area samples, threshold 0.5, a pool of 1000, fits of up to 1000 points. */
    public static TunerOptions defaults(long seed) {
        return new TunerOptions(seed, 8, 300, 0.5, 1000, 1000);
    }

    /** These options with another size of the initial design. */
    public TunerOptions withInitial(int points) {
        return new TunerOptions(seed, points, areaSamples, areaThreshold, poolSize, fitPoints);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " = " + value + " must be at least " + least);
        }
    }
}
