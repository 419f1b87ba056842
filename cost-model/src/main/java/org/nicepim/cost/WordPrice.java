package org.nicepim.cost;

/**
 * What it takes to move a word once.
 *
 * @param dramCycles of the node with the largest share, per word of that share
 * @param energyPj of DRAM, mesh and buffers over all nodes, per word of all nodes; time apart
 */
public record WordPrice(double dramCycles, double energyPj) {}
