package org.nicepim.sim.dram;

/** Requests that the controller has taken but that have no place at their bank yet, oldest first. */
final class TransactionQueue {
    private final int[] banks;
    private final int[] rows;
    private int count;

    TransactionQueue(int capacity) {
        banks = new int[capacity];
        rows = new int[capacity];
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == banks.length;
    }

    void add(int bank, int row) {
        banks[count] = bank;
        rows[count] = row;
        count++;
    }

    /** Moves the oldest request whose bank has a place; false if none has. */
    boolean moveOne(BankQueues queues, boolean write) {
        for (int i = 0; i < count; i++) {
            if (queues.accepts(banks[i])) {
                queues.add(banks[i], rows[i], write);
                count--;
                System.arraycopy(banks, i + 1, banks, i, count - i);
                System.arraycopy(rows, i + 1, rows, i, count - i);
                return true;
            }
        }
        return false;
    }
}
