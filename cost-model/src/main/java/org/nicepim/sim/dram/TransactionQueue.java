package org.nicepim.sim.dram;

import java.util.Arrays;

/**
 * Requests that the controller has taken but that have no place at their bank yet: a list per bank, oldest first. The oldest
 * whose bank has a place moves on.
 */
final class TransactionQueue {
    private static final long NONE = Long.MAX_VALUE;

    private final int bankBits;
    private final int[] rows;
    private final int[] next;
    private final long[] ages;
    private final int[] first;
    private final int[] last;
    /** Age of the first request of each bank, with the bank in the lowest bits. */
    private final long[] oldest;

    private int free;
    private int count;
    private long taken;
    private boolean stuck = true;
    private int found;

    TransactionQueue(int banks, int capacity) {
        bankBits = Integer.SIZE - Integer.numberOfLeadingZeros(banks);
        rows = new int[capacity];
        ages = new long[capacity];
        next = new int[capacity];
        first = new int[banks];
        last = new int[banks];
        oldest = new long[banks];
        Arrays.fill(oldest, NONE);
        Arrays.setAll(next, place -> place + 1);
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == rows.length;
    }

    void add(int bank, int row) {
        int place = free;
        free = next[place];
        rows[place] = row;
        ages[place] = taken++ << bankBits | bank;
        if (oldest[bank] == NONE) {
            oldest[bank] = ages[place];
            first[bank] = place;
        } else {
            next[last[bank]] = place;
        }
        last[bank] = place;
        count++;
        stuck = false;
    }

    /** A place at a bank is free again. */
    void unstuck() {
        stuck = false;
    }

    /** Looks for the oldest request whose bank has a place; false if there is none. */
    boolean findMovable(BankQueues queues) {
        if (stuck) {
            return false;
        }
        long best = NONE;
        for (int bank = 0; bank < oldest.length; bank++) {
            best = Math.min(best, oldest[bank] | queues.full(bank));
        }
        stuck = best == NONE;
        found = (int) best & (1 << bankBits) - 1;
        return !stuck;
    }

    /** Moves the request that was found to its bank, which is returned. */
    int moveFound(BankQueues queues, boolean write) {
        int bank = found;
        int place = first[bank];
        queues.add(bank, rows[place], write);
        first[bank] = next[place];
        oldest[bank] = place == last[bank] ? NONE : ages[next[place]];
        next[place] = free;
        free = place;
        count--;
        return bank;
    }
}
