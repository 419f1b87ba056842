/**
 * What it runs on: hardware configuration, technology constants, design space, and the reading of their files.
 *
 * <p>Types: {@link org.nicepim.hardware.HardwareConfig} ({@link org.nicepim.hardware.HardwareReader}), {@link
 * org.nicepim.hardware.Technology} ({@link org.nicepim.hardware.TechnologyReader}), {@link org.nicepim.hardware.DesignSpace} ({@link
 * org.nicepim.hardware.DesignSpaceReader}), {@link org.nicepim.hardware.SramModel}. All values are records that Java serialises, so
 * that Spark can ship them. May depend on {@code config} only.
 */
@NullMarked
package org.nicepim.hardware;

import org.jspecify.annotations.NullMarked;
