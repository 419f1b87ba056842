package org.nicepim.tuner;

import org.nicepim.hardware.DesignPoint;

/**
 * The outcome of a point that was asked.
 *
 * @param point as it was proposed
 * @param outcome what came of it
 */
public record Observation(DesignPoint point, Outcome outcome) {}
