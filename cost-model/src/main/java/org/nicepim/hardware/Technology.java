package org.nicepim.hardware;

import java.io.Serializable;

/**
 * Sourced constants of one process and one DRAM stack.
 *
 * @param name short name
 * @param logic clock, widths, area limit
 * @param dram the stack
 * @param noc the mesh
 * @param logicEnergy energy per action
 * @param logicArea area per part
 * @param sram buffers
 * @param measured figures of a user's own that replace or correct the models'
 */
public record Technology(
        String name,
        LogicSpec logic,
        DramSpec dram,
        NocSpec noc,
        LogicEnergy logicEnergy,
        LogicArea logicArea,
        SramModel sram,
        Measured measured)
        implements Serializable {
    /** Share of a PE's area that is its MAC: 440 of 856 µm² in the default technology; the rest is registers and control. */
    private static final double MAC_SHARE = 0.51;

    /** A technology without figures of a user's own. */
    public Technology(
            String name,
            LogicSpec logic,
            DramSpec dram,
            NocSpec noc,
            LogicEnergy logicEnergy,
            LogicArea logicArea,
            SramModel sram) {
        this(name, logic, dram, noc, logicEnergy, logicArea, sram, Measured.NOTHING);
    }

    /** The same under another name. */
    public Technology named(String other) {
        return new Technology(other, logic, dram, noc, logicEnergy, logicArea, sram, measured);
    }

    /**
     * The same technology computing and storing in words of other width: activations, KV cache, weights unless quantised by
     * themselves, buffers and their ports, PEs. Psums have twice the width.
     *
     * <p>Energy and area of a multiplier go with the square of its width (Horowitz, "Computing's Energy Problem", ISSCC 2014:
     * integer multiplies of 8 and 32 bits take 0.2 and 3.1 pJ, a factor of 15.5 where the square says 16); so do vector
     * operations, whose mean is mostly a multiplication. Registers go with the width itself. DRAM, mesh and routers price
     * bits, so they stay.
     *
     * @param bits 8, 16, 24 or 32: words in DRAM are whole bytes
     * @throws IllegalArgumentException if it is another number
     */
    public Technology withWordBits(int bits) {
        Require.that(bits >= 8 && bits <= 32 && bits % 8 == 0, "wordBits", bits, "must be 8, 16, 24 or 32");
        if (bits == logic.wordBits()) {
            return this;
        }
        double ratio = (double) bits / logic.wordBits();
        double square = ratio * ratio;
        return new Technology(
                name,
                new LogicSpec(logic.processNm(), logic.clockMhz(), bits, 2 * bits, logic.areaLimitMm2()),
                dram,
                noc,
                new LogicEnergy(
                        logicEnergy.macPj() * square,
                        logicEnergy.vectorOpPj() * square,
                        logicEnergy.peRegisterPj() * ratio,
                        logicEnergy.leakageMwPerMm2()),
                new LogicArea(
                        logicArea.peMm2() * (MAC_SHARE * square + (1 - MAC_SHARE) * ratio),
                        logicArea.channelMm2(),
                        logicArea.routerMm2(),
                        logicArea.controlMm2()),
                sram,
                measured.withWords(ratio));
    }
}
