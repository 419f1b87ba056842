package org.nicepim.cost;

import org.nicepim.cost.node.Lanes;
import org.nicepim.mapping.Dataflow;

/**
 * What the PE arrays take under one dataflow, and the buffers for feeding them: the part of a loop nest's cost that does not depend
 * on the order of its loops.
 *
 * @param dataflow of the PE arrays
 * @param lanes that it fills
 * @param computeCycles of the largest share, buffer ports included
 * @param energy of all nodes
 */
public record ArrayCost(Dataflow dataflow, Lanes lanes, double computeCycles, Energy energy) {
    /**
     * Energy by component.
     *
     * @param macPj operations
     * @param peRegisterPj registers and wires of the arrays
     * @param bufferPj words that feed the arrays and psums that they accumulate
     */
    public record Energy(double macPj, double peRegisterPj, double bufferPj) {
        static final Energy NONE = new Energy(0, 0, 0);
    }

    /** All of it. */
    public double totalPj() {
        return energy.macPj + energy.peRegisterPj + energy.bufferPj;
    }

    /**
     * What no tile that is cut further is below.
     *
     * @param computeCycles of the largest share, buffer ports included
     * @param totalPj energy of all nodes, but for wires to lanes behind the first, which may shrink as tiles do
     */
    public record Least(double computeCycles, double totalPj) {}
}
