package org.nicepim.sim.memory;

import java.util.Arrays;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.PagePolicy;

/**
 * One DRAM channel, row visit by row visit: a visit is some bursts of one row of one bank. Transfers are served in the order in
 * which they come; inside a transfer the controller sees as many bursts as its queues hold, keeps the order of each bank, and
 * serves the bank whose column command can go out first.
 *
 * <pre>
 *   open row    column ≥ gates of bus, bank group and bank
 *   other row   precharge ≥ tRAS, tRTP or write recovery;  activate ≥ tRP, tRC, tRRD, tFAW;  column ≥ activate + tRCD
 *   refresh     due every tREFI: no new visit before all banks are closed, refreshed and reopened
 * </pre>
 *
 * All times are DRAM clocks. A transfer is reserved when it comes, so a visit costs no event. A refresh cuts the visit that is under
 * way, and closes rows that were opened ahead: both are opened once more.
 */
public final class RowChannel {
    private static final int CLOSED = -1;
    private static final int FOUR = 4;

    private final RowGates gates;
    private final boolean closes;
    private final int windowBursts;
    private final int banks;
    private final int banksPerGroup;

    private final int[] openRow;
    private final long[] activateReady;
    private final long[] columnReady;
    private final long[] prechargeReady;
    private final long[] groupActivate;
    private final long[] groupRead;
    private final long[] groupWrite;
    private final long[] lastActivates = new long[FOUR];
    private int oldestActivate;
    private long anyActivate;
    private long anyRead;
    private long anyWrite;
    private long refreshDue;
    private long lastColumn;

    private long bursts;
    private long activations;
    private long visits;

    private final Transfer transfer;

    /** An idle channel of a stack. */
    RowChannel(DramSpec spec) {
        this.gates = RowGates.of(spec.timing());
        this.closes = spec.controller().pages() == PagePolicy.CLOSED;
        this.banks = spec.organization().banksPerChannel();
        this.banksPerGroup = banks / spec.organization().bankGroups();
        this.windowBursts = spec.controller().readQueue() + spec.controller().bankQueue() * banks;
        this.openRow = new int[banks];
        this.activateReady = new long[banks];
        this.columnReady = new long[banks];
        this.prechargeReady = new long[banks];
        this.groupActivate = new long[spec.organization().bankGroups()];
        this.groupRead = new long[groupActivate.length];
        this.groupWrite = new long[groupActivate.length];
        this.transfer = new Transfer(banks);
        clear(0);
    }

    /**
     * Goes back to clock 0 with all banks closed.
     *
     * @param sinceRefresh part of a refresh interval that has passed
     */
    void clear(double sinceRefresh) {
        Arrays.fill(openRow, CLOSED);
        Arrays.fill(activateReady, 0);
        Arrays.fill(columnReady, 0);
        Arrays.fill(prechargeReady, 0);
        Arrays.fill(groupActivate, 0);
        Arrays.fill(groupRead, 0);
        Arrays.fill(groupWrite, 0);
        Arrays.fill(lastActivates, -gates.fourActivates());
        oldestActivate = 0;
        anyActivate = 0;
        anyRead = 0;
        anyWrite = 0;
        refreshDue = (long) (gates.refreshInterval() * (1 - sinceRefresh));
        lastColumn = 0;
        bursts = 0;
        activations = 0;
        visits = 0;
        transfer.clear();
    }

    /** The visits of the next transfer, to be filled and then {@link #serve served}. */
    Transfer transfer() {
        return transfer;
    }

    /**
     * Serves the transfer that was put together, and forgets it.
     *
     * @param clock when it comes
     * @param write true if it is written
     * @param progress is told after each visit how many bursts are done by when
     */
    void serve(long clock, boolean write, Progress progress) {
        long admitted = clock;
        int inWindow = 0;
        int next = 0;
        int done = 0;
        transfer.start();
        while (done < transfer.bursts()) {
            while (next < transfer.size() && inWindow < windowBursts) {
                inWindow += transfer.admit(next++, admitted);
            }
            int bank = earliest(write);
            int visit = transfer.oldest(bank);
            int count = closes ? 1 : transfer.count(visit);
            long last = visit(bank, transfer.row(visit), count, transfer.admittedAt(visit), write);
            transfer.take(bank, count);
            inWindow -= count;
            done += count;
            admitted = Math.max(admitted, lastColumn);
            progress.done(done, last);
        }
        transfer.clear();
    }

    /** Hears how far a transfer is. */
    interface Progress {
        /** So many bursts are done at this clock. */
        void done(int bursts, long clock);
    }

    /** Bank whose oldest visit can start its first column command before all others. */
    private int earliest(boolean write) {
        int best = CLOSED;
        long bestColumn = Long.MAX_VALUE;
        for (int bank = 0; bank < banks; bank++) {
            int visit = transfer.oldest(bank);
            if (visit >= 0) {
                boolean open = openRow[bank] == transfer.row(visit);
                long column = columnGate(bank, write);
                long ready = open
                        ? Math.max(column, transfer.admittedAt(visit))
                        : Math.max(column, activateGate(bank, transfer.admittedAt(visit)) + gates.activate());
                if (ready < bestColumn || (ready == bestColumn && visit < transfer.oldest(best))) {
                    best = bank;
                    bestColumn = ready;
                }
            }
        }
        return best;
    }

    private long columnGate(int bank, boolean write) {
        int group = bank / banksPerGroup;
        return write ? Math.max(anyWrite, groupWrite[group]) : Math.max(anyRead, groupRead[group]);
    }

    /** When a row of the bank could be opened that another one may have to be closed for. */
    private long activateGate(int bank, long seen) {
        long closed = openRow[bank] == CLOSED ? seen : Math.max(seen, prechargeReady[bank]) + gates.precharge();
        long channel = Math.max(anyActivate, lastActivates[oldestActivate] + gates.fourActivates());
        return Math.max(Math.max(closed, activateReady[bank]), Math.max(channel, groupActivate[bank / banksPerGroup]));
    }

    /** Serves a visit, or one burst of it if pages are closed, and says when its last data have passed. */
    private long visit(int bank, int row, int count, long seen, boolean write) {
        visits++;
        bursts += count;
        long last = open(bank, row, count, seen, write);
        if (closes) {
            activateReady[bank] = Math.max(activateReady[bank], prechargeReady[bank] + gates.precharge());
            openRow[bank] = CLOSED;
        }
        return last;
    }

    private long open(int bank, int row, int count, long seen, boolean write) {
        int left = count;
        long last = 0;
        while (left > 0) {
            long column = Math.max(columnGate(bank, write), seen);
            refreshIfDue(column);
            if (openRow[bank] == row) {
                column = Math.max(columnGate(bank, write), Math.max(columnReady[bank], seen));
            } else {
                column = Math.max(columnGate(bank, write), activate(bank, row, seen) + gates.activate());
            }
            int now = beforeRefresh(column, left);
            last = column + (now - 1L) * gates.columnWithin();
            columnsUntil(bank, last, write);
            left -= now;
        }
        return last + (write ? gates.write() : gates.read()) + gates.burst();
    }

    /** Bursts of a row, the first of them at a column command, whose commands go out before the next refresh is due: at least that one. */
    private int beforeRefresh(long column, int count) {
        long commands = (refreshDue - column + gates.columnWithin() - 1) / gates.columnWithin();
        return (int) Math.max(1, Math.min(count, commands));
    }

    private long activate(int bank, int row, long seen) {
        long clock = activateGate(bank, seen);
        openRow[bank] = row;
        activations++;
        activateReady[bank] = clock + gates.activeRow() + gates.precharge();
        columnReady[bank] = clock + gates.activate();
        prechargeReady[bank] = clock + gates.activeRow();
        anyActivate = clock + gates.activates();
        groupActivate[bank / banksPerGroup] = clock + gates.activatesWithin();
        lastActivates[oldestActivate] = clock;
        oldestActivate = (oldestActivate + 1) % FOUR;
        return clock;
    }

    private void columnsUntil(int bank, long last, boolean write) {
        int group = bank / banksPerGroup;
        lastColumn = last;
        if (write) {
            anyWrite = last + gates.column();
            groupWrite[group] = last + gates.columnWithin();
            anyRead = last + gates.writeToRead();
            groupRead[group] = last + gates.writeToReadWithin();
            prechargeReady[bank] = Math.max(prechargeReady[bank], last + gates.writeRecovery());
        } else {
            anyRead = last + gates.column();
            groupRead[group] = last + gates.columnWithin();
            anyWrite = last + gates.readToWrite();
            groupWrite[group] = Math.max(groupWrite[group], anyWrite);
            prechargeReady[bank] = Math.max(prechargeReady[bank], last + gates.readRecovery());
        }
    }

    /** Refreshes that are due before a column command; those in idle time only close the rows. */
    private void refreshIfDue(long column) {
        while (refreshDue <= column) {
            long closed = refreshDue;
            activations += openedAhead();
            for (int bank = 0; bank < banks; bank++) {
                boolean open = openRow[bank] != CLOSED;
                long ready =
                        open ? Math.max(prechargeReady[bank], refreshDue) + gates.precharge() : activateReady[bank];
                closed = Math.max(closed, ready);
            }
            for (int bank = 0; bank < banks; bank++) {
                openRow[bank] = CLOSED;
                activateReady[bank] = Math.max(activateReady[bank], closed + gates.refresh());
            }
            refreshDue += gates.refreshInterval();
        }
    }

    /** Rows of the transfer under way that were opened before the refresh that is due, and have not been read or written yet. */
    private int openedAhead() {
        int ahead = 0;
        for (int bank = 0; bank < banks; bank++) {
            int visit = transfer.oldest(bank);
            if (visit >= 0 && openRow[bank] != transfer.row(visit)) {
                ahead += activateGate(bank, transfer.admittedAt(visit)) < refreshDue ? 1 : 0;
            }
        }
        return ahead;
    }

    /** Bursts served. */
    public long bursts() {
        return bursts;
    }

    /** Rows opened. */
    public long activations() {
        return activations;
    }

    /** Row visits served. */
    public long visits() {
        return visits;
    }

    /** Clocks in which the data bus moved bursts. */
    public long busyClocks() {
        return bursts * gates.burst();
    }
}
