package org.nicepim.tuner;

import java.util.function.ToDoubleFunction;
import org.nicepim.hardware.DesignPoint;

/** Says cheaply whether a design meets the area limit: a closed form or a table of synthesised areas. Labels points. */
@FunctionalInterface
public interface AreaOracle {
    /** Whether the design meets the limit. The same point must always get the same answer. */
    boolean meetsLimit(DesignPoint point);

    /**
     * An oracle from an area.
     *
     * @param areaMm2 area of a design
     * @param limitMm2 largest area that meets the limit
     */
    static AreaOracle atMost(double limitMm2, ToDoubleFunction<DesignPoint> areaMm2) {
        return point -> areaMm2.applyAsDouble(point) <= limitMm2;
    }

    /** Every design meets the limit. */
    static AreaOracle unlimited() {
        return point -> true;
    }
}
