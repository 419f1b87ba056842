package org.nicepim.workload;

/**
 * Shape of a stored activation tensor, without padding.
 *
 * @param n batch
 * @param channels channels over all groups
 * @param rows rows
 * @param cols columns
 */
public record FeatureMap(int n, int channels, int rows, int cols) {
    /** Checks that each extent is at least one. */
    public FeatureMap {
        if (n < 1 || channels < 1 || rows < 1 || cols < 1) {
            throw new IllegalArgumentException(
                    "a feature map needs positive extents: " + n + "×" + channels + "×" + rows + "×" + cols);
        }
    }

    /** Number of elements. */
    public long words() {
        return (long) n * channels * rows * cols;
    }

    /** The same extents with another number of channels. */
    FeatureMap withChannels(int others) {
        return new FeatureMap(n, others, rows, cols);
    }
}
