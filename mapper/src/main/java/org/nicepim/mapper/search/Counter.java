package org.nicepim.mapper.search;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts evaluations of one search, and knows what the search is at. A search runs in one thread; others may look how far it is.
 */
public final class Counter {
    private final AtomicLong evaluations = new AtomicLong();
    private volatile String phase = "preparing";

    void add(long more) {
        evaluations.addAndGet(more);
    }

    /** The search begins with something else. */
    public void begin(String newPhase) {
        phase = newPhase;
    }

    /** What the search is at, for people. */
    public String phase() {
        return phase;
    }

    /** Loop nests priced so far. */
    public long evaluations() {
        return evaluations.get();
    }
}
