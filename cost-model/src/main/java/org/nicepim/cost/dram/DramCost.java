package org.nicepim.cost.dram;

/**
 * What one or several patterns cost on the channels of a node.
 *
 * @param serviceCycles logic cycles that the busiest channel works, refresh included; adds up over patterns that follow one another
 * @param firstAccessCycles logic cycles from the first command to the first data, once per pattern that starts on idle banks
 * @param bursts bursts moved, over-fetch included
 * @param activations rows opened, those that refresh closed included
 * @param rowHits bursts that found their row open
 * @param transferPj energy of moving the bursts
 * @param activationPj energy of opening and closing rows
 */
public record DramCost(
        double serviceCycles,
        double firstAccessCycles,
        double bursts,
        double activations,
        double rowHits,
        double transferPj,
        double activationPj) {
    /** Logic cycles of the access alone on idle banks. */
    public double cycles() {
        return serviceCycles + firstAccessCycles;
    }

    /** Energy of the access; refresh and standby are by time: {@link DramModel#standingPjPerCycle()}. */
    public double energyPj() {
        return transferPj + activationPj;
    }
}
