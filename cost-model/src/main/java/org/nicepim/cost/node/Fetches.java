package org.nicepim.cost.node;

import org.nicepim.mapping.LoopOrder;

/**
 * How often each operand's tiles cross between DRAM and buffers.
 *
 * <p>A tile stays while only loops run that do not index it. So an operand's tiles are fetched as often as the product
 * of the trips of all irrelevant loops outside its innermost relevant loop that has more than one trip.
 *
 * @param ifmap how often the whole ifmap is fetched
 * @param weight how often the weights are fetched
 * @param ofmap how often the ofmap is written; it is read back one time less, both at psum width but for the last write
 */
public record Fetches(long ifmap, long weight, long ofmap) {
    /** Nothing is fetched again. */
    public static final Fetches ONCE = new Fetches(1, 1, 1);

    /** Counts for an order of loops. */
    public static Fetches of(LoopOrder order, Tilings tilings) {
        long positions =
                (long) tilings.n().trips() * tilings.p().trips() * tilings.q().trips();
        return of(order, positions, tilings.k().trips(), tilings.c().trips());
    }

    /**
     * Counts for an order of loops; loops over N, P and Q stand together in all of them, and G indexes all operands. More trips
     * never mean fewer fetches.
     *
     * @param positions trips of N, P and Q together
     * @param k trips
     * @param c trips
     */
    public static Fetches of(LoopOrder order, long positions, long k, long c) {
        boolean moves = positions > 1;
        boolean channels = k > 1 || c > 1;
        return switch (order) {
            case G_NPQ_K_C -> new Fetches(c > 1 ? k : 1, channels ? positions : 1, 1);
            case G_NPQ_C_K -> new Fetches(1, channels ? positions : 1, k > 1 ? c : 1);
            case G_K_NPQ_C -> new Fetches(moves || c > 1 ? k : 1, c > 1 ? positions : 1, 1);
            case G_K_C_NPQ -> new Fetches(moves || c > 1 ? k : 1, 1, moves ? c : 1);
            case G_C_NPQ_K -> new Fetches(1, k > 1 ? positions : 1, moves || k > 1 ? c : 1);
            case G_C_K_NPQ -> new Fetches(moves ? k : 1, 1, moves || k > 1 ? c : 1);
        };
    }
}
