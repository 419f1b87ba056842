/**
 * Which published networks come with the program? Shapes written as code, from the papers.
 *
 * <p>May depend on {@code workload} only.
 */
@NullMarked
package org.nicepim.workload.zoo;

import org.jspecify.annotations.NullMarked;
