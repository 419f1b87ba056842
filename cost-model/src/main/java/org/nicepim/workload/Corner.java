package org.nicepim.workload;

/**
 * A position in a feature map, counted from 0.
 *
 * @param n batch
 * @param channel channel over all groups
 * @param row row
 * @param col column
 */
public record Corner(int n, int channel, int row, int col) {
    /** Where every feature map starts. */
    public static final Corner ORIGIN = new Corner(0, 0, 0, 0);

    /** Checks that no coordinate is negative. */
    public Corner {
        if (Math.min(Math.min(n, channel), Math.min(row, col)) < 0) {
            throw new IllegalArgumentException(
                    "a position must not be negative: " + n + ", " + channel + ", " + row + ", " + col);
        }
    }

    /** The coordinate along an axis. */
    public int of(MapAxis axis) {
        return switch (axis) {
            case N -> n;
            case CHANNEL -> channel;
            case ROW -> row;
            case COL -> col;
        };
    }

    /** The same position, but for one coordinate. */
    public Corner with(MapAxis axis, int at) {
        return switch (axis) {
            case N -> new Corner(at, channel, row, col);
            case CHANNEL -> new Corner(n, at, row, col);
            case ROW -> new Corner(n, channel, at, col);
            case COL -> new Corner(n, channel, row, at);
        };
    }
}
