package org.nicepim.cost;

import org.nicepim.workload.Block;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.MapAxis;

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

        Range moved(double by) {
            return new Range(from + by, to + by);
        }

        Range within(double first, double end) {
            return Range.of(Math.max(from, first), Math.min(to, end));
        }

        /** To whole positions, both ends outwards. */
        Range widened() {
            return new Range(Math.floor(from + 1e-9), Math.ceil(to - 1e-9));
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

    /** A block of a feature map. */
    static Box of(Block block) {
        return new Box(
                range(block, MapAxis.N),
                range(block, MapAxis.CHANNEL),
                range(block, MapAxis.ROW),
                range(block, MapAxis.COL));
    }

    private static Range range(Block block, MapAxis axis) {
        return Range.of(block.from().of(axis), block.end(axis));
    }

    /** What both blocks hold, counted from the other's corner. */
    Box inside(Box other) {
        return new Box(
                n.within(other.n.from, other.n.to).moved(-other.n.from),
                channel.within(other.channel.from, other.channel.to).moved(-other.channel.from),
                row.within(other.row.from, other.row.to).moved(-other.row.from),
                col.within(other.col.from, other.col.to).moved(-other.col.from));
    }

    /** This block, whose positions count from the other's corner, as positions of the other's tensor. */
    Box from(Box other) {
        return new Box(
                n.moved(other.n.from),
                channel.moved(other.channel.from),
                row.moved(other.row.from),
                col.moved(other.col.from));
    }

    /** The same block some channels on. */
    Box moved(double channels) {
        return channels == 0 ? this : new Box(n, channel.moved(channels), row, col);
    }

    /** To whole positions, outwards. */
    Box widened() {
        return new Box(n.widened(), channel.widened(), row.widened(), col.widened());
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
