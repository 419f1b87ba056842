/**
 * What does a sweep evaluate, how is it cut into batches, and how does it go? A sweep has one row for each design, technology, objective
 * and workload; executors evaluate batches of rows and write each as one file.
 *
 * <p>Types: {@link org.nicepim.jobs.sweep.SweepJob}, {@link org.nicepim.jobs.sweep.SweepContext}, {@link
 * org.nicepim.jobs.sweep.SweepRow}, {@link org.nicepim.jobs.sweep.SweepSummary}.
 */
@NullMarked
package org.nicepim.jobs.sweep;

import org.jspecify.annotations.NullMarked;
