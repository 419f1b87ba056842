package org.nicepim.sim.run;

import java.util.List;
import org.nicepim.hardware.AreaFit;
import org.nicepim.hardware.BufferFigures;
import org.nicepim.hardware.DramEnergy;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.LogicArea;
import org.nicepim.hardware.NocSpec;
import org.nicepim.hardware.SramModel;
import org.nicepim.hardware.SynthesisedAreas;
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
 *
 * A user's own figures of a buffer replace those of its macros; synthesised designs correct areas as {@link AreaFit} says.
 */
final class Prices {
    private static final int MOST_MACRO_BITS = 256;
    private static final double BITS = 8;
    private static final int SRAM = 1;

    private final Technology technology;
    private final Buffers buffers;
    private final double pitchMm;
    private final double leakagePjPerCycle;
    private final double standbyPjPerCycle;

    /**
     * A buffer of one node.
     *
     * @param readPj of one word
     * @param writePj of one word
     * @param areaMm2 of the whole buffer
     * @param leakageMw of the whole buffer
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

        Buffer with(BufferFigures own) {
            return new Buffer(
                    own.readPjPerWord().or(readPj),
                    own.writePjPerWord().or(writePj),
                    own.areaMm2().or(areaMm2),
                    own.leakageMw().or(leakageMw));
        }
    }

    /** Buffers of a node. */
    private record Buffers(Buffer ifmap, Buffer weight, Buffer ofmap) {
        static Buffers of(HardwareConfig hardware) {
            Technology technology = hardware.technology();
            SramModel sram = technology.sram();
            int word = technology.logic().wordBits();
            int psum = technology.logic().psumBits();
            return new Buffers(
                    Buffer.of(hardware.ifmapBufferBytes(), hardware.peRows(), word, 2, sram)
                            .with(technology.measured().ifmap()),
                    Buffer.of(hardware.weightBufferBytes(), hardware.peCols(), word, 2, sram)
                            .with(technology.measured().weight()),
                    Buffer.of(hardware.ofmapBufferBytes(), hardware.peCols(), psum, 4, sram)
                            .with(technology.measured().ofmap()));
        }

        double areaMm2() {
            return ifmap.areaMm2 + weight.areaMm2 + ofmap.areaMm2;
        }

        double leakageMw() {
            return ifmap.leakageMw + weight.leakageMw + ofmap.leakageMw;
        }
    }

    Prices(HardwareConfig hardware) {
        this.technology = hardware.technology();
        this.buffers = Buffers.of(hardware);
        double die = 0;
        double[] parts = partsMm2(hardware);
        for (double part : parts) {
            die += part;
        }
        int nodes = hardware.nodes();
        this.pitchMm = Math.sqrt(die / nodes);
        double nsPerCycle = 1000 / technology.logic().clockMhz();
        double leakageMw =
                (die - parts[SRAM]) * technology.logicEnergy().leakageMwPerMm2() + nodes * buffers.leakageMw();
        this.leakagePjPerCycle = leakageMw * nsPerCycle;
        this.standbyPjPerCycle = standbyMw(technology.dram()) * hardware.channelsPerNode() * nodes * nsPerCycle;
    }

    /** Area of the die's parts, in the order of {@link SynthesisedAreas.Parts}, as synthesised designs correct it. */
    private static double[] partsMm2(HardwareConfig hardware) {
        double[] parts = plainPartsMm2(hardware);
        SynthesisedAreas areas = hardware.technology().measured().areas();
        if (areas.designs().isEmpty()) {
            return parts;
        }
        List<double[]> models = areas.designs().stream()
                .map(design -> plainPartsMm2(design.hardware(hardware.technology())))
                .toList();
        double[] factors = AreaFit.factors(areas.designs(), models);
        for (int k = 0; k < parts.length; k++) {
            parts[k] *= factors[k];
        }
        return areas.of(hardware).map(design -> AreaFit.exact(parts, design)).orElse(parts);
    }

    private static double[] plainPartsMm2(HardwareConfig hardware) {
        Technology technology = hardware.technology();
        LogicArea area = technology.logicArea();
        int nodes = hardware.nodes();
        return new double[] {
            (double) nodes * hardware.pesPerNode() * area.peMm2(),
            nodes * Buffers.of(hardware).areaMm2(),
            technology.dram().organization().channels() * area.channelMm2(),
            nodes * area.routerMm2() * technology.noc().linkBits() / LogicArea.ROUTER_LINK_BITS,
            nodes * area.controlMm2()
        };
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
        double reads = (tally.ifmapBufferReads + tally.sentIfmapBytes / widths.wordBytes()) * buffers.ifmap.readPj
                + (tally.weightBufferReads + tally.sentWeightBytes / widths.weightBytes()) * buffers.weight.readPj
                + (tally.psumAdds + tally.psumDrains + psumsSent) * buffers.ofmap.readPj;
        double writes = tally.ifmapFetched * buffers.ifmap.writePj
                + tally.weightFetched * buffers.weight.writePj
                + (tally.psumUpdates + tally.psumFetched + psumsSent) * buffers.ofmap.writePj;
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
