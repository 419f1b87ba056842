package org.nicepim.cost.dram;

import java.util.Arrays;
import java.util.List;
import org.nicepim.cost.dram.AccessPattern.Level;

/**
 * The rows that a pattern opens. Addresses ascend, so every row is opened once (refresh and other streams apart) and the rows
 * opened are the distinct rows touched.
 *
 * <p>Levels whose gaps are too short to skip a row are drawn together into one long <em>stretch</em>; the levels that remain place
 * stretches far apart, and their rows add up. A row of the node is {@code rowBytes · channels} consecutive bytes, one row in
 * each channel.
 */
final class RowWalk {
    /** Most stretches that are looked at one by one in every channel. */
    private static final int MOST_STEPS_OF_EACH_CHANNEL = 8;

    /** Most stretches that are looked at one by one. */
    private static final int MOST_STEPS = 128;

    /** Most alignments of a row that are looked at one by one; beyond both, the mean over all alignments is taken. */
    private static final int MOST_RESIDUES = 128;

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
        return new RowWalk(pattern.offsetBytes(), extent, drawn == 0 ? levels : levels.subList(drawn, levels.size()));
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

    /**
     * Distinct rows that the stretches cover, per channel.
     *
     * @param grid bursts, channels and rows
     */
    double[] rowsPerChannel(Grid grid) {
        double[] rows = new double[grid.channels()];
        if (stretches <= MOST_STEPS_OF_EACH_CHANNEL) {
            for (int channel = 0; channel < rows.length; channel++) {
                rows[channel] = oneByOne(grid, channel);
            }
        } else {
            Arrays.fill(rows, rows(grid));
        }
        return rows;
    }

    /** Rows of the middle channel; others differ where a stretch ends within a burst's distance of a row's end. */
    private double rows(Grid grid) {
        if (stretches <= MOST_STEPS) {
            return oneByOne(grid, grid.channels() / 2);
        }
        long row = grid.nodeRowBytes();
        if (grid.channels() == 1 && row / BurstCount.unit(row, levels) <= MOST_RESIDUES) {
            return BurstCount.perChannel(new AccessPattern(offset, extent, levels, false), row, 1)[0];
        }
        return mean(grid);
    }

    /** Goes from stretch to stretch; one that starts in the row where the last ended opens one row less. */
    private long oneByOne(Grid grid, int channel) {
        if (stretches == 1) {
            long first = grid.firstBurst(offset, channel);
            long last = grid.lastBurst(offset + extent - 1, channel);
            return last < first ? 0 : last / grid.rowBursts() - first / grid.rowBursts() + 1;
        }
        long rows = 0;
        long lastRow = -1;
        Steps steps = new Steps(levels);
        for (long i = 0; i < stretches; i++) {
            long start = offset + steps.displacement();
            long first = grid.firstBurst(start, channel);
            long last = grid.lastBurst(start + extent - 1, channel);
            if (last >= first) {
                long firstRow = first / grid.rowBursts();
                long endRow = last / grid.rowBursts();
                rows += endRow - firstRow + (firstRow == lastRow ? 0 : 1);
                lastRow = endRow;
            }
            steps.next();
        }
        return rows;
    }

    /** The stretches' places, one after the other. */
    Steps steps() {
        return new Steps(levels);
    }

    /** Goes through nested levels, innermost first. */
    static final class Steps {
        private final List<Level> levels;
        private final long[] at;
        private long displacement;

        private Steps(List<Level> levels) {
            this.levels = levels;
            this.at = new long[levels.size()];
        }

        /** Bytes from the first stretch to the present one. */
        long displacement() {
            return displacement;
        }

        /** Goes on by one; behind the last stretch it starts again. */
        void next() {
            for (int i = 0; i < at.length; i++) {
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

    /** Hermite's identity: a stretch of L bytes that starts anywhere on multiples of g touches (L + row − g) / row rows. */
    private double mean(Grid grid) {
        long row = grid.nodeRowBytes();
        long unit = BurstCount.unit(row, levels);
        long first = Math.floorMod(offset, unit);
        double reach = grid.channels() == 1 ? extent : Math.max(extent - (grid.channels() - 1.0) * grid.burst(), 1);
        double units = Math.ceil((first + reach) / unit);
        return stretches * (units + (double) row / unit - 1) * unit / row;
    }

    /**
     * How addresses fall on channels and rows: burst-interleaved channels, in each row | bank | column.
     *
     * @param burst bytes of a burst
     * @param channels channels of the node
     * @param rowBursts bursts of a row
     */
    record Grid(long burst, int channels, long rowBursts) {
        long nodeRowBytes() {
            return burst * channels * rowBursts;
        }

        /** A channel's first burst that ends behind an address, counted within the channel. */
        long firstBurst(long address, int channel) {
            return (address / burst - channel + channels - 1) / channels;
        }

        /** A channel's last burst that starts no later than an address, counted within the channel; below 0 if there is none. */
        long lastBurst(long address, int channel) {
            long past = address / burst - channel;
            return past < 0 ? -1 : past / channels;
        }
    }
}
