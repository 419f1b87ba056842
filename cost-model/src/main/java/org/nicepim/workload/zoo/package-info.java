/**
 * Which published networks come with the program? Shapes written as code, from the papers.
 *
 * <p>Type: {@link org.nicepim.workload.zoo.Zoo}. May depend on {@code workload} and {@code config} only.
 */
@NullMarked
package org.nicepim.workload.zoo;

import org.jspecify.annotations.NullMarked;
