/**
 * The composition root: jobs that put tuner, mapper, schedulers and Spark together.
 *
 * <p>Types: {@link org.nicepim.jobs.ExploreJob}, {@link org.nicepim.jobs.DesignEvaluator}. The only user of Spark; may
 * depend on everything.
 */
@NullMarked
package org.nicepim.jobs;

import org.jspecify.annotations.NullMarked;
