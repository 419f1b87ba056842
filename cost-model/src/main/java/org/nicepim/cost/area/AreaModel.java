package org.nicepim.cost.area;

import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.LogicArea;
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
 * The constants and their sources stand in the technology file.
 */
public final class AreaModel {
    private static final double ROUTER_LINK_BITS = 128;

    private AreaModel() {}

    /**
     * Area by part.
     *
     * @param hardware any hardware, also one whose nodes do not divide the channels
     */
    public static AreaBreakdown area(HardwareConfig hardware) {
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
                nodes * area.routerMm2() * technology.noc().linkBits() / ROUTER_LINK_BITS,
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
