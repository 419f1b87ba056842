/**
 * What is a run made of, and what lies in its folder? Workloads, configuration, manifest, Parquet files.
 *
 * <p>Types: {@link org.nicepim.jobs.run.RunFolder}, {@link org.nicepim.jobs.run.RunIdentity},
 * {@link org.nicepim.jobs.run.ExploreConfig}, {@link org.nicepim.jobs.run.WorkloadSource}.
 */
@NullMarked
package org.nicepim.jobs.run;

import org.jspecify.annotations.NullMarked;
