package org.nicepim.sim.memory;

/**
 * A feature map as one node stores its share of it: {@code C/c · H · W · c}, images outermost. Nodes that share it own it
 * interleaved: of a tile's contiguous runs each owner has every n-th, or, where runs are few and long, an n-th of each; what an
 * owner has lies close together.
 *
 * @param base address of the first byte
 * @param channels C
 * @param rows H
 * @param cols W
 * @param wordBytes bytes of a word
 * @param block c, at most C
 */
public record StoredTensor(long base, int channels, int rows, int cols, int wordBytes, int block) {
    /** Runs this short are not cut among owners, for every piece would be a burst of its own. */
    private static final int LEAST_PIECE_BYTES = 32;

    /** Bytes of one image, padding of the last block included. */
    public long imageBytes() {
        return (long) ((channels - 1) / block + 1) * block * rows * cols * wordBytes;
    }

    /**
     * A box of the tensor; half-open ranges.
     *
     * @param n0 first image
     * @param n1 end of images
     * @param c0 first channel
     * @param c1 end of channels
     * @param h0 first row
     * @param h1 end of rows
     * @param w0 first column
     * @param w1 end of columns
     */
    public record Box(int n0, int n1, int c0, int c1, int h0, int h1, int w0, int w1) {
        /** True if it holds nothing. */
        public boolean isEmpty() {
            return n1 <= n0 || c1 <= c0 || h1 <= h0 || w1 <= w0;
        }

        /** Words in it. */
        public long words() {
            return isEmpty() ? 0 : (long) (n1 - n0) * (c1 - c0) * (h1 - h0) * (w1 - w0);
        }

        /** What lies in both. */
        public Box and(Box other) {
            return new Box(
                    Math.max(n0, other.n0),
                    Math.min(n1, other.n1),
                    Math.max(c0, other.c0),
                    Math.min(c1, other.c1),
                    Math.max(h0, other.h0),
                    Math.min(h1, other.h1),
                    Math.max(w0, other.w0),
                    Math.min(w1, other.w1));
        }

        /** The same box, counted from another origin. */
        public Box from(int n, int c, int h, int w) {
            return new Box(n0 - n, n1 - n, c0 - c, c1 - c, h0 - h, h1 - h, w0 - w, w1 - w);
        }
    }

    /**
     * Who takes which part.
     *
     * @param owners nodes that own the tensor interleaved
     * @param owner which of them, from 0
     * @param from first byte of the owner's part that is wanted, as a share of it
     * @param to end of what is wanted, as a share of the owner's part
     */
    public record Part(int owners, int owner, double from, double to) {
        /** All of it. */
        public static final Part ALL = new Part(1, 0, 0, 1);

        /** All that an owner has. */
        public static Part of(int owners, int owner) {
            return new Part(owners, owner, 0, 1);
        }
    }

    /**
     * Rows or columns of a box that are read: {@code outer} groups, {@code outerStep} apart, of {@code inner} lines,
     * {@code innerStep} apart.
     *
     * @param inner lines of a group
     * @param innerStep distance between them
     * @param outer groups
     * @param outerStep distance between these
     */
    public record Steps(int inner, int innerStep, int outer, int outerStep) {
        /** Lines side by side. */
        public static Steps inARow(int lines) {
            return new Steps(lines, 1, 1, 1);
        }
    }

    /** Adds what a part of a box takes to a memory's transfer. */
    public void add(Box box, Part part, NodeMemory memory) {
        add(box, Steps.inARow(box.h1 - box.h0), Steps.inARow(box.w1 - box.w0), part, memory);
    }

    /**
     * Adds what a part of some rows and columns takes to a memory's transfer.
     *
     * @param box images, channels, first row and first column
     */
    public void add(Box box, Steps rowSteps, Steps colSteps, Part part, NodeMemory memory) {
        if (box.isEmpty()) {
            return;
        }
        int firstBlock = box.c0 / block;
        int blocks = (box.c1 - 1) / block - firstBlock + 1;
        boolean inside = blocks == 1 && box.c1 - box.c0 < block;
        long pixel = (long) block * wordBytes;
        long line = cols * pixel;
        long plane = rows * line;
        long start = base
                + box.n0 * imageBytes()
                + firstBlock * plane
                + box.h0 * line
                + box.w0 * pixel
                + (inside ? (long) box.c0 % block * wordBytes : 0);
        Runs runs = new Runs(memory, start, inside ? (long) (box.c1 - box.c0) * wordBytes : pixel);
        runs.level(colSteps.inner, colSteps.innerStep * pixel);
        runs.level(colSteps.outer, colSteps.outerStep * pixel);
        runs.level(rowSteps.inner, rowSteps.innerStep * line);
        runs.level(rowSteps.outer, rowSteps.outerStep * line);
        runs.level(blocks, plane);
        runs.level(box.n1 - box.n0, imageBytes());
        runs.emit(base, part, box.c0 + box.h0 + box.n0);
    }

    /** Adds one run of a part: what lies tile after tile. */
    public static void addRun(long base, long offset, long bytes, Part part, NodeMemory memory) {
        new Runs(memory, base + offset, bytes).emit(base, part, 0);
    }

    /** Contiguous runs at up to six nested strides, merged where they touch. */
    private static final class Runs {
        private final NodeMemory memory;
        private final long start;
        private long run;
        private final long[] counts = new long[6];
        private final long[] strides = new long[6];
        private int levels;

        Runs(NodeMemory memory, long start, long run) {
            this.memory = memory;
            this.start = start;
            this.run = run;
        }

        void level(long count, long stride) {
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

        void emit(long base, Part part, int turn) {
            long all = 1;
            for (int i = 0; i < levels; i++) {
                all *= counts[i];
            }
            long whole = all / part.owners;
            boolean even = all % part.owners == 0 || whole >= 4;
            if (even || run / part.owners < LEAST_PIECE_BYTES) {
                int first = Math.floorMod(part.owner - turn, part.owners);
                long own = (all - first + part.owners - 1) / part.owners;
                emitRuns(base, part, first, own, run);
            } else {
                emitRuns(
                        base,
                        new Part(1, 0, part.from, part.to),
                        0,
                        all,
                        (run + part.owners - 1) / part.owners,
                        part.owners);
            }
        }

        private void emitRuns(long base, Part part, int first, long own, long bytes) {
            emitRuns(base, part, first, own, bytes, part.owners);
        }

        private void emitRuns(long base, Part part, int first, long own, long bytes, int packed) {
            long from = (long) Math.floor(part.from * own * bytes);
            long to = (long) Math.ceil(part.to * own * bytes);
            for (long i = from / bytes; i < own && i * bytes < to; i++) {
                long begin = Math.max(0, from - i * bytes);
                long end = Math.min(bytes, to - i * bytes);
                long address = base + (start + displacement(first + i * part.owners) - base) / packed;
                memory.bytes(address + begin, end - begin);
            }
        }

        private long displacement(long index) {
            long bytes = 0;
            long rest = index;
            for (int i = 0; i < levels && rest > 0; i++) {
                bytes += rest % counts[i] * strides[i];
                rest /= counts[i];
            }
            return bytes;
        }
    }
}
