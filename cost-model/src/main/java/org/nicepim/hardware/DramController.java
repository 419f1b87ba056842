package org.nicepim.hardware;

import java.io.Serializable;

/**
 * The controller of a channel.
 *
 * @param order how addresses fall on rows, banks and columns
 * @param pages what happens to a row after a column command
 * @param readQueue reads that wait for a place at their bank
 * @param writeQueue writes that wait for a place at their bank
 * @param bankQueue commands that wait at each bank
 */
public record DramController(AddressOrder order, PagePolicy pages, int readQueue, int writeQueue, int bankQueue)
        implements Serializable {
    /** Open pages, row | bank | column, queues of 32 reads, 32 writes and 8 commands per bank: DRAMsim3's defaults. */
    public static final DramController DEFAULT =
            new DramController(AddressOrder.ROW_BANK_COLUMN, PagePolicy.OPEN, 32, 32, 8);

    /** Checks ranges. */
    public DramController {
        Require.positive("readQueue", readQueue);
        Require.positive("writeQueue", writeQueue);
        Require.positive("bankQueue", bankQueue);
    }
}
