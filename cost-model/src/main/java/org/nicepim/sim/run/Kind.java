package org.nicepim.sim.run;

/** Kinds of events. */
final class Kind {
    /** Network: the head of a packet reaches a router. */
    static final int ARRIVE = 0;
    /** Network: the tail of a packet leaves a router. */
    static final int LEAVE = 1;
    /** Network: a packet is received. */
    static final int DELIVER = 2;
    /** Network: an injection port is free. */
    static final int INJECT = 3;
    /** A node has computed a tile; payload layer, detail node. */
    static final int COMPUTED = 4;
    /** A node has read its own part of a tile; payload layer, detail slot. */
    static final int LOADED = 5;
    /** A node has read a piece of its own part; payload layer, detail slot · {@link #PIECES} + piece. */
    static final int PIECE = 6;
    /** A node has stored a tile; payload layer, detail slot. */
    static final int STORED = 7;
    /** A slot has sent its last packet; payload layer, detail slot. */
    static final int SENT = 8;
    /** A packet of a move is read; payload layer, detail move. */
    static final int MOVE_READ = 9;
    /** Packets of a move are written; payload layer, detail move · {@link #PIECES} + packets. */
    static final int MOVE_WRITTEN = 10;

    /** More than the pieces of any tile or batch. */
    static final int PIECES = 1 << 10;

    private Kind() {}
}
