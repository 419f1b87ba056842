package org.nicepim.mapper.search;

/** Counts evaluations of one search; searches run in one thread. */
public final class Counter {
    private long evaluations;

    void add(long more) {
        evaluations += more;
    }

    /** Loop nests priced so far. */
    public long evaluations() {
        return evaluations;
    }
}
