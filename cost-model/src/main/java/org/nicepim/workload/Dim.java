package org.nicepim.workload;

/** The loop dimensions of a layer, in Timeloop's letters. K and C count channels per group. */
public enum Dim {
    /** Batch. */
    N,
    /** Groups; channels of depthwise layers; batch × heads of attention products. */
    G,
    /** Output channels per group. */
    K,
    /** Input channels per group. */
    C,
    /** Output rows. */
    P,
    /** Output columns. */
    Q,
    /** Filter rows. */
    R,
    /** Filter columns. */
    S;

    /** One bit per dim, for sets of dims in inner loops. */
    public int bit() {
        return 1 << ordinal();
    }
}
