package org.nicepim.cost.dram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lists every burst of a pattern in order and plays it on open rows: slow, obvious, and beside the closed forms. */
final class BurstOracle {
    private final int channels;
    private final long burstBytes;
    private final long rowBursts;
    private final int banks;

    final long[] bursts;
    final long[] rowChanges;

    BurstOracle(int channels, long burstBytes, long rowBytes, int banks) {
        this.channels = channels;
        this.burstBytes = burstBytes;
        this.rowBursts = rowBytes / burstBytes;
        this.banks = banks;
        this.bursts = new long[channels];
        this.rowChanges = new long[channels];
    }

    BurstOracle play(AccessPattern pattern) {
        long[][] open = new long[channels][banks];
        for (long[] rows : open) {
            Arrays.fill(rows, -1);
        }
        long last = -1;
        for (long start : starts(pattern)) {
            for (long b = start / burstBytes; b <= (start + pattern.runBytes() - 1) / burstBytes; b++) {
                if (b != last) {
                    touch(b, open);
                    last = b;
                }
            }
        }
        return this;
    }

    private void touch(long burst, long[][] open) {
        int channel = (int) (burst % channels);
        long row = burst / channels / rowBursts;
        int bank = (int) (row % banks);
        bursts[channel]++;
        if (open[channel][bank] != row) {
            open[channel][bank] = row;
            rowChanges[channel]++;
        }
    }

    static List<Long> starts(AccessPattern pattern) {
        List<Long> starts = List.of(pattern.offsetBytes());
        for (int i = pattern.levels().size() - 1; i >= 0; i--) {
            AccessPattern.Level level = pattern.levels().get(i);
            List<Long> next = new ArrayList<>();
            for (long start : starts) {
                for (long j = 0; j < level.count(); j++) {
                    next.add(start + j * level.strideBytes());
                }
            }
            starts = next;
        }
        return starts;
    }
}
