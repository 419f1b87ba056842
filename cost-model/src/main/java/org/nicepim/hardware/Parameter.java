package org.nicepim.hardware;

import java.io.Serializable;
import java.util.List;

/**
 * One named knob of a design space.
 *
 * @param name a field of {@link HardwareConfig}
 * @param values the values that it may take, ascending, without repeats
 */
public record Parameter(String name, List<Integer> values) implements Serializable {
    /** Checks order. */
    public Parameter {
        values = List.copyOf(values);
        Require.that(!values.isEmpty(), name, values, "needs at least one value");
        for (int i = 1; i < values.size(); i++) {
            Require.that(values.get(i) > values.get(i - 1), name, values, "must ascend without repeats");
        }
    }
}
