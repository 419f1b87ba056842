package org.nicepim.cost.dram;

import java.util.List;
import org.nicepim.cost.dram.AccessPattern.Level;

/**
 * Counts the distinct bursts of a pattern on each channel, exactly and without listing them.
 *
 * <p>How many bursts of channel 0 a run touches depends only on its start modulo (burst × channels), and all starts of a pattern are
 * congruent modulo g = gcd(burst, strides). So a table over m = burst · channels / g residues holds the count of one run; each
 * level turns it into the table of {@code count} runs: a sum over an arithmetic progression of residues, by prefix sums over
 * the cycles of the stride. A burst that holds the end of one step and the start of the next is counted once. Channel k sees
 * what channel 0 would see k bursts earlier. With one channel and one level this is Hermite's identity
 * Σ_{k&lt;m} ⌈(x + k)/m⌉ = ⌈x⌉ + m − 1.
 */
final class BurstCount {
    private final long burst;
    private final long channels;
    private final long unit;
    private final long offset;
    private final int residues;
    private long[] table;

    private BurstCount(AccessPattern pattern, long burst, int channels) {
        this.burst = burst;
        this.channels = channels;
        this.unit = unit(burst, pattern.levels());
        this.offset = pattern.offsetBytes() % unit;
        this.residues = (int) (burst * channels / unit);
        this.table = new long[residues];
    }

    /**
     * Bursts on each channel.
     *
     * @param pattern the runs
     * @param burstBytes bytes of a burst
     * @param channels channels, interleaved burst by burst
     */
    static long[] perChannel(AccessPattern pattern, long burstBytes, int channels) {
        if (pattern.levels().isEmpty()) {
            return run(pattern, burstBytes, channels);
        }
        return new BurstCount(pattern, burstBytes, channels).count(pattern);
    }

    private static long[] run(AccessPattern pattern, long burstBytes, int channels) {
        long first = pattern.offsetBytes() / burstBytes;
        long count = (pattern.offsetBytes() + pattern.runBytes() - 1) / burstBytes - first + 1;
        long[] bursts = new long[channels];
        long even = count / channels;
        int more = (int) (count - even * channels);
        int channel = (int) (first % channels);
        for (int i = 0; i < channels; i++) {
            bursts[channel] = i < more ? even + 1 : even;
            channel = channel + 1 == channels ? 0 : channel + 1;
        }
        return bursts;
    }

    /** Greatest common divisor of a length and the strides. */
    static long unit(long length, List<Level> levels) {
        long unit = length;
        for (Level level : levels) {
            unit = gcd(unit, level.strideBytes());
        }
        return unit;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private long[] count(AccessPattern pattern) {
        for (int t = 0; t < residues; t++) {
            long start = offset + t * unit;
            long last = Math.floorDiv((start + pattern.runBytes() - 1) / burst, channels);
            table[t] = last - Math.floorDiv(start / burst - 1, channels);
        }
        long extent = pattern.runBytes();
        for (Level level : pattern.levels()) {
            addLevel(level, extent);
            extent += (level.count() - 1) * level.strideBytes();
        }
        long[] bursts = new long[(int) channels];
        long first = (pattern.offsetBytes() - offset) / unit;
        for (int channel = 0; channel < channels; channel++) {
            bursts[channel] = table[(int) Math.floorMod(first - channel * (burst / unit), (long) residues)];
        }
        return bursts;
    }

    private void addLevel(Level level, long extent) {
        long[] steps = sums(table, level.count(), level.strideBytes());
        if (level.strideBytes() - extent < burst - 1) {
            long[] shared = sums(shared(level, extent), level.count() - 1, level.strideBytes());
            for (int t = 0; t < residues; t++) {
                steps[t] -= shared[t];
            }
        }
        table = steps;
    }

    /** 1 where the end of a step and the start of the next lie in the same burst of channel 0. */
    private long[] shared(Level level, long extent) {
        long[] shared = new long[residues];
        for (int t = 0; t < residues; t++) {
            long start = offset + t * unit;
            long end = (start + extent - 1) / burst;
            shared[t] = end == (start + level.strideBytes()) / burst && end % channels == 0 ? 1 : 0;
        }
        return shared;
    }

    /** For every residue t the sum of {@code values[t + i · stride]} over i &lt; count. */
    private long[] sums(long[] values, long count, long strideBytes) {
        int step = (int) (strideBytes / unit % residues);
        int cycle = residues / (int) gcd(residues, step == 0 ? residues : step);
        int cycles = residues / cycle;
        int rest = (int) (count % cycle);
        long[] result = new long[residues];
        long[] prefix = new long[cycle + rest + 1];
        for (int start = 0; start < cycles; start++) {
            int t = start;
            for (int i = 0; i < prefix.length - 1; i++) {
                prefix[i + 1] = prefix[i] + values[t];
                t = (t + step) % residues;
            }
            long full = count / cycle * prefix[cycle];
            t = start;
            for (int i = 0; i < cycle; i++) {
                result[t] = full + prefix[i + rest] - prefix[i];
                t = (t + step) % residues;
            }
        }
        return result;
    }
}
