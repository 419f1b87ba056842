/**
 * How do our values cross the wire? Sessions and Kryo.
 *
 * <p>Types: {@link org.nicepim.jobs.spark.Sessions}, {@link org.nicepim.jobs.spark.KryoTypes}.
 */
@NullMarked
package org.nicepim.jobs.spark;

import org.jspecify.annotations.NullMarked;
