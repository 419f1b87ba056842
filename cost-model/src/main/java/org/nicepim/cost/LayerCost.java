package org.nicepim.cost;

/**
 * What one layer costs under one mapping.
 *
 * @param latencyCycles from the first load to the last store, redistribution of its inputs included
 * @param time where the time goes
 * @param energy by component
 * @param traffic what moved
 */
public record LayerCost(double latencyCycles, Time time, EnergyBreakdown energy, Traffic traffic) {
    /** Which resource takes longest. */
    public enum Bound {
        /** PE arrays. */
        COMPUTE,
        /** DRAM channels. */
        DRAM,
        /** Links and ports of the mesh. */
        NOC
    }

    /**
     * Busy cycles of each resource; they overlap, but for the redistribution, which comes first.
     *
     * @param computeCycles of the PE array with the largest share, or of the buffer port that feeds it, if that is slower
     * @param dramCycles of the channels of the node with the largest share
     * @param nocCycles of the sharing phases
     * @param redistributionCycles of moving inputs to where they are needed, before the layer starts
     */
    public record Time(double computeCycles, double dramCycles, double nocCycles, double redistributionCycles) {
        /** The resource that is busy longest; redistribution counts as NoC. */
        public Bound bound() {
            double noc = nocCycles + redistributionCycles;
            if (computeCycles >= dramCycles && computeCycles >= noc) {
                return Bound.COMPUTE;
            }
            return dramCycles >= noc ? Bound.DRAM : Bound.NOC;
        }
    }

    /**
     * What moved, over all nodes.
     *
     * @param dramBytes bytes over DRAM channels, over-fetch included
     * @param dramActivations rows activated
     * @param nocByteHops bytes times links crossed
     */
    public record Traffic(double dramBytes, double dramActivations, double nocByteHops) {}

    /** This layer after its inputs were moved. */
    LayerCost after(Redistribution.Cost moved) {
        return new LayerCost(
                latencyCycles + moved.cycles(),
                new Time(time.computeCycles, time.dramCycles, time.nocCycles, moved.cycles()),
                energy.plus(moved.energy()),
                new Traffic(
                        traffic.dramBytes + moved.traffic().dramBytes(),
                        traffic.dramActivations + moved.traffic().dramActivations(),
                        traffic.nocByteHops + moved.traffic().nocByteHops()));
    }
}
