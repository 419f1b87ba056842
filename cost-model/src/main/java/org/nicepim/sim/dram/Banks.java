package org.nicepim.sim.dram;

import java.util.Arrays;
import org.nicepim.hardware.DramOrganization;
import org.nicepim.sim.dram.CommandListener.Command;

/**
 * The banks of a channel: open rows, and when each command may go out at the earliest. A gate is either one of the bank,
 * of its group, or of the channel; a command moves the gates behind it.
 */
final class Banks {
    /** Row of a bank that is closed. */
    static final int CLOSED = -1;

    private static final int FOUR = 4;

    private final Gates gates;
    private final int banksPerGroup;
    private final int[] openRow;
    private final int[] hits;
    private final long[] activate;
    private final long[] column;
    private final long[] precharge;
    private final long[] activateWithin;
    private final long[] readWithin;
    private final long[] writeWithin;
    private final long[] lastActivates = new long[FOUR];
    private int oldestActivate;
    private long activateAcross;
    private long readAcross;
    private long writeAcross;
    private final CommandListener listener;

    private long activations;
    private long refreshes;

    Banks(DramOrganization organization, Gates gates, CommandListener listener) {
        int banks = organization.banksPerChannel();
        this.gates = gates;
        int groups = organization.bankGroups();
        this.banksPerGroup = banks / groups;
        this.listener = listener;
        openRow = new int[banks];
        hits = new int[banks];
        activate = new long[banks];
        column = new long[banks];
        precharge = new long[banks];
        activateWithin = new long[groups];
        readWithin = new long[groups];
        writeWithin = new long[groups];
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

    /** Banks of a group are neighbours. */
    private int group(int bank) {
        return bank / banksPerGroup;
    }

    long activateReady(int bank) {
        long four = lastActivates[oldestActivate] + gates.fourActivates;
        long channel = Math.max(Math.max(activateAcross, four), activateWithin[group(bank)]);
        return Math.max(activate[bank], channel);
    }

    long readReady(int bank) {
        return Math.max(column[bank], Math.max(readAcross, readWithin[group(bank)]));
    }

    long writeReady(int bank) {
        return Math.max(column[bank], Math.max(writeAcross, writeWithin[group(bank)]));
    }

    long prechargeReady(int bank) {
        return precharge[bank];
    }

    /** When a closed bank has recovered, as an activate or a refresh needs it. */
    long recovered(int bank) {
        return activate[bank];
    }

    void activate(long clock, int bank, int row) {
        openRow[bank] = row;
        hits[bank] = 0;
        activations++;
        activate[bank] = clock + gates.activateToActivate;
        column[bank] = clock + gates.activateToColumn;
        precharge[bank] = clock + gates.activateToPrecharge;
        activateAcross = clock + gates.activateAcross;
        activateWithin[group(bank)] = clock + gates.activateWithin;
        lastActivates[oldestActivate] = clock;
        oldestActivate = (oldestActivate + 1) % FOUR;
        listener.issued(clock, Command.ACTIVATE, bank, row);
    }

    void read(long clock, int bank) {
        hits[bank]++;
        readAcross = Math.max(readAcross, clock + gates.columnAcross);
        readWithin[group(bank)] = Math.max(readWithin[group(bank)], clock + gates.columnWithin);
        writeAcross = Math.max(writeAcross, clock + gates.readToWrite);
        precharge[bank] = Math.max(precharge[bank], clock + gates.readToPrecharge);
        listener.issued(clock, Command.READ, bank, openRow[bank]);
    }

    void write(long clock, int bank) {
        hits[bank]++;
        writeAcross = Math.max(writeAcross, clock + gates.columnAcross);
        writeWithin[group(bank)] = Math.max(writeWithin[group(bank)], clock + gates.columnWithin);
        readAcross = Math.max(readAcross, clock + gates.writeToReadAcross);
        readWithin[group(bank)] = Math.max(readWithin[group(bank)], clock + gates.writeToReadWithin);
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
