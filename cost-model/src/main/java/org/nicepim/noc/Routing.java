package org.nicepim.noc;

/** Dimension-ordered routes; both are minimal and free of deadlock alone. */
public enum Routing {
    /** Along the row first, then along the column. */
    XY,
    /** Along the column first, then along the row. */
    YX
}
