package org.nicepim.cost.dram;

import org.nicepim.hardware.AddressOrder;
import org.nicepim.hardware.DramController;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.PagePolicy;

/** What the closed forms need to know of a channel, looked up once. */
final class DramChannel {
    final DramClocks clocks;
    final AddressOrder order;
    final boolean closes;
    final int banks;
    final int banksPerGroup;
    final int burstBytes;
    final int rowBursts;
    final long rowsPerBank;
    final int bankQueue;
    private final int readQueue;
    private final int writeQueue;

    DramChannel(DramSpec spec) {
        DramController controller = spec.controller();
        clocks = DramClocks.of(spec);
        order = controller.order();
        closes = controller.pages() == PagePolicy.CLOSED;
        banks = spec.organization().banksPerChannel();
        banksPerGroup = banks / spec.organization().bankGroups();
        burstBytes = spec.organization().burstBytes();
        rowBursts = spec.organization().rowBursts();
        rowsPerBank = spec.organization().rowsPerBank();
        bankQueue = controller.bankQueue();
        readQueue = controller.readQueue();
        writeQueue = controller.writeQueue();
    }

    /** Least mean distance of activates. */
    double activateGap() {
        return closes ? clocks.bus().activateGapOfBursts() : clocks.bus().activateGap();
    }

    /** Share of the group that most of some neighbouring banks lie in, on average over their places. */
    double largestGroup(double neighbours) {
        double sum = 0;
        for (int first = 1; first <= banksPerGroup; first++) {
            double begun = Math.min(neighbours, first);
            sum += Math.max(begun, Math.min(banksPerGroup, neighbours - begun));
        }
        return sum / banksPerGroup / neighbours;
    }

    /** Requests of a kind that wait for a place at their bank. */
    int queue(boolean write) {
        return write ? writeQueue : readQueue;
    }

    /** Requests of a kind that a controller can hold at once. */
    double window(boolean write) {
        return queue(write) + (double) bankQueue * banks;
    }
}
