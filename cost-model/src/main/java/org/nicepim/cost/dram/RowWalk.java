package org.nicepim.cost.dram;

import java.util.ArrayList;
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
 *
 * @param offset address of the first stretch
 * @param extent bytes of a stretch
 * @param levels how stretches are placed, innermost first
 */
record RowWalk(long offset, long extent, List<Level> levels) {
    /** Most stretches that are looked at one by one in every channel. */
    private static final int MOST_STEPS_OF_EACH_CHANNEL = 8;

    /** Most stretches that are looked at one by one. */
    private static final int MOST_STEPS = 128;

    /** Most alignments of a row that are looked at one by one; beyond both, the mean over all alignments is taken. */
    private static final int MOST_RESIDUES = 128;

    /**
     * Draws together what skips no row.
     *
     * @param pattern the runs
     * @param nodeRowBytes bytes of a row times channels
     * @param slackBytes how much shorter than a row a gap must be to skip none
     */
    static RowWalk of(AccessPattern pattern, long nodeRowBytes, long slackBytes) {
        long extent = pattern.runBytes();
        List<Level> apart = new ArrayList<>(4);
        for (Level level : pattern.levels()) {
            if (apart.isEmpty() && level.strideBytes() - extent + slackBytes < nodeRowBytes) {
                extent += (level.count() - 1) * level.strideBytes();
            } else {
                apart.add(level);
            }
        }
        return new RowWalk(pattern.offsetBytes(), extent, apart);
    }

    /** Number of stretches. */
    long stretches() {
        long count = 1;
        for (Level level : levels) {
            count *= level.count();
        }
        return count;
    }

    /**
     * Distinct rows that the stretches cover, per channel.
     *
     * @param grid bursts, channels and rows
     */
    double[] rowsPerChannel(Grid grid) {
        double[] rows = new double[grid.channels()];
        if (stretches() <= MOST_STEPS_OF_EACH_CHANNEL) {
            Arrays.setAll(rows, channel -> oneByOne(grid, channel));
        } else {
            Arrays.fill(rows, rows(grid));
        }
        return rows;
    }

    /** Rows of the middle channel; others differ where a stretch ends within a burst's distance of a row's end. */
    private double rows(Grid grid) {
        if (stretches() <= MOST_STEPS) {
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
        long rows = 0;
        long lastRow = -1;
        long count = stretches();
        for (long i = 0; i < count; i++) {
            long start = offset + displacement(i);
            long first = grid.firstBurst(start, channel);
            long last = grid.lastBurst(start + extent - 1, channel);
            if (last >= first) {
                long firstRow = first / grid.rowBursts();
                rows += last / grid.rowBursts() - firstRow + (firstRow == lastRow ? 0 : 1);
                lastRow = last / grid.rowBursts();
            }
        }
        return rows;
    }

    /** Bytes from the first stretch to the i-th after it. */
    long displacement(long i) {
        long bytes = 0;
        long rest = i;
        for (Level level : levels) {
            bytes += rest % level.count() * level.strideBytes();
            rest /= level.count();
        }
        return bytes;
    }

    /** Hermite's identity: a stretch of L bytes that starts anywhere on multiples of g touches (L + row − g) / row rows. */
    private double mean(Grid grid) {
        long row = grid.nodeRowBytes();
        long unit = BurstCount.unit(row, levels);
        long first = Math.floorMod(offset, unit);
        double reach = grid.channels() == 1 ? extent : Math.max(extent - (grid.channels() - 1.0) * grid.burst(), 1);
        double units = Math.ceil((first + reach) / unit);
        return stretches() * (units + (double) row / unit - 1) * unit / row;
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
            return Math.floorDiv(address / burst - channel + channels - 1, (long) channels);
        }

        /** A channel's last burst that starts no later than an address, counted within the channel. */
        long lastBurst(long address, int channel) {
            return Math.floorDiv(address / burst - channel, (long) channels);
        }
    }
}
