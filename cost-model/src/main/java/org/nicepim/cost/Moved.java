package org.nicepim.cost;

import org.nicepim.cost.node.AccessCounts;
import org.nicepim.cost.node.AccessCounts.Input;
import org.nicepim.cost.node.AccessCounts.Output;

/** Kinds of words that move between DRAM and buffers. */
public enum Moved {
    /** Input. */
    IFMAP,
    /** Weights. */
    WEIGHT,
    /** Finished output. */
    OFMAP,
    /** Psums, out and back. */
    PSUM;

    private static final Input NO_INPUT = new Input(0, 0);
    private static final Output NO_OUTPUT = new Output(0, 0, 0, 0, 0, 0);

    /**
     * A single word that moves.
     *
     * @param sums nodes that add up to a finished word
     */
    AccessCounts one(int sums) {
        Input input = new Input(1, 0);
        return switch (this) {
            case IFMAP -> new AccessCounts(0, 0, input, NO_INPUT, NO_OUTPUT, 0);
            case WEIGHT -> new AccessCounts(0, 0, NO_INPUT, input, NO_OUTPUT, 0);
            case OFMAP -> new AccessCounts(0, 0, NO_INPUT, NO_INPUT, new Output(0, 0, sums, 0, 0, 1), 0);
            case PSUM -> new AccessCounts(0, 0, NO_INPUT, NO_INPUT, new Output(0, 0, 1, 1, 1, 0), 0);
        };
    }
}
