package org.nicepim.cost.node;

/**
 * Words that move while a layer runs, summed over all nodes, before any sharing between nodes; and the compute cycles
 * of the node with the largest share.
 *
 * @param points loop points computed: MACs, or window operations
 * @param computeCycles cycles of the PE array of the largest share, one loop point per PE and cycle
 * @param ifmap input
 * @param weight weights; all zero for layers without
 * @param ofmap output
 * @param registers accesses of PE registers: by each operand that stays in the PEs
 */
public record AccessCounts(long points, long computeCycles, Input ifmap, Input weight, Output ofmap, long registers) {
    /**
     * An operand that is read.
     *
     * @param dramReads words from DRAM into buffers; each also is a buffer write
     * @param bufferReads words from the buffer, after multicast to PEs
     */
    public record Input(long dramReads, long bufferReads) {}

    /**
     * The operand that is written.
     *
     * @param updates psums written into the buffer, after reduction over PEs
     * @param accumulateReads psums read from the buffer to be added to; the first update of a word needs none
     * @param drains psums read from the buffer on their way out, to DRAM or to the nodes that share the sum
     * @param dramPsumWrites psums that leave for DRAM unfinished, at psum width
     * @param dramPsumReads psums that come back, at psum width
     * @param dramWrites finished words, at word width, once per word even if C is split over nodes
     */
    public record Output(
            long updates,
            long accumulateReads,
            long drains,
            long dramPsumWrites,
            long dramPsumReads,
            long dramWrites) {}
}
