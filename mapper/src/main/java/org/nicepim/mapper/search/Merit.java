package org.nicepim.mapper.search;

/** What latency and energy of a layer count for together; less is better, and it falls with neither. */
public interface Merit {
    /** Of a layer or a part of it; energy includes what passes with the time alone. */
    double of(double latencyCycles, double energyPj);
}
