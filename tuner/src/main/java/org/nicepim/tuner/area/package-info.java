/**
 * Which designs meet the area limit, learned from labelled designs.
 *
 * <p>Type: {@link org.nicepim.tuner.area.AreaClassifier}. The only user of Smile; depends on nothing else of NicePIM.
 */
@NullMarked
package org.nicepim.tuner.area;

import org.jspecify.annotations.NullMarked;
