/**
 * Which published networks come with the program? Shapes written as code, from the papers; docs/zoo.md compares them with
 * what is published.
 *
 * <p>Types: {@link org.nicepim.workload.zoo.Zoo}, {@link org.nicepim.workload.zoo.ZooOptions}. May depend on {@code workload} and {@code config} only.
 */
@NullMarked
package org.nicepim.workload.zoo;

import org.jspecify.annotations.NullMarked;
