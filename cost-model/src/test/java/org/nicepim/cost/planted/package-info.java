/** A class that breaks the house's arrows on purpose: the rules must find it. */
@NullMarked
package org.nicepim.cost.planted;

import org.jspecify.annotations.NullMarked;
