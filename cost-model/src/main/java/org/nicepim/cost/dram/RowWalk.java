package org.nicepim.cost.dram;

import java.util.List;
import org.nicepim.cost.dram.AccessPattern.Level;

/**
 * The rows that a pattern opens. Addresses ascend, so every row is opened once (refresh and other streams apart) and the rows
 * opened are the distinct rows touched.
 *
 * <p>Levels whose gaps are too short to skip a row are drawn together into one long <em>stretch</em>; the levels that remain place
 * stretches, and their rows add up, less those in which one step of a level ends and the next begins. A row of the node is
 * {@code rowBytes · channels} consecutive bytes, one row in each channel. How many rows a stretch opens depends on its start within
 * such a row, which a level goes through in a cycle: beyond one cycle, counts repeat.
 */
final class RowWalk {
    /** Most stretches that are looked at for one channel. */
    private static final int MOST_STEPS_OF_A_CHANNEL = 8;

    /** Most places of stretches that are looked at one by one; beyond, the mean over all alignments is taken. */
    private static final int MOST_STEPS = 128;

    private final long offset;
    private final long extent;
    private final List<Level> levels;
    private final long stretches;

    private RowWalk(long offset, long extent, List<Level> levels) {
        this.offset = offset;
        this.extent = extent;
        this.levels = levels;
        long count = 1;
        for (int i = 0; i < levels.size(); i++) {
            count *= levels.get(i).count();
        }
        this.stretches = count;
    }

    /**
     * Draws together what skips no row.
     *
     * @param pattern the runs
     * @param nodeRowBytes bytes of a row times channels
     * @param slackBytes how much shorter than a row a gap must be to skip none
     */
    static RowWalk of(AccessPattern pattern, long nodeRowBytes, long slackBytes) {
        long extent = pattern.runBytes();
        List<Level> levels = pattern.levels();
        int drawn = 0;
        while (drawn < levels.size() && levels.get(drawn).strideBytes() - extent + slackBytes < nodeRowBytes) {
            extent += (levels.get(drawn).count() - 1) * levels.get(drawn).strideBytes();
            drawn++;
        }
        List<Level> left = drawn == levels.size() ? List.of() : levels.subList(drawn, levels.size());
        return new RowWalk(pattern.offsetBytes(), extent, drawn == 0 ? levels : left);
    }

    /** Every run a stretch of its own. */
    static RowWalk ofRuns(AccessPattern pattern) {
        return new RowWalk(pattern.offsetBytes(), pattern.runBytes(), pattern.levels());
    }

    /** Address of the first stretch. */
    long offset() {
        return offset;
    }

    /** Bytes of a stretch. */
    long extent() {
        return extent;
    }

    /** Number of stretches. */
    long stretches() {
        return stretches;
    }

    /** The stretches' places, one after the other. */
    Steps steps() {
        return new Steps(levels, 0);
    }

    /** The places of the first stretch of each round of the innermost level. */
    Steps outerSteps() {
        return new Steps(levels, 1);
    }

    /** Bytes from the first stretch to another. */
    long displacement(long stretch) {
        long left = stretch;
        long bytes = 0;
        for (int i = 0; i < levels.size(); i++) {
            bytes += left % levels.get(i).count() * levels.get(i).strideBytes();
            left /= levels.get(i).count();
        }
        return bytes;
    }

    /** Stretches of the innermost level. */
    long innerCount() {
        return levels.isEmpty() ? 1 : levels.get(0).count();
    }

    /** Distance of the innermost level's stretches. */
    long innerStride() {
        return levels.isEmpty() ? 0 : levels.get(0).strideBytes();
    }

    /**
     * Rows of all channels.
     *
     * @param grid bursts, channels and rows
     */
    double allRows(Grid grid) {
        if (stretches == 1) {
            return grid.allRows(offset, extent);
        }
        long steps = 1;
        for (int i = 0; i < levels.size() && steps <= MOST_STEPS; i++) {
            steps *= Math.min(levels.get(i).count(), cycle(levels.get(i), grid));
        }
        return steps <= MOST_STEPS ? allRows(grid, levels.size() - 1, offset) : mean(grid) * grid.channels();
    }

    /** Steps of a level until a stretch lies in its row as the first does. */
    private static long cycle(Level level, Grid grid) {
        return grid.nodeRowBytes() / BurstCount.gcd(grid.nodeRowBytes(), level.strideBytes());
    }

    private long allRows(Grid grid, int level, long start) {
        if (level < 0) {
            return grid.allRows(start, extent);
        }
        long stride = levels.get(level).strideBytes();
        long count = levels.get(level).count();
        long cycle = Math.min(count, cycle(levels.get(level), grid));
        long lastInCycle = (count - 1) % cycle;
        long gap = stride - span(level);
        long rows = 0;
        long rest = 0;
        long at = start;
        for (long i = 0; i < cycle; i++) {
            rows += allRows(grid, level - 1, at);
            rest = i == lastInCycle ? rows : rest;
            rows -= gap < grid.nodeRowBytes() ? grid.shared(at + stride - gap - extent, at + stride, extent) : 0;
            at += stride;
        }
        return (count - 1) / cycle * rows + rest;
    }

    /** Bytes from begin to end of a step of a level. */
    private long span(int level) {
        long span = extent;
        for (int i = 0; i < level; i++) {
            span += (levels.get(i).count() - 1) * levels.get(i).strideBytes();
        }
        return span;
    }

    /**
     * Rows of one channel; of many stretches, its share.
     *
     * @param grid bursts, channels and rows
     * @param channel which
     * @param share its rows if stretches are many
     */
    double rows(Grid grid, int channel, double share) {
        if (stretches > MOST_STEPS_OF_A_CHANNEL || grid.channels() == 1) {
            return share;
        }
        if (stretches == 1) {
            return Math.max(0, grid.lastRow(offset + extent - 1, channel) - grid.firstRow(offset, channel) + 1);
        }
        long rows = 0;
        long lastRow = -1;
        Steps steps = steps();
        for (long i = 0; i < stretches; i++) {
            long start = offset + steps.displacement();
            long first = grid.firstRow(start, channel);
            long last = grid.lastRow(start + extent - 1, channel);
            if (last >= first) {
                rows += last - first + (first == lastRow ? 0 : 1);
                lastRow = last;
            }
            steps.next();
        }
        return rows;
    }

    /** Hermite's identity: a stretch of L bytes that starts anywhere on multiples of g touches (L + row − g) / row rows. */
    private double mean(Grid grid) {
        long row = grid.nodeRowBytes();
        long unit = BurstCount.unit(row, levels);
        long first = Math.floorMod(offset, unit);
        double reach = grid.channels() == 1 ? extent : Math.max(extent - (grid.channels() - 1.0) * grid.burst(), 1);
        double units = Math.ceil((first + reach) / unit);
        return stretches * (units + (double) row / unit - 1) * unit / row;
    }

    /** Goes through nested levels, innermost first. */
    static final class Steps {
        private final List<Level> levels;
        private final int innermost;
        private final long[] at;
        private long displacement;

        private Steps(List<Level> levels, int innermost) {
            this.levels = levels;
            this.innermost = innermost;
            this.at = new long[levels.size()];
        }

        /** Bytes from the first stretch to the present one. */
        long displacement() {
            return displacement;
        }

        /** Goes on by one; behind the last stretch it starts again. */
        void next() {
            for (int i = innermost; i < at.length; i++) {
                Level level = levels.get(i);
                displacement += level.strideBytes();
                at[i]++;
                if (at[i] < level.count()) {
                    return;
                }
                displacement -= level.count() * level.strideBytes();
                at[i] = 0;
            }
        }
    }

    /** How addresses fall on channels and rows: burst-interleaved channels, in each row | bank | column. */
    static final class Grid {
        private final Divisor burst;
        private final Divisor channels;
        private final Divisor rowBursts;
        private final Divisor nodeRowBursts;

        /**
         * A grid.
         *
         * @param burst bytes of a burst
         * @param channels channels of the node
         * @param rowBursts bursts of a row
         */
        Grid(long burst, int channels, long rowBursts) {
            this.burst = Divisor.of(burst);
            this.channels = Divisor.of(channels);
            this.rowBursts = Divisor.of(rowBursts);
            this.nodeRowBursts = Divisor.of(channels * rowBursts);
        }

        long burst() {
            return burst.value();
        }

        long channels() {
            return channels.value();
        }

        long nodeRowBytes() {
            return burst.value() * nodeRowBursts.value();
        }

        /**
         * Rows of all channels that hold some of the bytes. The first bursts of the channels may lie in two rows of the node, and so may
         * the last ones.
         */
        long allRows(long start, long bytes) {
            long first = burst.quotient(start);
            long last = burst.quotient(start + bytes - 1);
            long count = channels.value();
            long row = nodeRowBursts.value();
            if (last - first < count) {
                return last - first + 1;
            }
            long firstRow = nodeRowBursts.quotient(first);
            long lastRow = nodeRowBursts.quotient(last);
            long late = Math.max(0, first - firstRow * row + count - row);
            long early = Math.max(0, count - 1 - (last - lastRow * row));
            return count * (lastRow - firstRow + 1) - late - early;
        }

        /** Channels in which a stretch ends in the row in which the next begins. */
        long shared(long start, long next, long bytes) {
            long end = burst.quotient(start + bytes - 1);
            long begin = burst.quotient(next);
            long row = nodeRowBursts.quotient(end);
            if (nodeRowBursts.quotient(begin) != row) {
                return 0;
            }
            long count = channels.value();
            long from = Math.max(row * nodeRowBursts.value(), Math.max(burst.quotient(start), end - count + 1));
            long until = Math.min((row + 1) * nodeRowBursts.value(), burst.quotient(next + bytes - 1) + 1);
            long ending = end - from + 1;
            long beginning = Math.min(count, until - begin);
            long ahead = Math.floorMod(begin - from, count);
            return Math.max(0, Math.min(ending, ahead + beginning) - ahead)
                    + Math.max(0, Math.min(ending, ahead + beginning - count));
        }

        /** The row of a channel's first burst that ends behind an address. */
        long firstRow(long address, int channel) {
            return rowBursts.quotient(channels.quotient(burst.quotient(address) - channel + channels.value() - 1));
        }

        /** The row of a channel's last burst that starts no later than an address; below 0 if there is none. */
        long lastRow(long address, int channel) {
            long past = burst.quotient(address) - channel;
            return past < 0 ? -1 : rowBursts.quotient(channels.quotient(past));
        }
    }
}
