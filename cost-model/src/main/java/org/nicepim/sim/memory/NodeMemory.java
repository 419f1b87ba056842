package org.nicepim.sim.memory;

import org.nicepim.hardware.AddressOrder;
import org.nicepim.hardware.DramOrganization;
import org.nicepim.hardware.HardwareConfig;

/**
 * The DRAM of one node: channels interleaved burst by burst. A transfer is put together from ranges of bytes ({@link #bytes})
 * and then served ({@link #serve}); times are logic cycles.
 */
public final class NodeMemory {
    private final RowChannel[] channels;
    private final int burstBytes;
    private final int rowBursts;
    private final int banks;
    private final long rows;
    private final AddressOrder order;
    private final double clocksPerCycle;
    private final double cyclesPerBurst;
    private long lastBurst = -1;
    private long started;
    private int longest;

    private int pieces;
    private long[] pieceEnds = new long[1];
    private int piece;
    private int transferBursts;
    private final RowChannel.Progress progress = this::note;

    /** The idle DRAM of a node. */
    public NodeMemory(HardwareConfig hardware) {
        DramOrganization organization = hardware.technology().dram().organization();
        this.channels = new RowChannel[hardware.channelsPerNode()];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = new RowChannel(hardware.technology().dram());
        }
        this.burstBytes = organization.burstBytes();
        this.rowBursts = organization.rowBursts();
        this.banks = organization.banksPerChannel();
        this.rows = organization.rowsPerBank();
        this.order = hardware.technology().dram().controller().order();
        double cycleNs = 1000 / hardware.technology().logic().clockMhz();
        this.clocksPerCycle = cycleNs / hardware.technology().dram().timing().clockNs();
        this.cyclesPerBurst = hardware.technology().dram().timing().burstCycles() / clocksPerCycle;
    }

    /** Goes back to cycle 0 with all banks closed, just after a refresh. */
    public void clear() {
        clear(0);
    }

    /**
     * Goes back to cycle 0 with all banks closed.
     *
     * @param sinceRefresh part of a refresh interval that has passed
     */
    public void clear(double sinceRefresh) {
        for (RowChannel channel : channels) {
            channel.clear(sinceRefresh);
        }
        lastBurst = -1;
    }

    /** One of its channels. */
    public RowChannel channel(int i) {
        return channels[i];
    }

    /** Logic cycles in which the data bus of a channel moved bursts. */
    public double busyCycles(int channel) {
        return channels[channel].busyClocks() / clocksPerCycle;
    }

    /**
     * Adds a range of bytes to the transfer; addresses of a transfer should ascend. A burst that the range before ended in is not
     * moved again.
     *
     * @param from address of its first byte
     * @param count bytes
     */
    public void bytes(long from, long count) {
        if (count <= 0) {
            return;
        }
        long first = from / burstBytes;
        long last = (from + count - 1) / burstBytes;
        if (first == lastBurst) {
            first++;
        }
        if (last < first) {
            return;
        }
        lastBurst = last;
        if (last - first < channels.length) {
            for (long burst = first; burst <= last; burst++) {
                long local = burst / channels.length;
                add((int) (burst - local * channels.length), local, local);
            }
        } else {
            for (int channel = 0; channel < channels.length; channel++) {
                long start = (first - channel + channels.length - 1) / channels.length;
                add(channel, start, (last - channel) / channels.length);
            }
        }
    }

    private void add(int channel, long first, long last) {
        Transfer transfer = channels[channel].transfer();
        switch (order) {
            case ROW_COLUMN_BANK -> addAcrossBanks(transfer, first, last);
            case BANK_ROW_COLUMN, ROW_BANK_COLUMN -> addAlongRows(transfer, first, last);
        }
    }

    private void addAlongRows(Transfer transfer, long first, long last) {
        boolean bankFirst = order == AddressOrder.BANK_ROW_COLUMN;
        long at = first;
        while (at <= last) {
            long line = at / rowBursts;
            long end = Math.min(last, (line + 1) * rowBursts - 1);
            long bank = bankFirst ? line / rows % banks : line % banks;
            long row = bankFirst ? line % rows : line / banks % rows;
            transfer.add((int) bank, (int) row, (int) (end - at + 1));
            at = end + 1;
        }
    }

    private void addAcrossBanks(Transfer transfer, long first, long last) {
        long width = (long) banks * rowBursts;
        long at = first;
        while (at <= last) {
            long line = at / width;
            long end = Math.min(last, (line + 1) * width - 1);
            int touched = (int) Math.min(banks, end - at + 1);
            for (int i = 0; i < touched; i++) {
                long count = (end - at - i) / banks + 1;
                transfer.add((int) ((at + i) % banks), (int) (line % rows), (int) count);
            }
            at = end + 1;
        }
    }

    /**
     * Serves the transfer that was put together.
     *
     * @param now when it comes
     * @param write true if it is written
     * @param parts equal pieces whose ends are wanted ({@link #pieceEnd}), at least 1
     * @return when its last byte is done; now if it is empty
     */
    public long serve(long now, boolean write, int parts) {
        lastBurst = -1;
        pieces = parts;
        if (pieceEnds.length < parts) {
            pieceEnds = new long[Math.max(parts, 2 * pieceEnds.length)];
        }
        for (int i = 0; i < parts; i++) {
            pieceEnds[i] = now;
        }
        long clock = (long) Math.ceil(now * clocksPerCycle);
        started = clock;
        longest = 0;
        for (RowChannel channel : channels) {
            transferBursts = channel.transfer().bursts();
            longest = Math.max(longest, transferBursts);
            piece = 0;
            channel.serve(clock, write, progress);
        }
        long end = now;
        for (int i = 0; i < parts; i++) {
            end = Math.max(end, pieceEnds[i]);
            pieceEnds[i] = end;
        }
        return end;
    }

    /**
     * When the data of the last transfer, a write, had left their buffer: at the end, or earlier if reads that came before still
     * keep the DRAM busy. Its controller takes reads and writes in turns then, so the write goes on at half speed from the
     * start; the order in which the DRAM is reserved makes no difference to when both are done.
     *
     * @param now when the write came
     * @param end what {@link #serve} returned
     */
    public long accepted(long now, long end) {
        return Math.min(end, now + (long) Math.ceil(2 * longest * cyclesPerBurst));
    }

    private void note(int bursts, long clock) {
        long cycle = (long) Math.ceil(Math.max(clock, started) / clocksPerCycle - 1e-9);
        while (piece < pieces && (long) bursts * pieces >= (piece + 1L) * transferBursts) {
            pieceEnds[piece] = Math.max(pieceEnds[piece], cycle);
            piece++;
        }
    }

    /** When the i-th piece of the last transfer was done. */
    public long pieceEnd(int i) {
        return pieceEnds[i];
    }
}
