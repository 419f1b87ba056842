/**
 * How bytes travel between nodes: the mesh, dimension-ordered routes, link loads.
 *
 * <p>May depend on {@code workload} and {@code hardware}.
 */
@NullMarked
package org.nicepim.noc;

import org.jspecify.annotations.NullMarked;
