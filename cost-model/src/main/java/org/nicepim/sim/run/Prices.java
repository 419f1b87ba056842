package org.nicepim.sim.run;

import org.nicepim.hardware.DramEnergy;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.LogicArea;
import org.nicepim.hardware.NocSpec;
import org.nicepim.hardware.SramModel;
import org.nicepim.hardware.Technology;
import org.nicepim.sim.result.SimulatedEnergy;
import org.nicepim.workload.Layer;

/**
 * What counts cost, from the technology's constants.
 *
 * <pre>
 *   buffers   ports of a word per PE row (ifmap) or column (weights, psums); banks of at most 256 bits side by side; each half of
 *             a double buffer, and of the ofmap buffer even and odd positions, are macros of their own
 *   mesh      a byte over h links passes h wires of a node's pitch and h + 1 routers
 *   by time   leakage of logic by area and of macros; refresh and standby of all DRAM channels
 * </pre>
 */
final class Prices {
    private static final int MOST_MACRO_BITS = 256;
    private static final double REFERENCE_LINK_BITS = 128;
    private static final double BITS = 8;

    private final Technology technology;
    private final Buffer ifmap;
    private final Buffer weight;
    private final Buffer ofmap;
    private final double pitchMm;
    private final double leakagePjPerCycle;
    private final double standbyPjPerCycle;

    /**
     * A buffer of one node.
     *
     * @param readPj of one word
     * @param writePj of one word
     * @param areaMm2 of all its macros
     * @param leakageMw of all its macros
     */
    private record Buffer(double readPj, double writePj, double areaMm2, double leakageMw) {
        static Buffer of(int bytes, int words, int wordBits, int parts, SramModel sram) {
            int port = words * wordBits;
            int banks = (port - 1) / MOST_MACRO_BITS + 1;
            int macros = parts * banks;
            int macroBits = (port - 1) / banks + 1;
            SramModel.Sram macro = sram.macro((bytes - 1) / macros + 1, macroBits);
            double share = (double) wordBits / macroBits;
            return new Buffer(
                    macro.readPj() * share,
                    macro.writePj() * share,
                    macros * macro.areaMm2(),
                    macros * macro.leakageMw());
        }
    }

    Prices(HardwareConfig hardware) {
        this.technology = hardware.technology();
        SramModel sram = technology.sram();
        int word = technology.logic().wordBits();
        this.ifmap = Buffer.of(hardware.ifmapBufferBytes(), hardware.peRows(), word, 2, sram);
        this.weight = Buffer.of(hardware.weightBufferBytes(), hardware.peCols(), word, 2, sram);
        int psum = technology.logic().psumBits();
        this.ofmap = Buffer.of(hardware.ofmapBufferBytes(), hardware.peCols(), psum, 4, sram);
        int nodes = hardware.nodes();
        LogicArea area = technology.logicArea();
        double logic = (double) nodes * hardware.pesPerNode() * area.peMm2()
                + technology.dram().organization().channels() * area.channelMm2()
                + nodes * area.routerMm2() * technology.noc().linkBits() / REFERENCE_LINK_BITS
                + nodes * area.controlMm2();
        double macros = nodes * (ifmap.areaMm2 + weight.areaMm2 + ofmap.areaMm2);
        this.pitchMm = Math.sqrt((logic + macros) / nodes);
        double nsPerCycle = 1000 / technology.logic().clockMhz();
        double leakageMw = logic * technology.logicEnergy().leakageMwPerMm2()
                + nodes * (ifmap.leakageMw + weight.leakageMw + ofmap.leakageMw);
        this.leakagePjPerCycle = leakageMw * nsPerCycle;
        this.standbyPjPerCycle = standbyMw(technology.dram()) * hardware.channelsPerNode() * nodes * nsPerCycle;
    }

    /** Refresh and standby of a channel; 1 mW is 1 pJ per ns. Intervals are whole DRAM clocks. */
    private static double standbyMw(DramSpec dram) {
        double clockNs = dram.timing().clockNs();
        double intervalNs = Math.ceil(dram.timing().refreshIntervalNs() / clockNs - 1e-6) * clockNs;
        DramEnergy energy = dram.energy();
        return energy.refreshPj() / intervalNs + energy.backgroundMwPerChannel();
    }

    /** Energy of a layer's counts; DRAM transfers, activations and what goes by time are not among them. */
    SimulatedEnergy of(Layer layer, Tally tally, Widths widths, double operationsPerPoint) {
        double psumsSent = tally.sentPsumBytes / widths.psumBytes();
        double operations = layer.type().hasMacs()
                ? tally.points * technology.logicEnergy().macPj()
                : tally.points * operationsPerPoint * technology.logicEnergy().vectorOpPj();
        double reads = (tally.ifmapBufferReads + tally.sentIfmapBytes / widths.wordBytes()) * ifmap.readPj
                + (tally.weightBufferReads + tally.sentWeightBytes / widths.weightBytes()) * weight.readPj
                + (tally.psumAdds + tally.psumDrains + psumsSent) * ofmap.readPj;
        double writes = tally.ifmapFetched * ifmap.writePj
                + tally.weightFetched * weight.writePj
                + (tally.psumUpdates + tally.psumFetched + psumsSent) * ofmap.writePj;
        NocSpec noc = technology.noc();
        double mesh = BITS
                * (tally.byteHops * (noc.routerPjPerBit() + noc.wirePjPerBitMm() * pitchMm)
                        + tally.injectedBytes * noc.routerPjPerBit());
        return new SimulatedEnergy(
                operations + psumsSent * technology.logicEnergy().vectorOpPj(),
                tally.registers * technology.logicEnergy().peRegisterPj() + arrayWirePj(tally),
                reads + writes,
                0,
                mesh,
                0);
    }

    /** A hop from PE to PE is a wire as long as a PE. */
    private double arrayWirePj(Tally tally) {
        double bits = tally.arrayHops * technology.logic().wordBits()
                + tally.psumHops * technology.logic().psumBits();
        return bits
                * technology.noc().wirePjPerBitMm()
                * Math.sqrt(technology.logicArea().peMm2());
    }

    /** Energy of DRAM bursts and rows. */
    double dramPj(double bursts, double activations) {
        double bits = bursts * technology.dram().organization().burstBytes() * BITS;
        return bits * technology.dram().energy().transferPjPerBit()
                + activations * technology.dram().energy().activatePj();
    }

    /** Refresh and standby of the whole stack over a time. */
    double standbyPj(double cycles) {
        return cycles * standbyPjPerCycle;
    }

    /** Leakage of the whole die over a time. */
    double leakagePj(double cycles) {
        return cycles * leakagePjPerCycle;
    }
}
