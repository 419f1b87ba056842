package org.nicepim.hardware;

import java.io.Serializable;
import java.util.List;

/**
 * One choice of a value for each parameter of a design space, in the space's order.
 *
 * @param values one value per parameter
 */
public record DesignPoint(List<Integer> values) implements Serializable {
    /** Copies the list. */
    public DesignPoint {
        values = List.copyOf(values);
    }
}
