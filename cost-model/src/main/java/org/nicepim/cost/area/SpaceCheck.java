package org.nicepim.cost.area;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nicepim.config.ConfigException;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.hardware.DesignSpaces;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.Parameter;
import org.nicepim.hardware.Technology;

/** Refuses design spaces in which no point can be built, before any work is done. */
public final class SpaceCheck {
    private SpaceCheck() {}

    /**
     * Checks that some point's nodes divide the DRAM channels and that the smallest such point fits the area limit. Area grows
     * with every knob, so only the least PE array and buffers are tried, with every node count.
     *
     * @param space the space
     * @param technology constants
     * @throws ConfigException if no point can be built
     */
    public static void check(DesignSpace space, Technology technology) {
        int channels = technology.dram().organization().channels();
        List<HardwareConfig> smallest = smallest(space, technology).stream()
                .filter(HardwareConfig::dividesChannels)
                .toList();
        if (smallest.isEmpty()) {
            throw new ConfigException("design space: no nodeRows × nodeCols divides the technology's " + channels
                    + " DRAM channels; a node owns whole channels. Maybe use powers of two?");
        }
        double least = smallest.stream()
                .mapToDouble(h -> AreaModel.area(h).totalMm2())
                .min()
                .orElseThrow();
        if (least > technology.logic().areaLimitMm2()) {
            throw new ConfigException(String.format(
                    Locale.ROOT,
                    "design space: its smallest chip has %.2f mm², the technology's areaLimitMm2 is %.2f. Maybe allow"
                            + " fewer nodes, fewer PEs or smaller buffers?",
                    least,
                    technology.logic().areaLimitMm2()));
        }
    }

    /** For each node mesh of the space the chip with the least value of every other knob. */
    private static List<HardwareConfig> smallest(DesignSpace space, Technology technology) {
        List<HardwareConfig> chips = new ArrayList<>();
        for (int rows : values(space, "nodeRows")) {
            for (int cols : values(space, "nodeCols")) {
                List<Integer> point = space.parameters().stream()
                        .map(p -> switch (p.name()) {
                            case "nodeRows" -> rows;
                            case "nodeCols" -> cols;
                            default -> p.values().get(0);
                        })
                        .toList();
                chips.add(DesignSpaces.toHardware(space, new DesignPoint(point), technology));
            }
        }
        return chips;
    }

    private static List<Integer> values(DesignSpace space, String name) {
        Optional<Parameter> parameter =
                space.parameters().stream().filter(p -> p.name().equals(name)).findFirst();
        return parameter
                .orElseThrow(() -> new ConfigException("design space: parameter '" + name + "' is missing."))
                .values();
    }
}
