package org.nicepim.cost.dram;

import java.util.ArrayList;
import java.util.List;

/**
 * The runs of a pattern at several places. A table of bursts holds for all places that begin alike ({@link BurstCount}), so there are few of them.
 * Not safe to share between threads.
 */
public final class PlacedPattern {
    private final DramModel dram;
    private final AccessPattern pattern;
    private final int burstBytes;
    private final int channels;
    private final List<BurstCount.Table> tables = new ArrayList<>(1);

    PlacedPattern(DramModel dram, AccessPattern pattern, int burstBytes, int channels) {
        this.dram = dram;
        this.pattern = pattern;
        this.burstBytes = burstBytes;
        this.channels = channels;
    }

    /**
     * Bursts of the pattern, over-fetch included, as {@link DramModel#bursts}.
     *
     * @param offsetBytes address of its first byte
     */
    public long bursts(long offsetBytes) {
        return count(offsetBytes).all();
    }

    /**
     * Cost of the pattern, as {@link DramModel#cost(DramPattern)}.
     *
     * @param offsetBytes address of its first byte
     */
    public DramCost cost(long offsetBytes) {
        return dram.cost(pattern.at(offsetBytes), count(offsetBytes));
    }

    private BurstCount count(long offsetBytes) {
        if (pattern.levels().isEmpty()) {
            return BurstCount.of(pattern.at(offsetBytes), burstBytes, channels);
        }
        for (int i = 0; i < tables.size(); i++) {
            if (tables.get(i).covers(offsetBytes)) {
                return tables.get(i).at(offsetBytes);
            }
        }
        BurstCount.Table table = new BurstCount.Table(pattern.at(offsetBytes), burstBytes, channels, true);
        tables.add(table);
        return table;
    }
}
