package org.nicepim.mapper.search;

/**
 * What running a segment's branches side by side saves against the best found with one after another, as the search adds it up; less
 * than 0 where one of both is paid for the other, or for what comes behind.
 *
 * @param cycles of latency
 * @param dynamicPj energy but for what chip and stack need all the time
 */
public record Gain(double cycles, double dynamicPj) {}
