/**
 * How long do packets take on a mesh whose links they reserve? {@link org.nicepim.sim.noc.Network}. May depend on {@code
 * noc}, {@code hardware} and the queue of events.
 */
@NullMarked
package org.nicepim.sim.noc;

import org.jspecify.annotations.NullMarked;
