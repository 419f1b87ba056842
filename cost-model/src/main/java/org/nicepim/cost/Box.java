package org.nicepim.cost;

import org.nicepim.workload.FeatureMap;

/**
 * A block of a feature map, half-open ranges; fractions arise where a consumer sees a tensor in another shape.
 *
 * @param n batch
 * @param channel channels
 * @param row rows
 * @param col columns
 */
record Box(Range n, Range channel, Range row, Range col) {
    /**
     * From a (included) to b (excluded).
     *
     * @param from first
     * @param to one past the last
     */
    record Range(double from, double to) {
        static Range of(double from, double to) {
            return new Range(from, Math.max(from, to));
        }

        double length() {
            return to - from;
        }

        double overlap(Range other) {
            return Math.max(0, Math.min(to, other.to) - Math.max(from, other.from));
        }

        Range scaled(double factor) {
            return new Range(from * factor, to * factor);
        }
    }

    double words() {
        return n.length() * channel.length() * row.length() * col.length();
    }

    double overlap(Box other) {
        double words = n.overlap(other.n);
        words = words <= 0 ? 0 : words * channel.overlap(other.channel);
        words = words <= 0 ? 0 : words * row.overlap(other.row);
        return words <= 0 ? 0 : words * col.overlap(other.col);
    }

    /** The same block in a tensor of as many words but another shape, each range by its share. */
    Box reshaped(FeatureMap seen, FeatureMap stored) {
        return new Box(
                n.scaled((double) stored.n() / seen.n()),
                channel.scaled((double) stored.channels() / seen.channels()),
                row.scaled((double) stored.rows() / seen.rows()),
                col.scaled((double) stored.cols() / seen.cols()));
    }
}
