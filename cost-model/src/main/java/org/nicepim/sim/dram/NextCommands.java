package org.nicepim.sim.dram;

import java.util.Arrays;

/**
 * What each bank does next and when: a closed bank opens the row of its oldest request; an open one serves the oldest request
 * of its row that may go out, or closes when no request wants the row, or an older one has been passed by often enough.
 *
 * <p>The earliest clock of each bank's next command is {@code min(max(own, gate), close)}: gates of the bank, those that it
 * shares with its group and channel, and the gate of closing. A command changes one bank's part and some shared gates, so
 * nothing is worked out twice; the search over banks has no branches, which would be mispredicted in streams that jump.
 */
final class NextCommands {
    /** Place of a request that does not exist: behind all others. */
    static final int NOWHERE = Integer.MAX_VALUE;

    /** Column commands after which a row is closed for an older request. */
    private static final int MOST_HITS = 4;

    private static final long NEVER = Long.MAX_VALUE;

    private final Banks banks;
    private final BankQueues queues;
    private final int[] firstRead;
    private final int[] firstWrite;
    private final long[] own;
    private final int[] gate;
    private final long[] close;
    private final long[] due;
    private final long[] shared;

    NextCommands(Banks banks, BankQueues queues) {
        this.banks = banks;
        this.queues = queues;
        int count = banks.count();
        firstRead = new int[count];
        firstWrite = new int[count];
        own = new long[count];
        gate = new int[count];
        close = new long[count];
        due = new long[count];
        shared = banks.sharedGates();
        Arrays.fill(own, NEVER);
        Arrays.fill(close, NEVER);
    }

    /** Place of the oldest read of the bank's open row. */
    int firstRead(int bank) {
        return firstRead[bank];
    }

    /** Place of the oldest write to the bank's open row. */
    int firstWrite(int bank) {
        return firstWrite[bank];
    }

    /** A bank has got one more request. */
    void added(int bank) {
        int youngest = queues.count(bank) - 1;
        if (youngest == 0 || queues.row(bank, youngest) == banks.openRow(bank)) {
            changed(bank);
        }
    }

    /** A bank has had a command. */
    void changed(int bank) {
        int row = banks.openRow(bank);
        close[bank] = NEVER;
        if (queues.count(bank) == 0) {
            own[bank] = NEVER;
        } else if (row == Banks.CLOSED) {
            own[bank] = banks.recovered(bank);
            gate[bank] = banks.activateGate(bank);
        } else {
            opened(bank, row);
        }
    }

    private void opened(int bank, int row) {
        int read = NOWHERE;
        int write = NOWHERE;
        for (int place = queues.count(bank) - 1; place >= 0; place--) {
            if (queues.row(bank, place) == row) {
                boolean writes = queues.write(bank, place);
                read = writes ? read : place;
                write = writes ? place : write;
            }
        }
        firstRead[bank] = read;
        firstWrite[bank] = write;
        int oldest = Math.min(read, write);
        boolean wanted = oldest != NOWHERE;
        own[bank] = wanted ? banks.opened(bank) : NEVER;
        gate[bank] = banks.columnGate(bank, read != NOWHERE, write != NOWHERE);
        if (!wanted || (oldest > 0 && banks.hits(bank) >= MOST_HITS)) {
            close[bank] = banks.prechargeReady(bank);
        }
    }

    /** All banks have changed. */
    void changed() {
        for (int bank = 0; bank < own.length; bank++) {
            changed(bank);
        }
    }

    /** The earliest clock at which some bank has a command. */
    long soonest() {
        long soonest = NEVER;
        for (int bank = 0; bank < own.length; bank++) {
            due[bank] = Clocks.min(Clocks.max(own[bank], shared[gate[bank]]), close[bank]);
            soonest = Clocks.min(soonest, due[bank]);
        }
        return soonest;
    }

    /** The first bank after another, in turn, that has a command by a clock, as {@link #soonest} found; there must be one. */
    int firstAfter(int bank, long clock) {
        int next = bank;
        do {
            next = next + 1 == own.length ? 0 : next + 1;
        } while (due[next] > clock);
        return next;
    }
}
