package org.nicepim.cost.dram;

import java.util.Arrays;

/**
 * Requests that wait for the banks of a channel with closed pages, as fluids: each bank serves a request per row cycle, a bank's queue holds
 * Q requests, and all beyond that wait in the transaction queue, which holds T. While that is full, what comes next must wait.
 *
 * <pre>
 *   admitted at once   max(0, Q − q_b) + T − Σ max(0, q_b − Q)
 *   and then           one for each that leaves a bank with more than Q
 *   all banks together no faster than one request per gap
 * </pre>
 *
 * Writes are let through in batches; meanwhile reads that have no place at their bank stay where they are.
 */
final class Backlog {
    private static final double NONE = 1e-3;

    /** Parts of a row cycle that are not told apart. */
    private static final double LEAST_STEP = 0.25;

    private final DramChannel dram;
    private final double gap;
    private final double[] requests;
    private final double[] clocks;
    private final double[] writes;
    private final double[] setAside;
    private double now;

    Backlog(DramChannel dram, double gap) {
        this.dram = dram;
        this.gap = gap;
        requests = new double[dram.banks];
        clocks = new double[dram.banks];
        writes = new double[dram.banks];
        setAside = new double[dram.banks];
    }

    /** Clocks since the first request was offered. */
    double now() {
        return now;
    }

    /** Requests for one bank, the first of which comes when all before are admitted; returns when the last is. */
    void admit(int bank, double count, boolean write) {
        double perRequest = dram.clocks.rowVisit(1, write);
        double left = count;
        while (left > NONE) {
            double waiting = beyondQueues();
            double direct = Math.max(0, dram.bankQueue - requests[bank]);
            double put = Math.min(left, direct + Math.max(0, dram.queue(write) - waiting));
            if (put > NONE) {
                requests[bank] += put;
                clocks[bank] += put * perRequest;
                writes[bank] += write ? put : 0;
                left -= put;
            }
            if (left > NONE) {
                double step = Math.min(leastStep(left, perRequest), Math.max(perRequest, clocks[bank] / 2));
                advance(Math.max(step, LEAST_STEP * perRequest));
            }
        }
    }

    /** Lets a batch of writes through: until each has a place at its bank, reads that have none wait. */
    void beginBatch() {
        for (int b = 0; b < requests.length; b++) {
            double over = Math.max(0, requests[b] - dram.bankQueue);
            setAside[b] = over;
            requests[b] -= over;
            clocks[b] -= over * dram.clocks.rowVisit(1, false);
        }
    }

    /** Serves until all writes of a batch have a place at their bank. */
    void endBatch() {
        double longest = 0;
        for (int b = 0; b < requests.length; b++) {
            double over = requests[b] - dram.bankQueue;
            if (over > NONE) {
                longest = Math.max(longest, over * clocks[b] / requests[b]);
            }
        }
        while (longest > NONE) {
            double step = Math.min(longest, leastStep(Double.POSITIVE_INFINITY, 1));
            step = Math.max(step, LEAST_STEP * dram.clocks.bank().rowCycle());
            advance(step);
            longest -= step;
        }
        for (int b = 0; b < requests.length; b++) {
            requests[b] += setAside[b];
            clocks[b] += setAside[b] * dram.clocks.rowVisit(1, false);
        }
        Arrays.fill(setAside, 0);
    }

    /** Serves all that waits; clocks until the last burst is done, behind which its bank still recovers. */
    double end() {
        double longest = 0;
        double all = 0;
        for (int b = 0; b < requests.length; b++) {
            longest = Math.max(longest, clocks[b]);
            all += requests[b];
        }
        double recovering = dram.clocks.rowVisit(1, false) - dram.clocks.bus().burst();
        return now + Math.max(longest - recovering, all * gap);
    }

    private double beyondQueues() {
        double waiting = 0;
        for (double count : requests) {
            waiting += Math.max(0, count - dram.bankQueue);
        }
        return waiting;
    }

    /** Clocks until so many requests have left banks with more than Q, or one of these has no more than Q, or none has any. */
    private double leastStep(double needed, double perRequest) {
        double rate = 0;
        double step = Double.POSITIVE_INFINITY;
        for (int b = 0; b < requests.length; b++) {
            double over = requests[b] - dram.bankQueue;
            if (over > NONE) {
                rate += requests[b] / clocks[b];
                step = Math.min(step, over * clocks[b] / requests[b]);
            }
        }
        return rate == 0 ? perRequest : Math.min(step, needed / rate);
    }

    /**
     * Every bank serves for so many clocks of its own, which take longer if the gap allows less; while some banks read and some write, the
     * bus turns around in each of their row cycles.
     */
    private void advance(double step) {
        double served = 0;
        double written = 0;
        double writing = 0;
        double all = 0;
        double longest = 0;
        for (int b = 0; b < requests.length; b++) {
            if (clocks[b] > NONE) {
                double part = Math.min(1, step / clocks[b]);
                longest = Math.max(longest, clocks[b] * part);
                all += requests[b];
                writing += writes[b];
                served += requests[b] * part;
                written += writes[b] * part;
                requests[b] -= requests[b] * part;
                clocks[b] -= clocks[b] * part;
                writes[b] -= writes[b] * part;
            }
        }
        double bus = served * gap;
        if (writing > 0.5 && all - writing > 0.5) {
            double cycle = dram.clocks.rowVisit(1, false);
            bus += longest
                    / cycle
                    * dram.clocks.bus().turnaround()
                    * Math.min(1, Math.min(written, served - written) * cycle / Math.max(longest, NONE));
        }
        now += Math.max(step, bus);
    }
}
