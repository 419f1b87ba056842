package org.nicepim.workload;

/**
 * Refuses shapes whose element counts could not be added up: below the bound here, products of extents are exact in a
 * {@code long}, and so are sums over the layers of any workload that {@link Workload} accepts.
 */
final class Sizes {
    /** Most elements of a tensor, loop points or operations of a layer: 2^56. */
    static final long MOST = 1L << 56;
    /** Most elements of all layers together: 2^62. */
    private static final double MOST_OF_ALL = 0x1p62;

    private Sizes() {}

    /** Checks a product of extents that are at least one. */
    static void check(double product, String what) {
        if (product > MOST) {
            throw new IllegalArgumentException(what + " are more than the 2^56 that can be counted");
        }
    }

    /** Checks a sum over all layers. */
    static void checkSum(double sum, String what) {
        if (sum > MOST_OF_ALL) {
            throw new IllegalArgumentException(what + " are more than the 2^62 that can be counted");
        }
    }
}
