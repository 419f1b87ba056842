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
 */
public record Technology(
        String name,
        LogicSpec logic,
        DramSpec dram,
        NocSpec noc,
        LogicEnergy logicEnergy,
        LogicArea logicArea,
        SramModel sram)
        implements Serializable {}
