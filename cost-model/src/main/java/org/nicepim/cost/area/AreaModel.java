package org.nicepim.cost.area;

import java.util.Optional;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.LogicArea;
import org.nicepim.hardware.SynthesisedAreas;
import org.nicepim.hardware.Technology;

/**
 * Area and leakage of the logic die.
 *
 * <pre>
 *   area = nodes × ( peRows·peCols·peMm2
 *                  + ifmap + weight + ofmap macros          {@link BufferMacros}
 *                  + channels per node · channelMm2          the technology's channels, whole stack, shared out
 *                  + routerMm2 · linkBits / 128
 *                  + controlMm2 )
 *   leakage = (area without macros) · leakageMwPerMm2 + Σ macro leakage
 * </pre>
 *
 * The constants and their sources stand in the technology file; buffers of a user's own figures replace macros, and synthesised designs
 * scale the parts ({@link AreaCorrection}).
 */
public final class AreaModel {
    /**
     * The latest correction, kept between calls because a tuner asks for thousands of areas in one technology, and a fit goes over all
     * synthesised designs.
     */
    private static volatile Optional<Fitted> latest = Optional.empty();

    private record Fitted(Technology technology, AreaCorrection correction) {}

    private AreaModel() {}

    /**
     * Area by part, corrected by the technology's synthesised designs if it has some.
     *
     * @param hardware any hardware, also one whose nodes do not divide the channels
     */
    public static AreaBreakdown area(HardwareConfig hardware) {
        AreaBreakdown model = model(hardware);
        SynthesisedAreas areas = hardware.technology().measured().areas();
        if (areas.designs().isEmpty()) {
            return model;
        }
        AreaBreakdown scaled = correction(hardware.technology(), areas).scaled(model);
        return areas.of(hardware)
                .map(design -> AreaCorrection.exact(scaled, design))
                .orElse(scaled);
    }

    private static AreaCorrection correction(Technology technology, SynthesisedAreas areas) {
        Optional<Fitted> known = latest.filter(fitted -> fitted.technology().equals(technology));
        if (known.isEmpty()) {
            known = Optional.of(new Fitted(technology, AreaCorrection.fit(technology, areas.designs())));
            latest = known;
        }
        return known.orElseThrow().correction();
    }

    /** Area by part as the formula above says, without synthesised designs. */
    public static AreaBreakdown model(HardwareConfig hardware) {
        Technology technology = hardware.technology();
        LogicArea area = technology.logicArea();
        int nodes = hardware.nodes();
        double sram = BufferMacros.ifmap(hardware).areaMm2()
                + BufferMacros.weight(hardware).areaMm2()
                + BufferMacros.ofmap(hardware).areaMm2();
        return new AreaBreakdown(
                nodes,
                (double) nodes * hardware.pesPerNode() * area.peMm2(),
                nodes * sram,
                technology.dram().organization().channels() * area.channelMm2(),
                nodes * area.routerMm2() * technology.noc().linkBits() / LogicArea.ROUTER_LINK_BITS,
                nodes * area.controlMm2());
    }

    /** Leakage power of the whole die in mW: logic by area, buffers by macro. */
    public static double leakageMw(HardwareConfig hardware) {
        double sram = BufferMacros.ifmap(hardware).leakageMw()
                + BufferMacros.weight(hardware).leakageMw()
                + BufferMacros.ofmap(hardware).leakageMw();
        return area(hardware).logicMm2() * hardware.technology().logicEnergy().leakageMwPerMm2()
                + hardware.nodes() * sram;
    }

    /** True if the die is within the technology's area limit. */
    public static boolean fits(HardwareConfig hardware) {
        return area(hardware).totalMm2() <= hardware.technology().logic().areaLimitMm2();
    }
}
