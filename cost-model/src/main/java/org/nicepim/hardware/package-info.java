/**
 * What it runs on: hardware configuration, technology constants, design space.
 *
 * <p>Types: {@link org.nicepim.hardware.HardwareConfig}, {@link org.nicepim.hardware.Technology}, {@link
 * org.nicepim.hardware.DesignSpace}. May depend on {@code config} only.
 */
@NullMarked
package org.nicepim.hardware;

import org.jspecify.annotations.NullMarked;
