package org.nicepim.cost;

import java.util.List;
import java.util.Optional;
import org.nicepim.cost.area.AreaBreakdown;
import org.nicepim.cost.area.AreaModel;
import org.nicepim.cost.area.BufferMacros;
import org.nicepim.cost.dram.AccessPattern;
import org.nicepim.cost.dram.DramCost;
import org.nicepim.cost.dram.DramModel;
import org.nicepim.hardware.DramOrganization;
import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.PagePolicy;
import org.nicepim.hardware.Technology;
import org.nicepim.workload.Layer;

/**
 * Everything about one hardware that prices are made of: derived once, shared by all layers. Immutable but for prices of tiles that it keeps,
 * since layers and partitions ask for the same again and again; safe to share between threads.
 */
public final class HardwareModel {
    private static final double BITS_PER_BYTE = 8;
    /** Long enough that its ends do not count. */
    private static final long STREAM_BYTES = 1 << 20;
    /** More would find a few per cent more, but not in the processor's cache; each takes less than half a kilobyte. */
    private static final int KEPT_PRICES = 1 << 13;

    private final HardwareConfig config;
    private final AreaBreakdown area;
    private final DramModel dram;
    private final BufferEnergy bufferEnergy;
    private final double leakagePjPerCycle;
    private final double standbyPjPerCycle;
    private final StreamRate stream;
    private final Mixing mixing;
    private final double wirePjPerBitHop;
    private final Recent<TileTraffic.PerWord> tilePrices = new Recent<>(KEPT_PRICES);

    /**
     * Energy of one word in each buffer, in pJ; ofmap words are psums.
     *
     * @param ifmapReadPj ifmap buffer
     * @param ifmapWritePj ifmap buffer
     * @param weightReadPj weight buffer
     * @param weightWritePj weight buffer
     * @param ofmapReadPj ofmap buffer
     * @param ofmapWritePj ofmap buffer
     */
    public record BufferEnergy(
            double ifmapReadPj,
            double ifmapWritePj,
            double weightReadPj,
            double weightWritePj,
            double ofmapReadPj,
            double ofmapWritePj) {
        static BufferEnergy of(HardwareConfig config) {
            int word = config.technology().logic().wordBits();
            int psum = config.technology().logic().psumBits();
            BufferMacros ifmap = BufferMacros.ifmap(config);
            BufferMacros weight = BufferMacros.weight(config);
            BufferMacros ofmap = BufferMacros.ofmap(config);
            return new BufferEnergy(
                    perBits(ifmap, ifmap.macro().readPj(), word),
                    perBits(ifmap, ifmap.macro().writePj(), word),
                    perBits(weight, weight.macro().readPj(), word),
                    perBits(weight, weight.macro().writePj(), word),
                    perBits(ofmap, ofmap.macro().readPj(), psum),
                    perBits(ofmap, ofmap.macro().writePj(), psum));
        }

        private static double perBits(BufferMacros buffer, double accessPj, int bits) {
            return accessPj * bits / buffer.macroBits();
        }
    }

    /**
     * A long contiguous stream on all channels of a node.
     *
     * @param cyclesPerByte logic cycles
     * @param activationsPerByte rows opened
     * @param firstAccessCycles logic cycles from its first command to its first data
     * @param firstWriteCycles the same if it is written
     */
    private record StreamRate(
            double cyclesPerByte, double activationsPerByte, double firstAccessCycles, double firstWriteCycles) {}

    /**
     * What it takes to read and write side by side instead of one after the other, for each cycle in which both go on.
     *
     * @param cycles turnarounds of the bus, per cycle of the shorter of reading and writing
     * @param turnCycles of one change from reads to writes and back: a node's tiles are served one after another, so there is no more
     *     than one in a step
     */
    record Mixing(double cycles, double turnCycles) {
        /** Cycles beyond those of reading and of writing. */
        double of(double shorterCycles) {
            return Math.min(cycles * shorterCycles, turnCycles);
        }

        static Mixing of(DramModel dram) {
            AccessPattern read = AccessPattern.sequential(0, STREAM_BYTES, false);
            AccessPattern write = AccessPattern.sequential(2L * STREAM_BYTES, STREAM_BYTES, true);
            DramCost reads = dram.cost(read);
            DramCost writes = dram.cost(write);
            DramCost both = dram.cost(List.of(read, write));
            double shorter = Math.min(reads.serviceCycles(), writes.serviceCycles());
            double cycles = both.serviceCycles() - reads.serviceCycles() - writes.serviceCycles();
            return new Mixing(Math.max(0, cycles) / shorter, dram.turnCycles());
        }
    }

    /**
     * Derives prices.
     *
     * @throws IllegalArgumentException if the nodes do not divide the DRAM channels
     */
    public HardwareModel(HardwareConfig config) {
        if (!config.dividesChannels()) {
            throw new IllegalArgumentException(config.nodes() + " nodes do not divide "
                    + config.technology().dram().organization().channels() + " DRAM channels");
        }
        Technology technology = config.technology();
        this.config = config;
        this.area = AreaModel.area(config);
        this.dram = new DramModel(
                technology.dram(), config.channelsPerNode(), technology.logic().clockMhz());
        this.bufferEnergy = BufferEnergy.of(config);
        double nsPerCycle = 1000 / technology.logic().clockMhz();
        this.leakagePjPerCycle = AreaModel.leakageMw(config) * nsPerCycle;
        this.standbyPjPerCycle = dram.standingPjPerCycle() * config.nodes();
        DramCost stream = dram.cost(AccessPattern.sequential(0, STREAM_BYTES, false));
        this.stream = new StreamRate(
                stream.serviceCycles() / STREAM_BYTES,
                stream.activations() / STREAM_BYTES,
                stream.firstAccessCycles(),
                dram.cost(AccessPattern.sequential(0, STREAM_BYTES, true)).firstAccessCycles());
        this.mixing = Mixing.of(dram);
        this.wirePjPerBitHop = technology.noc().wirePjPerBitMm()
                * Math.sqrt(technology.logicArea().peMm2());
    }

    /** The hardware. */
    public HardwareConfig config() {
        return config;
    }

    /** Its area by part. */
    public AreaBreakdown area() {
        return area;
    }

    /** DRAM of one node. */
    public DramModel dram() {
        return dram;
    }

    /** Bytes of a word of the layer's weight operand in DRAM and on the mesh: fewer than a word's if it is quantised. */
    public double weightBytes(Layer layer) {
        Optional<Integer> bits = layer.weightBits();
        return bits.isPresent() ? bits.get() / BITS_PER_BYTE : wordBytes();
    }

    /** Bytes of a word. */
    public int wordBytes() {
        return config.technology().logic().wordBytes();
    }

    /** What a word costs in DRAM in tiles of this kind. */
    TileTraffic.PerWord price(TileVisit tiles) {
        return tilePrices.of(tiles.key(), () -> tiles.price(this));
    }

    /** Bytes of a psum. */
    public int psumBytes() {
        return config.technology().logic().psumBytes();
    }

    BufferEnergy bufferEnergy() {
        return bufferEnergy;
    }

    double macPj() {
        return config.technology().logicEnergy().macPj();
    }

    double vectorOpPj() {
        return config.technology().logicEnergy().vectorOpPj();
    }

    double peRegisterPj() {
        return config.technology().logicEnergy().peRegisterPj();
    }

    /**
     * Wires of PE arrays: a word that goes from a PE to the next crosses a PE, √(its area) mm of wire, at the energy per bit and
     * mm that the mesh's links have.
     */
    double arrayWirePj(double wordHops, double psumHops) {
        int word = config.technology().logic().wordBits();
        int psum = config.technology().logic().psumBits();
        return (wordHops * word + psumHops * psum) * wirePjPerBitHop;
    }

    /** Reading and writing side by side on the DRAM of a node. */
    Mixing mixing() {
        return mixing;
    }

    /** Transfers, activations, and refresh and standby of the whole stack over the time. */
    double dramPj(double bytes, double activations, double cycles) {
        return bytes * BITS_PER_BYTE * config.technology().dram().energy().transferPjPerBit()
                + activations * config.technology().dram().energy().activatePj()
                + cycles * standbyPjPerCycle;
    }

    /** Links and routers: a byte that makes h hops passes h links and h + 1 routers. */
    double nocPj(double byteHops, double injectedBytes) {
        double router = config.technology().noc().routerPjPerBit();
        double link = config.technology().noc().wirePjPerBitMm() * area.nodePitchMm();
        return BITS_PER_BYTE * (byteHops * (router + link) + injectedBytes * router);
    }

    /**
     * Energy that no mapping of a layer is below: its operations, its compulsory bytes once, standby over the time. Under every
     * dataflow a multiply-accumulate uses a register once and takes or passes on two words, at least as wide as a word, from PE to PE.
     */
    public double leastPj(Layer layer, double cycles) {
        double mac = macPj() + peRegisterPj() + arrayWirePj(2, 0);
        double ops = layer.macs() * mac + layer.vectorOps() * vectorOpPj();
        return ops + dramPj(LowerBound.compulsoryBytes(layer, this), 0, cycles) + leakagePj(cycles);
    }

    /** What the chip leaks, and what the stack needs for refresh and standby, whatever runs. */
    public double standingPj(double cycles) {
        return leakagePj(cycles) + dramPj(0, 0, cycles);
    }

    /** Leakage of the whole die. */
    double leakagePj(double cycles) {
        return cycles * leakagePjPerCycle;
    }

    /** Cycles of a contiguous stream on one node. */
    double streamCycles(double bytes) {
        return bytes * stream.cyclesPerByte;
    }

    /** Rows that all banks of a node hold open at once; 0 if pages are closed after each access. */
    double openRows() {
        DramSpec dram = config.technology().dram();
        return dram.controller().pages() == PagePolicy.CLOSED
                ? 0
                : (double) config.channelsPerNode() * dram.organization().banksPerChannel();
    }

    /** Bytes in these rows. */
    double openBytes() {
        DramOrganization organization = config.technology().dram().organization();
        return openRows() * organization.rowBursts() * organization.burstBytes();
    }

    /** Cycles from the first command to the first data that are read. */
    double firstAccessCycles() {
        return stream.firstAccessCycles;
    }

    /** Cycles from the first command to the first data that are written. */
    double firstWriteCycles() {
        return stream.firstWriteCycles;
    }

    /** Rows that a contiguous stream opens. */
    double streamActivations(double bytes) {
        return bytes * stream.activationsPerByte;
    }

    /** Peak loop points per cycle of all PEs. */
    double peakPointsPerCycle() {
        return (double) config.nodes() * config.pesPerNode();
    }

    /** Peak DRAM bytes per cycle of the stack. */
    double peakDramBytesPerCycle() {
        return config.nodes() * config.nodeDramBytesPerCycle();
    }
}
