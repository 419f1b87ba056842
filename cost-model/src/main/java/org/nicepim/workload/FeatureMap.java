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
    /** Checks that each extent is at least one, and that the words can be counted. */
    public FeatureMap {
        if (n < 1 || channels < 1 || rows < 1 || cols < 1) {
            throw new IllegalArgumentException(
                    "a feature map needs positive extents: " + n + "×" + channels + "×" + rows + "×" + cols);
        }
        Sizes.check((double) n * channels * rows * cols, "the words of a feature map");
    }

    /** Number of elements. */
    public long words() {
        return (long) n * channels * rows * cols;
    }

    /** The extent along an axis. */
    public int of(MapAxis axis) {
        return switch (axis) {
            case N -> n;
            case CHANNEL -> channels;
            case ROW -> rows;
            case COL -> cols;
        };
    }

    /** The same extents, but for one axis. */
    public FeatureMap with(MapAxis axis, int extent) {
        return switch (axis) {
            case N -> new FeatureMap(extent, channels, rows, cols);
            case CHANNEL -> new FeatureMap(n, extent, rows, cols);
            case ROW -> new FeatureMap(n, channels, extent, cols);
            case COL -> new FeatureMap(n, channels, rows, extent);
        };
    }
}
