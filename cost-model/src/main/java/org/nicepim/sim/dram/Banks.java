package org.nicepim.sim.dram;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nicepim.hardware.DramOrganization;
import org.nicepim.sim.dram.CommandListener.Command;

/**
 * The banks of a channel: open rows, and when each command may go out at the earliest. A gate is either one of the bank, or one
 * for all banks of its group, which commands to other groups move as well.
 */
final class Banks {
    /** Row of a bank that is closed. */
    static final int CLOSED = -1;

    private static final int FOUR = 4;

    /** Kinds of shared gates; the last opens with the earlier of reads and writes. */
    private static final int ACTIVATES = 0;

    private static final int READS = 1;
    private static final int WRITES = 2;
    private static final int COLUMNS = 3;

    private final Gates gates;
    private final int groups;
    private final int[] group;
    private final int[] openRow;
    private final int[] hits;
    private final long[] activate;
    private final long[] column;
    private final long[] precharge;
    /** Number {@code kind · groups + group}. */
    private final long[] shared;

    private final long[] lastActivates = new long[FOUR];
    private int oldestActivate;
    private final CommandListener listener;

    private long activations;
    private long refreshes;

    Banks(DramOrganization organization, Gates gates, CommandListener listener) {
        int banks = organization.banksPerChannel();
        this.gates = gates;
        this.groups = organization.bankGroups();
        this.listener = listener;
        // Banks of a group are neighbours.
        group = IntStream.range(0, banks).map(bank -> bank / (banks / groups)).toArray();
        openRow = new int[banks];
        hits = new int[banks];
        activate = new long[banks];
        column = new long[banks];
        precharge = new long[banks];
        shared = new long[(COLUMNS + 1) * groups];
        Arrays.fill(openRow, CLOSED);
        Arrays.fill(lastActivates, -gates.fourActivates);
    }

    int count() {
        return openRow.length;
    }

    int openRow(int bank) {
        return openRow[bank];
    }

    /** Column commands since the row was opened. */
    int hits(int bank) {
        return hits[bank];
    }

    long activations() {
        return activations;
    }

    long refreshes() {
        return refreshes;
    }

    /** When a closed bank has recovered, as an activate or a refresh needs it. */
    long recovered(int bank) {
        return activate[bank];
    }

    /** When an open row takes column commands. */
    long opened(int bank) {
        return column[bank];
    }

    long prechargeReady(int bank) {
        return precharge[bank];
    }

    /** When the gates that banks share let commands out, by number; commands move them. */
    long[] sharedGates() {
        return shared;
    }

    /** Number of the gate for a bank's activates. */
    int activateGate(int bank) {
        return gate(ACTIVATES, bank);
    }

    /** Number of the gate for a bank's reads, its writes, or whichever of both may go first. */
    int columnGate(int bank, boolean reads, boolean writes) {
        int one = reads ? READS : WRITES;
        return gate(reads && writes ? COLUMNS : one, bank);
    }

    private int gate(int kind, int bank) {
        return kind * groups + group[bank];
    }

    /** True if a read of the open row may go out. */
    boolean takesRead(long clock, int bank) {
        return Math.max(column[bank], shared[gate(READS, bank)]) <= clock;
    }

    /** True if a write to the open row may go out. */
    boolean takesWrite(long clock, int bank) {
        return Math.max(column[bank], shared[gate(WRITES, bank)]) <= clock;
    }

    void activate(long clock, int bank, int row) {
        openRow[bank] = row;
        hits[bank] = 0;
        activations++;
        activate[bank] = clock + gates.activateToActivate;
        column[bank] = clock + gates.activateToColumn;
        precharge[bank] = clock + gates.activateToPrecharge;
        lastActivates[oldestActivate] = clock;
        oldestActivate = (oldestActivate + 1) % FOUR;
        long four = lastActivates[oldestActivate] + gates.fourActivates;
        move(ACTIVATES, bank, Math.max(four, clock + gates.activateAcross), clock + gates.activateWithin);
        listener.issued(clock, Command.ACTIVATE, bank, row);
    }

    /** Moves a gate of all groups to a clock, and that of the bank's group to a later one. */
    private void move(int kind, int bank, long across, long within) {
        int from = kind * groups;
        for (int i = from; i < from + groups; i++) {
            shared[i] = Math.max(shared[i], across);
        }
        int own = gate(kind, bank);
        shared[own] = Math.max(shared[own], within);
    }

    private void moveColumns() {
        for (int i = 0; i < groups; i++) {
            shared[COLUMNS * groups + i] = Math.min(shared[READS * groups + i], shared[WRITES * groups + i]);
        }
    }

    void read(long clock, int bank) {
        hits[bank]++;
        move(READS, bank, clock + gates.columnAcross, clock + gates.columnWithin);
        move(WRITES, bank, clock + gates.readToWrite, clock + gates.readToWrite);
        moveColumns();
        precharge[bank] = Math.max(precharge[bank], clock + gates.readToPrecharge);
        listener.issued(clock, Command.READ, bank, openRow[bank]);
    }

    void write(long clock, int bank) {
        hits[bank]++;
        move(WRITES, bank, clock + gates.columnAcross, clock + gates.columnWithin);
        move(READS, bank, clock + gates.writeToReadAcross, clock + gates.writeToReadWithin);
        moveColumns();
        precharge[bank] = Math.max(precharge[bank], clock + gates.writeToPrecharge);
        listener.issued(clock, Command.WRITE, bank, openRow[bank]);
    }

    void precharge(long clock, int bank) {
        openRow[bank] = CLOSED;
        activate[bank] = Math.max(activate[bank], clock + gates.precharge);
        listener.issued(clock, Command.PRECHARGE, bank, 0);
    }

    /** The bank closes by itself as soon as its gates allow. */
    void closeAfterColumn(int bank) {
        precharge(precharge[bank], bank);
    }

    void refresh(long clock) {
        refreshes++;
        for (int bank = 0; bank < count(); bank++) {
            activate[bank] = Math.max(activate[bank], clock + gates.refresh);
        }
        listener.issued(clock, Command.REFRESH, 0, 0);
    }
}
