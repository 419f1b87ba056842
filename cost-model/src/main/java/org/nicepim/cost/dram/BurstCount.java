package org.nicepim.cost.dram;

import java.util.List;
import org.nicepim.cost.dram.AccessPattern.Level;

/**
 * Counts the distinct bursts of a pattern on each channel, exactly and without listing them.
 *
 * <p>How many bursts of channel 0 a run touches depends only on its start modulo (burst × channels), and all starts of a pattern are
 * congruent modulo g = gcd(burst, strides). So a table over m = burst · channels / g residues holds the count of one run; each
 * level turns it into the table of {@code count} runs: a sum over an arithmetic progression of residues, which slides along
 * the cycles of the stride. A burst that holds the end of one step and the start of the next is counted once. Channel k sees
 * what channel 0 would see k bursts earlier. With one channel and one level this is Hermite's identity
 * Σ_{k&lt;m} ⌈(x + k)/m⌉ = ⌈x⌉ + m − 1.
 */
sealed interface BurstCount {
    /** Bursts on a channel. */
    long on(int channel);

    /** Bursts on all channels. */
    long all();

    /** A channel with most bursts. */
    int busiest();

    /** Bursts of the channel with fewest. */
    long least();

    /**
     * Bursts on each channel.
     *
     * @param pattern the runs
     * @param burstBytes bytes of a burst
     * @param channels channels, interleaved burst by burst
     */
    static BurstCount of(AccessPattern pattern, long burstBytes, int channels) {
        if (pattern.levels().isEmpty()) {
            Divisor burst = Divisor.of(burstBytes);
            long first = burst.quotient(pattern.offsetBytes());
            return new Run(first, burst.quotient(pattern.offsetBytes() + pattern.runBytes() - 1) - first + 1, channels);
        }
        return new Table(pattern, burstBytes, channels, false);
    }

    /** Greatest common divisor of a length and the strides. */
    static long unit(long length, List<Level> levels) {
        long unit = length;
        for (int i = 0; i < levels.size(); i++) {
            unit = gcd(unit, levels.get(i).strideBytes());
        }
        return unit;
    }

    /** Greatest common divisor of a positive number and another. */
    static long gcd(long a, long b) {
        if (b == 0) {
            return a;
        }
        return Long.bitCount(a) == 1 ? Math.min(a, Long.lowestOneBit(b)) : gcd(b, a % b);
    }

    /**
     * One run.
     *
     * @param first its first burst
     * @param all its bursts
     * @param channels they go round these
     */
    record Run(long first, long all, int channels) implements BurstCount {
        @Override
        public long on(int channel) {
            return (all - 1 + channels - Math.floorMod(channel - first, (long) channels)) / channels;
        }

        @Override
        public int busiest() {
            return (int) (first % channels);
        }

        @Override
        public long least() {
            return all / channels;
        }
    }

    /** Several runs. */
    final class Table implements BurstCount {
        private final long burst;
        private final int channels;
        private final long unit;
        private final int unitsPerBurst;
        private final long offset;
        private final int first;
        private long[] counts;
        private final Total total;

        /**
         * Counts a pattern.
         *
         * @param anywhere true if other places of the pattern will be looked at, too
         */
        Table(AccessPattern pattern, long burst, int channels, boolean anywhere) {
            this.burst = burst;
            this.channels = channels;
            unit = BurstCount.unit(burst, pattern.levels());
            unitsPerBurst = (int) (burst / unit);
            offset = pattern.offsetBytes() % unit;
            counts = new long[unitsPerBurst * channels];
            first = (int) ((pattern.offsetBytes() - offset) / unit % counts.length);
            countRun(pattern.runBytes());
            long extent = pattern.runBytes();
            for (int i = 0; i < pattern.levels().size(); i++) {
                Level level = pattern.levels().get(i);
                addLevel(level, extent, !anywhere && i == pattern.levels().size() - 1);
                extent += (level.count() - 1) * level.strideBytes();
            }
            total = Total.of(this);
        }

        /** The same pattern at another place; the table must have been made for any place. */
        private Table(Table other, long offsetBytes) {
            burst = other.burst;
            channels = other.channels;
            unit = other.unit;
            unitsPerBurst = other.unitsPerBurst;
            offset = other.offset;
            counts = other.counts;
            first = (int) ((offsetBytes - offset) / unit % counts.length);
            total = Total.of(this);
        }

        /** True if the table holds for a place. */
        boolean covers(long offsetBytes) {
            return offsetBytes % unit == offset;
        }

        /** The same pattern at another place that the table covers. */
        Table at(long offsetBytes) {
            return new Table(this, offsetBytes);
        }

        /** Over all channels. */
        private record Total(long all, int busiest, long least) {
            static Total of(Table table) {
                long sum = 0;
                int most = 0;
                long fewest = Long.MAX_VALUE;
                for (int channel = 0; channel < table.channels; channel++) {
                    long bursts = table.on(channel);
                    sum += bursts;
                    fewest = Math.min(fewest, bursts);
                    most = bursts > table.on(most) ? channel : most;
                }
                return new Total(sum, most, fewest);
            }
        }

        @Override
        public long on(int channel) {
            int at = first - channel * unitsPerBurst;
            return counts[at < 0 ? at + counts.length : at];
        }

        @Override
        public long all() {
            return total.all;
        }

        @Override
        public int busiest() {
            return total.busiest;
        }

        @Override
        public long least() {
            return total.least;
        }

        /** Bursts of channel 0 from start to end: those up to the end less those before the start. */
        private void countRun(long runBytes) {
            Divisor perBurst = Divisor.of(burst);
            for (int inBurst = 0; inBurst < unitsPerBurst; inBurst++) {
                long end = perBurst.quotient(offset + inBurst * unit + runBytes - 1);
                long rounds = end / channels;
                long rest = end - rounds * channels;
                counts[inBurst] = rounds + 1;
                int at = inBurst;
                for (int number = 1; number < channels; number++) {
                    at += unitsPerBurst;
                    counts[at] = rest + number >= channels ? rounds + 1 : rounds;
                }
            }
        }

        /** What the last level makes of places in a burst where no channel begins is of no use. */
        private void addLevel(Level level, long extent, boolean last) {
            int step = (int) (level.strideBytes() / unit % counts.length);
            int apart = last ? (int) gcd(unitsPerBurst, gcd(counts.length, step)) : 1;
            long[] steps = sums(counts, level.count(), step, apart);
            if (level.strideBytes() - extent < burst - 1) {
                long[] shared = sums(shared(level, extent), level.count() - 1, step, apart);
                for (int t = 0; t < steps.length; t++) {
                    steps[t] -= shared[t];
                }
            }
            counts = steps;
        }

        /** 1 where the end of a step and the start of the next lie in the same burst of channel 0. */
        private long[] shared(Level level, long extent) {
            Divisor perBurst = Divisor.of(burst);
            long[] shared = new long[counts.length];
            for (int inBurst = 0; inBurst < unitsPerBurst; inBurst++) {
                long start = offset + inBurst * unit;
                long end = perBurst.quotient(start + extent - 1);
                if (end == perBurst.quotient(start + level.strideBytes())) {
                    int number = (int) Math.floorMod(-end, (long) channels);
                    shared[number * unitsPerBurst + inBurst] = 1;
                }
            }
            return shared;
        }

        /** For residues t that are {@code first} modulo {@code apart} the sum of {@code values[t + i · step]} over i &lt; count. */
        private long[] sums(long[] values, long count, int step, int apart) {
            int residues = values.length;
            int cycles = (int) gcd(residues, step);
            int cycle = residues / cycles;
            long rounds = count / cycle;
            int rest = (int) (count - rounds * cycle);
            long[] result = new long[residues];
            for (int start = first % apart; start < cycles; start += apart) {
                long round = 0;
                long window = 0;
                int at = start;
                for (int i = 0; i < rest; i++) {
                    window += values[at];
                    at = next(at, step, residues);
                }
                int end = at;
                if (rounds > 0) {
                    round = window;
                    for (int i = rest; i < cycle; i++) {
                        round += values[at];
                        at = next(at, step, residues);
                    }
                }
                at = start;
                for (int i = 0; i < cycle; i++) {
                    result[at] = rounds * round + window;
                    window += values[end] - values[at];
                    at = next(at, step, residues);
                    end = next(end, step, residues);
                }
            }
            return result;
        }

        private static int next(int at, int step, int residues) {
            int next = at + step;
            return next >= residues ? next - residues : next;
        }
    }
}
