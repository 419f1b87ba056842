/**
 * How does a workload run best on a hardware? The facade of the search.
 *
 * <p>Types: {@link org.nicepim.mapper.Mapper}, {@link org.nicepim.mapper.MapperOptions}. May depend on {@code cost-model},
 * knows no solver, no Spark.
 */
@NullMarked
package org.nicepim.mapper;

import org.jspecify.annotations.NullMarked;
