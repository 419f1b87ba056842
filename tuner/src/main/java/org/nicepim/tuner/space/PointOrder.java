package org.nicepim.tuner.space;

import java.util.OptionalLong;

/** An order in which to visit every point of a grid once. An order keeps its place: one order serves one search. */
public interface PointOrder {
    /** Index of the next point, or empty after the last. */
    OptionalLong next();
}
