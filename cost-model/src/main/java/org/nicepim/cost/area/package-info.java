/**
 * How large is the logic die, and how much does it leak?
 *
 * <p>Types: {@link org.nicepim.cost.area.AreaModel}, {@link org.nicepim.cost.area.AreaBreakdown}, {@link
 * org.nicepim.cost.area.BufferMacros}, {@link org.nicepim.cost.area.AreaCorrection}. May depend on {@code hardware} (and {@code config}) only.
 */
@NullMarked
package org.nicepim.cost.area;

import org.jspecify.annotations.NullMarked;
