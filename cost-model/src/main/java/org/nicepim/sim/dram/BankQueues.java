package org.nicepim.sim.dram;

/** Requests that wait at their banks, oldest first. */
final class BankQueues {
    private final int depth;
    private final int[] rows;
    private final boolean[] writes;
    private final int[] counts;
    private int waiting;

    BankQueues(int banks, int depth) {
        this.depth = depth;
        rows = new int[banks * depth];
        writes = new boolean[banks * depth];
        counts = new int[banks];
    }

    boolean isEmpty() {
        return waiting == 0;
    }

    boolean accepts(int bank) {
        return counts[bank] < depth;
    }

    int count(int bank) {
        return counts[bank];
    }

    int row(int bank, int place) {
        return rows[bank * depth + place];
    }

    boolean write(int bank, int place) {
        return writes[bank * depth + place];
    }

    void add(int bank, int row, boolean write) {
        int at = bank * depth + counts[bank]++;
        rows[at] = row;
        writes[at] = write;
        waiting++;
    }

    void remove(int bank, int place) {
        int at = bank * depth + place;
        int after = counts[bank] - place - 1;
        System.arraycopy(rows, at + 1, rows, at, after);
        System.arraycopy(writes, at + 1, writes, at, after);
        counts[bank]--;
        waiting--;
    }
}
