package org.nicepim.cost.dram;

import java.util.ArrayList;
import java.util.List;

/**
 * Contiguous runs of bytes in ascending order, at up to a few nested fixed strides:
 *
 * <pre>
 *   for i_k in 0 .. count_k − 1                      outermost level
 *     …
 *       for i_1 in 0 .. count_1 − 1                  innermost level
 *         runBytes bytes from offsetBytes + Σ i_j · strideBytes_j
 * </pre>
 *
 * A level's stride is no shorter than what the levels inside it span, so addresses never go back. Runs that touch are
 * merged and levels of one step are dropped, so two patterns over the same bytes are equal.
 *
 * @param offsetBytes address of the first byte; decides alignment to bursts and rows
 * @param runBytes bytes of a run
 * @param levels the strides, innermost first
 * @param write true if the bytes are written
 */
public record AccessPattern(long offsetBytes, long runBytes, List<Level> levels, boolean write) implements DramPattern {
    /**
     * One loop of a pattern.
     *
     * @param count steps
     * @param strideBytes distance from step to step
     */
    public record Level(long count, long strideBytes) {
        /** Checks ranges. */
        public Level {
            require(count >= 1, "count", count, "must be at least 1");
            require(strideBytes >= 1, "strideBytes", strideBytes, "must be at least 1");
        }
    }

    /** Merges what touches, drops levels of one step, and checks that addresses ascend. */
    public AccessPattern {
        require(offsetBytes >= 0, "offsetBytes", offsetBytes, "must be at least 0");
        require(runBytes >= 1, "runBytes", runBytes, "must be at least 1");
        if (!isMerged(runBytes, levels)) {
            List<Level> kept = new ArrayList<>(levels.size());
            runBytes = merge(runBytes, levels, kept);
            levels = kept;
        }
        levels = List.copyOf(levels);
    }

    /** True if no levels touch, so that there is nothing to merge; most patterns are made of others that are. */
    private static boolean isMerged(long runBytes, List<Level> levels) {
        long extent = runBytes;
        long next = runBytes;
        for (int i = 0; i < levels.size(); i++) {
            Level level = levels.get(i);
            if (level.count == 1 || level.strideBytes == next || level.strideBytes < extent) {
                return false;
            }
            next = level.count * level.strideBytes;
            extent += next - level.strideBytes;
        }
        return true;
    }

    /** Fills in the levels that are left; bytes of a run. */
    private static long merge(long runBytes, List<Level> levels, List<Level> kept) {
        long run = runBytes;
        long extent = runBytes;
        for (Level level : levels) {
            if (level.count() == 1) {
                continue;
            }
            require(
                    level.strideBytes() >= extent,
                    "strideBytes",
                    level.strideBytes(),
                    "must be at least " + extent + ", what the levels inside span");
            extent += (level.count() - 1) * level.strideBytes();
            if (kept.isEmpty() && level.strideBytes() == run) {
                run = extent;
            } else {
                append(kept, level);
            }
        }
        return run;
    }

    /** Two levels that go on at the same stride are one. */
    private static void append(List<Level> kept, Level level) {
        int last = kept.size() - 1;
        if (last >= 0 && kept.get(last).count() * kept.get(last).strideBytes() == level.strideBytes()) {
            kept.set(
                    last,
                    new Level(
                            kept.get(last).count() * level.count(),
                            kept.get(last).strideBytes()));
        } else {
            kept.add(level);
        }
    }

    private static void require(boolean holds, String field, long value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(field + " = " + value + " " + rule);
        }
    }

    /**
     * One run.
     *
     * @param offsetBytes address of its first byte
     * @param bytes its length
     * @param write true if it is written
     */
    public static AccessPattern sequential(long offsetBytes, long bytes, boolean write) {
        return new AccessPattern(offsetBytes, bytes, List.of(), write);
    }

    /** The same runs from another address on. */
    AccessPattern at(long otherOffsetBytes) {
        return new AccessPattern(otherOffsetBytes, runBytes, levels, write);
    }

    /** Number of runs. */
    public long runs() {
        long runs = 1;
        for (int i = 0; i < levels.size(); i++) {
            runs *= levels.get(i).count;
        }
        return runs;
    }

    /** Bytes that are wanted, without over-fetch. */
    public long bytes() {
        return runs() * runBytes;
    }

    /** Bytes from the first to the last that is wanted. */
    public long extentBytes() {
        long extent = runBytes;
        for (int i = 0; i < levels.size(); i++) {
            extent += (levels.get(i).count - 1) * levels.get(i).strideBytes;
        }
        return extent;
    }
}
