package org.nicepim.cost;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.cost.dram.AccessPattern;
import org.nicepim.cost.dram.AccessPattern.Level;

/**
 * What one of several owners has of a tile's runs. Owners hold a shared tensor interleaved and pack what they hold:
 *
 * <pre>
 *   many runs        every n-th run of the tile, at the distances that all of them have
 *   few, long runs   an n-th of each run, at an n-th of the distances
 * </pre>
 */
final class OwnedRuns {
    /** Fewer runs for each owner than this would not come out even. */
    private static final long FEW = 4;

    private OwnedRuns() {}

    /**
     * An owner's part of a tile.
     *
     * @param burstBytes runs are not cut into pieces shorter than this
     */
    static AccessPattern of(AccessPattern tile, int owners, int burstBytes) {
        if (owners == 1) {
            return tile;
        }
        long runs = tile.runs();
        boolean cut = runs % owners != 0 && runs < FEW * owners && tile.runBytes() / owners >= burstBytes;
        long run = cut ? (tile.runBytes() + owners - 1) / owners : tile.runBytes();
        List<Level> levels = new ArrayList<>(tile.levels().size());
        long left = cut ? 1 : owners;
        long extent = run;
        for (Level level : tile.levels()) {
            long taken = Math.min(left, level.count());
            long count = (level.count() + taken - 1) / taken;
            long stride = Math.max(extent, level.strideBytes() * taken / owners);
            left = (left + taken - 1) / taken;
            levels.add(new Level(count, stride));
            extent += (count - 1) * stride;
        }
        return new AccessPattern(tile.offsetBytes() / owners, run, levels, tile.write());
    }
}
