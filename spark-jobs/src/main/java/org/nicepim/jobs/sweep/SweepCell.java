package org.nicepim.jobs.sweep;

/**
 * Where a row stands in a sweep: the place of its design, technology, objective and workload in their lists.
 *
 * @param design number of the design
 * @param technology index of the technology
 * @param objective index of the mapper's options
 * @param workload index of the workload
 */
record SweepCell(int design, int technology, int objective, int workload) {}
