package org.nicepim.hardware;

import java.io.Serializable;

/**
 * A figure of a user's own, or none. (The JDK's optionals cannot be serialised.)
 *
 * @param given whether there is one
 * @param value the figure; 0 if there is none
 */
public record Own(boolean given, double value) implements Serializable {
    /** No figure. */
    public static final Own NONE = new Own(false, 0);

    /** Checks the range. */
    public Own {
        Require.notNegative("value", value);
        Require.that(given || value == 0, "value", value, "must be 0 if none is given");
    }

    /** A figure. */
    public static Own of(double value) {
        return new Own(true, value);
    }

    /** The figure times a factor. */
    public Own times(double factor) {
        return given ? of(value * factor) : this;
    }

    /** The figure, or another one if none is given. */
    public double or(double other) {
        return given ? value : other;
    }
}
