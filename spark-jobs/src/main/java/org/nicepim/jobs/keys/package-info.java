/**
 * Which keys does a configuration file have, for people and for their editors?
 *
 * <p>Types: {@link org.nicepim.jobs.keys.ConfigKinds} lists the kinds of file, {@link org.nicepim.jobs.keys.KeyRow} the keys of one,
 * {@link org.nicepim.jobs.keys.KeyPage} writes them as a page, {@link org.nicepim.jobs.keys.KeySchema} as JSON Schema. All of it comes from
 * the tables of keys by which the readers read, so nothing is said twice.
 */
@NullMarked
package org.nicepim.jobs.keys;

import org.jspecify.annotations.NullMarked;
