package org.nicepim.workload;

/** An axis of a stored feature map. */
public enum MapAxis {
    /** Batch. */
    N,
    /** Channels over all groups. */
    CHANNEL,
    /** Rows; positions of a sequence. */
    ROW,
    /** Columns. */
    COL
}
