package org.nicepim.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nicepim.cost.dram.AccessPattern;
import org.nicepim.mapping.Layout;

/**
 * The contiguous runs of a block in a tensor that a node stores, {@code C/c · H · W · c} and images outermost: of so many of
 * them, at which strides. Nodes that share a tensor own it interleaved: each has every n-th run or, where runs are few and long, an
 * n-th of each, side by side.
 */
final class BoxRuns {
    private static final int LEVELS = 4;
    /** Runs this short are not cut among owners, for every piece would be a burst of its own. */
    private static final int LEAST_PIECE_BYTES = 32;
    /** Of more runs than that, or of fewer that divide evenly, each owner has whole ones. */
    private static final int MANY_RUNS = 4;
    /** So many runs show whether a stride leads to some channels only. */
    private static final int SAMPLE = 32;

    private long offset;
    private long run;
    private int levels;
    private final long[] counts = new long[LEVELS];
    private final long[] strides = new long[LEVELS];

    /**
     * What a pattern is told apart by.
     *
     * @param offset of its first byte in a burst
     * @param run bytes of a run
     * @param count1 runs of the innermost level
     * @param stride1 its stride
     * @param count2 of the next level
     * @param stride2 its stride
     * @param count3 of the next level
     * @param stride3 its stride
     * @param outer of the outermost level: count and stride
     * @param write true if it is written
     */
    record Key(
            long offset,
            long run,
            long count1,
            long stride1,
            long count2,
            long stride2,
            long count3,
            long stride3,
            Outer outer,
            boolean write) {
        long bytes() {
            return run * count1 * count2 * count3 * outer.count;
        }

        /** Bursts of the fullest channel over those of an average one, of some of its runs. */
        double skew(int burstBytes, int channels) {
            long[] bursts = new long[channels];
            long runs = Math.min(SAMPLE, count1 * count2 * count3 * outer.count);
            long all = 0;
            for (long i = 0; i < runs; i++) {
                long start = offset
                        + i % count1 * stride1
                        + i / count1 % count2 * stride2
                        + i / (count1 * count2) % count3 * stride3
                        + i / (count1 * count2 * count3) * outer.stride;
                long first = start / burstBytes;
                long taken = (start + run - 1) / burstBytes - first + 1;
                all += taken;
                for (int k = 0; k < channels; k++) {
                    bursts[(int) ((first + k) % channels)] += (taken + channels - 1 - k) / channels;
                }
            }
            return (double) Arrays.stream(bursts).max().orElse(0) * channels / all;
        }

        AccessPattern pattern() {
            List<AccessPattern.Level> levels = new ArrayList<>(LEVELS);
            long extent = add(levels, count1, stride1, run);
            extent = add(levels, count2, stride2, extent);
            extent = add(levels, count3, stride3, extent);
            add(levels, outer.count, outer.stride, extent);
            return new AccessPattern(offset, run, levels, write);
        }

        private static long add(List<AccessPattern.Level> levels, long count, long stride, long extent) {
            if (count == 1) {
                return extent;
            }
            long apart = Math.max(stride, extent);
            levels.add(new AccessPattern.Level(count, apart));
            return extent + (count - 1) * apart;
        }
    }

    /**
     * The outermost level.
     *
     * @param count steps
     * @param stride between them
     */
    record Outer(long count, long stride) {
        static final Outer NONE = new Outer(1, 1);
    }

    /**
     * Finds the runs.
     *
     * @param box block, from the tensor's first word
     * @param tensor extents of the tensor that the node stores, from 0
     * @param layout order of its words
     * @param base address of the tensor
     */
    BoxRuns(Box box, Box tensor, Layout layout, long base, int wordBytes) {
        long channels = whole(tensor.channel());
        long block = layout.blockFor((int) channels);
        long first = first(box.channel());
        long taken = whole(box.channel());
        long firstBlock = first / block;
        long blocks = (first + taken - 1) / block - firstBlock + 1;
        boolean inside = blocks == 1 && taken < block;
        long pixel = block * wordBytes;
        long line = whole(tensor.col()) * pixel;
        long plane = whole(tensor.row()) * line;
        long image = ((channels - 1) / block + 1) * plane;
        this.run = inside ? taken * wordBytes : pixel;
        this.offset = base
                + first(box.n()) * image
                + firstBlock * plane
                + first(box.row()) * line
                + first(box.col()) * pixel
                + (inside ? first % block * wordBytes : 0);
        level(whole(box.col()), pixel);
        level(whole(box.row()), line);
        level(blocks, plane);
        level(whole(box.n()), image);
    }

    private static long first(Box.Range range) {
        return (long) range.from();
    }

    private static long whole(Box.Range range) {
        return Math.max(1, (long) Math.ceil(range.length() - 1e-9));
    }

    private void level(long count, long stride) {
        if (count == 1) {
            return;
        }
        if (levels == 0 && stride == run) {
            run *= count;
        } else {
            counts[levels] = count;
            strides[levels++] = stride;
        }
    }

    /**
     * Leaves what one owner has, and of this a share, side by side.
     *
     * @param owners nodes that own the tensor interleaved
     * @param others nodes among which the owner's part is dealt
     */
    void deal(long owners, long others) {
        long all = 1;
        for (int i = 0; i < levels; i++) {
            all *= counts[i];
        }
        boolean wholeRuns = all % owners == 0 || all / owners >= MANY_RUNS || run / owners < LEAST_PIECE_BYTES;
        double kept = (double) all / others;
        if (owners > 1 && wholeRuns) {
            everyNth(owners);
            kept /= owners;
        } else if (owners > 1) {
            run = (run + owners - 1) / owners;
            for (int i = 0; i < levels; i++) {
                strides[i] /= owners;
            }
        }
        keep(kept);
    }

    private void everyNth(long owners) {
        long step = owners;
        for (int i = 0; i < levels && step > 1; i++) {
            if (counts[i] > step) {
                counts[i] = counts[i] / step;
                strides[i] *= step;
                step = 1;
            } else {
                step = Math.max(1, step / counts[i]);
                counts[i] = 1;
            }
        }
    }

    /** Only so many runs, the first ones; less than one is a part of a run. */
    private void keep(double kept) {
        double left = kept;
        for (int i = 0; i < levels; i++) {
            counts[i] = Math.min(counts[i], Math.max(1, (long) Math.ceil(left - 1e-9)));
            left /= counts[i];
        }
        if (kept < 1) {
            run = Math.max(1, Math.round(run * kept));
        }
    }

    Key key(int burstBytes, boolean write) {
        int at = 0;
        for (int i = 0; i < levels; i++) {
            if (counts[i] > 1) {
                counts[at] = counts[i];
                strides[at++] = strides[i];
            }
        }
        for (int i = at; i < LEVELS; i++) {
            counts[i] = 1;
            strides[i] = 1;
        }
        return new Key(
                offset % burstBytes,
                run,
                counts[0],
                strides[0],
                counts[1],
                strides[1],
                counts[2],
                strides[2],
                counts[3] == 1 ? Outer.NONE : new Outer(counts[3], strides[3]),
                write);
    }
}
