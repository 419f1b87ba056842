package org.nicepim.cost.dram;

/** What is accessed, in a form that can be priced without listing its bursts. */
public sealed interface DramPattern permits AccessPattern, ScatteredBlocks {
    /** True if the bytes are written. */
    boolean write();
}
