package org.nicepim.sim.memory;

import java.util.Arrays;

/** Row visits of one transfer on one channel, and which of them the controller sees, oldest first per bank. */
final class Transfer {
    private static final int NONE = -1;
    private static final int FIRST_CAPACITY = 64;

    private int[] banks = new int[FIRST_CAPACITY];
    private int[] rows = new int[FIRST_CAPACITY];
    private int[] counts = new int[FIRST_CAPACITY];
    private int[] behind = new int[FIRST_CAPACITY];
    private long[] admittedAt = new long[FIRST_CAPACITY];
    private final int[] newest;
    private final int[] oldest;
    private final int[] youngest;
    private int size;
    private int bursts;

    Transfer(int bankCount) {
        newest = new int[bankCount];
        oldest = new int[bankCount];
        youngest = new int[bankCount];
        clear();
    }

    void clear() {
        size = 0;
        bursts = 0;
        Arrays.fill(newest, NONE);
    }

    /** Adds bursts of a row; they join the bank's visit before if that is to the same row. */
    void add(int bank, int row, int count) {
        bursts += count;
        int last = newest[bank];
        if (last != NONE && rows[last] == row) {
            counts[last] += count;
            return;
        }
        if (size == rows.length) {
            grow();
        }
        banks[size] = bank;
        rows[size] = row;
        counts[size] = count;
        newest[bank] = size++;
    }

    private void grow() {
        int larger = size * 2;
        banks = Arrays.copyOf(banks, larger);
        rows = Arrays.copyOf(rows, larger);
        counts = Arrays.copyOf(counts, larger);
        behind = Arrays.copyOf(behind, larger);
        admittedAt = Arrays.copyOf(admittedAt, larger);
    }

    int size() {
        return size;
    }

    int bursts() {
        return bursts;
    }

    int row(int visit) {
        return rows[visit];
    }

    int count(int visit) {
        return counts[visit];
    }

    long admittedAt(int visit) {
        return admittedAt[visit];
    }

    /** No visit is seen yet. */
    void start() {
        Arrays.fill(oldest, NONE);
    }

    /** The controller sees a visit from now on; its bursts. */
    int admit(int visit, long clock) {
        int bank = banks[visit];
        behind[visit] = NONE;
        admittedAt[visit] = clock;
        if (oldest[bank] == NONE) {
            oldest[bank] = visit;
        } else {
            behind[youngest[bank]] = visit;
        }
        youngest[bank] = visit;
        return counts[visit];
    }

    int oldest(int bank) {
        return oldest[bank];
    }

    int take(int bank) {
        int visit = oldest[bank];
        oldest[bank] = behind[visit];
        return visit;
    }
}
