package org.nicepim.jobs;

import java.math.BigDecimal;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nicepim.mapper.Objective;

/** Objectives in words, for people. */
public final class ObjectiveTitle {
    private ObjectiveTitle() {}

    /** An objective in words, with the unit of its values. */
    public static String of(Objective objective) {
        if (objective.equals(Objective.LATENCY)) {
            return "latency in ms";
        }
        if (objective.equals(Objective.ENERGY)) {
            return "energy in pJ";
        }
        String units = Stream.of(unit("J", objective.energyPower()), unit("s", objective.latencyPower()))
                .filter(unit -> !unit.isEmpty())
                .collect(Collectors.joining("·"));
        return (objective.equals(Objective.EDP) ? "energy-delay product" : objective.word()) + " in " + units;
    }

    private static String unit(String unit, double power) {
        if (power == 0) {
            return "";
        }
        return power == 1
                ? unit
                : unit + "^" + BigDecimal.valueOf(power).stripTrailingZeros().toPlainString();
    }
}
