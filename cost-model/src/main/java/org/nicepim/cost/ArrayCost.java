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
 * @param reachPj energy of the wires to lanes behind the first: may shrink as tiles do, while all else grows
 */
public record ArrayCost(Dataflow dataflow, Lanes lanes, double computeCycles, Energy energy, double reachPj) {
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

    /** All but the wires to lanes behind the first. */
    public double leastPj() {
        return totalPj() - reachPj;
    }
}
