package org.nicepim.sim.run;

import java.util.BitSet;
import org.nicepim.sim.memory.StoredTensor.Steps;

/**
 * Which stored rows (or columns) of the ifmap a range of outputs reads: output o reads {@code o·stride − pad + t·dilation} for each
 * tap t, as far as stored. What no output reads is not fetched, unless it shares a burst with what is.
 *
 * @param stride between outputs
 * @param taps of the filter
 * @param dilation between taps
 * @param pad zeros before the first stored line
 * @param stored lines that are stored
 */
record InputLines(int stride, int taps, int dilation, int pad, int stored) {
    private boolean gapless() {
        return stride <= taps && (dilation == 1 || taps == 1);
    }

    private int span() {
        return (taps - 1) * dilation + 1;
    }

    /** Different stored lines that outputs from {@code from} to before {@code to} read. */
    int count(int from, int to) {
        if (to <= from) {
            return 0;
        }
        if (gapless()) {
            int first = Math.max(0, from * stride - pad);
            int end = Math.min(stored, (to - 1) * stride - pad + span());
            return Math.max(0, end - first);
        }
        BitSet read = new BitSet(stored);
        for (int output = from; output < to; output++) {
            for (int tap = 0; tap < taps; tap++) {
                int line = output * stride - pad + tap * dilation;
                if (line >= 0 && line < stored) {
                    read.set(line);
                }
            }
        }
        return read.cardinality();
    }

    /** How these lines lie; where windows reach into each other, in equal steps. */
    Steps steps(int from, int to) {
        int lines = count(from, to);
        if (gapless()) {
            return Steps.inARow(lines);
        }
        if (stride >= span()) {
            int windows = (lines + taps - 1) / taps;
            return taps == 1 ? new Steps(lines, stride, 1, 1) : new Steps(taps, dilation, windows, stride);
        }
        return new Steps(lines, divisor(stride, dilation), 1, 1);
    }

    private static int divisor(int a, int b) {
        return b == 0 ? a : divisor(b, a % b);
    }
}
