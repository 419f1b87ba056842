package org.nicepim.tuner;

import java.util.Optional;
import org.nicepim.hardware.DesignPoint;

/**
 * A point that a tuner wants evaluated.
 *
 * @param point the design
 * @param areaProbability the area classifier's probability that it meets the limit
 * @param prediction the surrogate's belief; empty if no surrogate took part, as in the initial design
 */
public record Proposal(DesignPoint point, double areaProbability, Optional<Prediction> prediction) {}
