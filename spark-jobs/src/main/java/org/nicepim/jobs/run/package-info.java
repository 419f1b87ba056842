/**
 * What lies in a run's folder? Configuration, manifest, Parquet files.
 *
 * <p>Types: {@link org.nicepim.jobs.run.RunFolder}, {@link org.nicepim.jobs.run.RunIdentity},
 * {@link org.nicepim.jobs.run.ExploreConfig}.
 */
@NullMarked
package org.nicepim.jobs.run;

import org.jspecify.annotations.NullMarked;
