/**
 * What happens next? {@link org.nicepim.sim.event.EventQueue}, the one queue of a simulation. Depends on nothing.
 */
@NullMarked
package org.nicepim.sim.event;

import org.jspecify.annotations.NullMarked;
