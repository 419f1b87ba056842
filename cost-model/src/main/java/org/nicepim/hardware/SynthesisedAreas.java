package org.nicepim.hardware;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Areas of whole designs from synthesis or layout.
 *
 * @param name how messages call the table
 * @param designs no hardware twice
 */
public record SynthesisedAreas(String name, List<Design> designs) implements Serializable {
    /** No design. */
    public static final SynthesisedAreas NONE = new SynthesisedAreas("", List.of());

    /**
     * One design.
     *
     * @param values its knobs in the order of {@link HardwareParameters#NAMES}
     * @param areaMm2 area of the logic die
     * @param parts area of its parts, as far as known
     */
    public record Design(List<Integer> values, double areaMm2, Parts parts) implements Serializable {
        /** Copies the list, checks ranges and that the parts fit into the whole. */
        public Design {
            values = List.copyOf(values);
            Require.that(values.size() == HardwareParameters.NAMES.size(), "values", values, "must be one per knob");
            Require.positive("areaMm2", areaMm2);
            Require.that(
                    parts.sumMm2() <= areaMm2 * (1 + 1e-9),
                    "areaMm2",
                    areaMm2,
                    "must be at least the sum of its parts, " + parts.sumMm2());
        }

        /** The hardware that was synthesised. */
        public HardwareConfig hardware(Technology technology) {
            return HardwareParameters.hardware(name -> values.get(HardwareParameters.NAMES.indexOf(name)), technology);
        }
    }

    /**
     * Areas of the parts of a die, all nodes together.
     *
     * @param peArrayMm2 PE arrays
     * @param sramMm2 buffers
     * @param dramInterfaceMm2 DRAM controllers and bonding I/O
     * @param routerMm2 routers
     * @param controlMm2 control
     */
    public record Parts(Own peArrayMm2, Own sramMm2, Own dramInterfaceMm2, Own routerMm2, Own controlMm2)
            implements Serializable {
        /** The parts in the order of the record. */
        public List<Own> all() {
            return List.of(peArrayMm2, sramMm2, dramInterfaceMm2, routerMm2, controlMm2);
        }

        double sumMm2() {
            return all().stream().mapToDouble(part -> part.or(0)).sum();
        }
    }

    /** Copies the list and checks that no hardware stands twice. */
    public SynthesisedAreas {
        designs = List.copyOf(designs);
        long different = designs.stream().map(Design::values).distinct().count();
        Require.that(different == designs.size(), "designs", designs.size(), "must be different hardware");
    }

    /** The design with exactly this hardware. */
    public Optional<Design> of(HardwareConfig hardware) {
        List<Integer> values = HardwareParameters.values(hardware);
        return designs.stream().filter(d -> d.values().equals(values)).findFirst();
    }
}
