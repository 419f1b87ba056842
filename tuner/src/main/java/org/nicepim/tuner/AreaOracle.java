package org.nicepim.tuner;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.nicepim.hardware.DesignPoint;

/** Says cheaply whether a design meets the area limit: a closed form or a table of synthesised areas. Labels points. */
@FunctionalInterface
public interface AreaOracle {
    /** Whether the design meets the limit. The same point must always get the same answer. */
    boolean meetsLimit(DesignPoint point);

    /** False of a design that it cannot judge: a table knows only those that it holds. {@link #meetsLimit} is not asked then. */
    default boolean answers(DesignPoint point) {
        return true;
    }

    /** Designs whose answers are wanted first, such as those that were synthesised. */
    default List<DesignPoint> known() {
        return List.of();
    }

    /**
     * An oracle from an area.
     *
     * @param areaMm2 area of a design
     * @param limitMm2 largest area that meets the limit
     */
    static AreaOracle atMost(double limitMm2, ToDoubleFunction<DesignPoint> areaMm2) {
        return point -> areaMm2.applyAsDouble(point) <= limitMm2;
    }

    /**
     * An oracle from a table alone, of synthesised areas for example; it answers for no other design.
     *
     * @param limitMm2 largest area that meets the limit
     * @param areasMm2 area by design
     */
    static AreaOracle table(double limitMm2, Map<DesignPoint, Double> areasMm2) {
        Map<DesignPoint, Double> areas = new LinkedHashMap<>(areasMm2);
        return new AreaOracle() {
            @Override
            public boolean meetsLimit(DesignPoint point) {
                return Objects.requireNonNull(areas.get(point)) <= limitMm2;
            }

            @Override
            public boolean answers(DesignPoint point) {
                return areas.containsKey(point);
            }

            @Override
            public List<DesignPoint> known() {
                return List.copyOf(areas.keySet());
            }
        };
    }

    /** This oracle, which labels the given designs first. */
    default AreaOracle knowing(List<DesignPoint> designs) {
        AreaOracle others = this;
        List<DesignPoint> first = List.copyOf(designs);
        return new AreaOracle() {
            @Override
            public boolean meetsLimit(DesignPoint point) {
                return others.meetsLimit(point);
            }

            @Override
            public boolean answers(DesignPoint point) {
                return others.answers(point);
            }

            @Override
            public List<DesignPoint> known() {
                return first;
            }
        };
    }

    /** Every design meets the limit. */
    static AreaOracle unlimited() {
        return point -> true;
    }
}
