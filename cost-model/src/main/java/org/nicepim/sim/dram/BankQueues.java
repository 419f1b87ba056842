package org.nicepim.sim.dram;

/** Requests that wait at their banks, oldest first. */
final class BankQueues {
    private final int depth;
    /** Twice the row, one more for a write. */
    private final long[] requests;

    private final int[] counts;
    private final long[] full;
    private int waiting;

    BankQueues(int banks, int depth) {
        this.depth = depth;
        requests = new long[banks * depth];
        counts = new int[banks];
        full = new long[banks];
    }

    boolean isEmpty() {
        return waiting == 0;
    }

    /** 0 if a bank takes one more request, else the largest number. */
    long full(int bank) {
        return full[bank];
    }

    int count(int bank) {
        return counts[bank];
    }

    int row(int bank, int place) {
        return (int) (requests[bank * depth + place] >> 1);
    }

    boolean write(int bank, int place) {
        return (requests[bank * depth + place] & 1) != 0;
    }

    void add(int bank, int row, boolean write) {
        requests[bank * depth + counts[bank]++] = 2L * row + (write ? 1 : 0);
        full[bank] = counts[bank] == depth ? Long.MAX_VALUE : 0;
        waiting++;
    }

    void remove(int bank, int place) {
        int last = bank * depth + --counts[bank];
        for (int at = bank * depth + place; at < last; at++) {
            requests[at] = requests[at + 1];
        }
        full[bank] = 0;
        waiting--;
    }
}
