/**
 * What does Spark cost a run on this machine, and what would it cost on more cores?
 *
 * <p>Types: {@link org.nicepim.jobs.bench.OverheadBench}, {@link org.nicepim.jobs.bench.SweepBench}, {@link
 * org.nicepim.jobs.bench.HeapBench}, {@link org.nicepim.jobs.bench.WireBench}, {@link org.nicepim.jobs.bench.LaunchBench} measure; {@link
 * org.nicepim.jobs.bench.ScalingModel} predicts. May depend on the jobs and on Spark.
 */
@NullMarked
package org.nicepim.jobs.bench;

import org.jspecify.annotations.NullMarked;
