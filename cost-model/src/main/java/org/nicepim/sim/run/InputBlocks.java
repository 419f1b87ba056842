package org.nicepim.sim.run;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.sim.memory.StoredTensor.Box;
import org.nicepim.workload.Block;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.LayerInput;
import org.nicepim.workload.MapAxis;

/**
 * Which blocks of a producer's tensor lie behind a block of the operand that reads it. A reshape keeps the order of words
 * N, C, H, W; where words are repeated or resampled, whole words in proportion.
 */
final class InputBlocks {
    private final Box place;
    private final FeatureMap seen;
    private final FeatureMap stored;
    private final Box part;
    private final List<Box> found = new ArrayList<>();

    private InputBlocks(LayerInput input) {
        this.place = box(input.place());
        this.part = box(input.part());
        this.seen = input.place().extents();
        this.stored = input.part().extents();
    }

    private static Box box(Block block) {
        return new Box(
                block.from().n(),
                (int) block.end(MapAxis.N),
                block.from().channel(),
                (int) block.end(MapAxis.CHANNEL),
                block.from().row(),
                (int) block.end(MapAxis.ROW),
                block.from().col(),
                (int) block.end(MapAxis.COL));
    }

    /**
     * Finds the blocks.
     *
     * @param read block of the operand
     * @param input one of its inputs
     * @return disjoint blocks of the producer's tensor; none if the block reads nothing of this input
     */
    static List<Box> of(Box read, LayerInput input) {
        InputBlocks blocks = new InputBlocks(input);
        Box both = read.and(blocks.place);
        if (!both.isEmpty()) {
            blocks.find(both.from(blocks.place.n0(), blocks.place.c0(), blocks.place.h0(), blocks.place.w0()));
        }
        return blocks.found;
    }

    private void find(Box cut) {
        if (seen.words() != stored.words()) {
            keep(scaled(cut));
        } else if (seen.equals(stored)) {
            keep(cut);
        } else if (seen.rows() == stored.rows() && seen.cols() == stored.cols()) {
            refold(cut);
        } else {
            inOrder(cut);
        }
    }

    /** Takes note of a block that is counted from the part's corner. */
    private void keep(Box box) {
        if (!box.isEmpty()) {
            found.add(box.from(-part.n0(), -part.c0(), -part.h0(), -part.w0()));
        }
    }

    private Box scaled(Box cut) {
        return new Box(
                down(cut.n0(), stored.n(), seen.n()),
                up(cut.n1(), stored.n(), seen.n()),
                down(cut.c0(), stored.channels(), seen.channels()),
                up(cut.c1(), stored.channels(), seen.channels()),
                down(cut.h0(), stored.rows(), seen.rows()),
                up(cut.h1(), stored.rows(), seen.rows()),
                down(cut.w0(), stored.cols(), seen.cols()),
                up(cut.w1(), stored.cols(), seen.cols()));
    }

    private static int down(int at, int to, int from) {
        return (int) ((long) at * to / from);
    }

    private static int up(int at, int to, int from) {
        return (int) (((long) at * to + from - 1) / from);
    }

    /** Batch and channels are grouped otherwise. */
    private void refold(Box cut) {
        for (int n = cut.n0(); n < cut.n1(); n++) {
            long at = (long) n * seen.channels() + cut.c0();
            long end = (long) n * seen.channels() + cut.c1();
            while (at < end) {
                long image = at / stored.channels();
                long next = Math.min(end, (image + 1) * stored.channels());
                int first = (int) (at - image * stored.channels());
                int last = (int) (next - image * stored.channels());
                keep(new Box((int) image, (int) image + 1, first, last, cut.h0(), cut.h1(), cut.w0(), cut.w1()));
                at = next;
            }
        }
    }

    /** Ranges of words in order, each cut along the axes of the stored shape. */
    private void inOrder(Box cut) {
        boolean wholeRows = cut.w1() - cut.w0() == seen.cols();
        boolean wholePlanes = wholeRows && cut.h1() - cut.h0() == seen.rows();
        for (int n = cut.n0(); n < cut.n1(); n++) {
            if (wholePlanes) {
                range(at(n, cut.c0(), 0, 0), at(n, cut.c1(), 0, 0));
                continue;
            }
            for (int c = cut.c0(); c < cut.c1(); c++) {
                if (wholeRows) {
                    range(at(n, c, cut.h0(), 0), at(n, c, cut.h1(), 0));
                    continue;
                }
                for (int h = cut.h0(); h < cut.h1(); h++) {
                    range(at(n, c, h, cut.w0()), at(n, c, h, cut.w1()));
                }
            }
        }
    }

    private long at(int n, int c, int h, int w) {
        return (((long) n * seen.channels() + c) * seen.rows() + h) * seen.cols() + w;
    }

    private void range(long from, long to) {
        long row = stored.cols();
        long plane = row * stored.rows();
        long image = plane * stored.channels();
        long at = from;
        while (at < to) {
            int n = (int) (at / image);
            int c = (int) (at % image / plane);
            int h = (int) (at % plane / row);
            int w = (int) (at % row);
            long left = to - at;
            long taken;
            if (at % image == 0 && left >= image) {
                taken = left / image * image;
                keep(new Box(n, n + (int) (taken / image), 0, stored.channels(), 0, stored.rows(), 0, stored.cols()));
            } else if (at % plane == 0 && left >= plane) {
                long planes = Math.min(left / plane, stored.channels() - c);
                taken = planes * plane;
                keep(new Box(n, n + 1, c, c + (int) planes, 0, stored.rows(), 0, stored.cols()));
            } else if (at % row == 0 && left >= row) {
                long lines = Math.min(left / row, stored.rows() - h);
                taken = lines * row;
                keep(new Box(n, n + 1, c, c + 1, h, h + (int) lines, 0, stored.cols()));
            } else {
                taken = Math.min(left, row - w);
                keep(new Box(n, n + 1, c, c + 1, h, h + 1, w, w + (int) taken));
            }
            at += taken;
        }
    }
}
