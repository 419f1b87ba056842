package org.nicepim.cost;

import org.nicepim.cost.node.AccessCounts;
import org.nicepim.cost.node.DimTiling;
import org.nicepim.cost.node.Fetches;
import org.nicepim.cost.node.Lanes;
import org.nicepim.cost.node.NodeAnalysis;
import org.nicepim.cost.node.Tilings;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.NocSpec;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Tile;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Operand;

/**
 * Prices loop nests of one layer under one partition; everything that does not depend on the loop nest is worked out
 * once.
 *
 * <p>{@link TileSteps} adds up the latency; {@link NodeAnalysis} counts accesses.
 */
public final class LayerCostModel {
    private final Layer layer;
    private final HardwareModel hardware;
    private final Partition partition;
    private final LayerMapping.Layouts layouts;
    private final SharingLoads sharing;
    private final double cyclesPerPoint;
    private final double nodes;

    /**
     * For one layer and partition.
     *
     * @param sharing link loads of the partition's sharing sets
     */
    public LayerCostModel(
            Layer layer,
            HardwareModel hardware,
            Partition partition,
            LayerMapping.Layouts layouts,
            SharingLoads sharing) {
        this.layer = layer;
        this.hardware = hardware;
        this.partition = partition;
        this.layouts = layouts;
        this.sharing = sharing;
        this.nodes = (double) partition.rows() * partition.cols();
        this.cyclesPerPoint = layer.type().hasMacs()
                ? 1
                : (double) layer.vectorOps() / layer.dims().points();
    }

    /** Cuts the layer into tiles of this size; larger extents than the share's are cut back. */
    public Tilings tilings(Tile tile) {
        return Tilings.of(layer.dims(), layer.window(), partition, tile);
    }

    /** Cuts one dim of the layer into tiles of this size. */
    public DimTiling tiling(Dim dim, int size) {
        return Tilings.of(dim, layer.dims(), layer.window(), partition, size);
    }

    /** True if one tile of each operand fits half of its buffer. */
    public boolean fits(Tilings tilings) {
        return ifmapFits(tilings) && weightFits(tilings) && ofmapFits(tilings);
    }

    private boolean ifmapFits(Tilings tilings) {
        double reads = Math.max(1, layer.ifmapReads());
        long bytes = (long) Math.ceil(tilings.ifmapTileWords() * reads) * hardware.wordBytes();
        return 2 * bytes <= hardware.config().ifmapBufferBytes();
    }

    private boolean weightFits(Tilings tilings) {
        long bytes = layer.type().hasMacs() ? tilings.weightTileWords() * hardware.wordBytes() : 0;
        return 2 * bytes <= hardware.config().weightBufferBytes();
    }

    private boolean ofmapFits(Tilings tilings) {
        return 2 * tilings.ofmapTileWords() * hardware.psumBytes()
                <= hardware.config().ofmapBufferBytes();
    }

    /** DRAM cost of one tile of each operand; the same for all loop orders and dataflows. */
    public TileTraffic traffic(Tilings tilings) {
        return TileTraffic.of(layer, hardware, layouts, tilings);
    }

    /** Cost of one loop nest. */
    public LayerCost cost(LoopNest nest) {
        Tilings tilings = tilings(nest.tile());
        return cost(tilings, traffic(tilings), nest.order(), nest.dataflow());
    }

    /**
     * Cost of one loop nest whose tiles were cut before.
     *
     * @param tilings from {@link #tilings}
     * @param traffic from {@link #traffic}
     */
    public LayerCost cost(Tilings tilings, TileTraffic traffic, LoopOrder order, Dataflow dataflow) {
        HardwareConfig config = hardware.config();
        NocSpec noc = config.technology().noc();
        Lanes lanes = Lanes.of(dataflow, tilings, config.peRows(), config.peCols());
        Fetches fetches = Fetches.of(order, tilings);
        AccessCounts counts = NodeAnalysis.count(
                tilings, fetches, dataflow, lanes, layer.type().hasMacs());
        Moved moved = new Moved(counts, traffic, fetches, tilings);
        double computeCycles = Math.max(counts.computeCycles() * cyclesPerPoint, portCycles(counts, tilings));
        TileSteps steps = TileSteps.of(tilings, order, moved.perStep(computeCycles / tilings.steps()), sharing, noc);
        double latency = steps.latencyCycles();
        double dramBytes = moved.dramBytes();
        double activations = moved.activations();
        double byteHops = moved.byteHops();
        EnergyBreakdown energy = new EnergyBreakdown(
                macPj(counts) + moved.sentPsums() * hardware.vectorOpPj(),
                counts.registers() * hardware.peRegisterPj(),
                bufferPj(counts) + sharingBufferPj(moved),
                hardware.dramPj(dramBytes, activations, latency),
                hardware.nocPj(byteHops, moved.injected()),
                hardware.leakagePj(latency));
        return new LayerCost(
                latency,
                new LayerCost.Time(computeCycles, moved.dramCycles(), steps.nocCycles(), 0),
                energy,
                new LayerCost.Traffic(dramBytes, activations, byteHops));
    }

    /**
     * Cycles that the buffers' ports need to feed the PE array of the largest share: an ifmap word per PE row, a weight per
     * PE column, and a psum read and a psum write per PE column and cycle.
     */
    private double portCycles(AccessCounts counts, Tilings tilings) {
        HardwareConfig config = hardware.config();
        double largest = (double) tilings.n().largest()
                * tilings.g().largest()
                * tilings.k().largest()
                * tilings.c().largest()
                * tilings.p().largest()
                * tilings.q().largest()
                * tilings.r()
                * tilings.s();
        double share = largest / counts.points();
        double ifmap = counts.ifmap().bufferReads() * layer.ifmapReads() / config.peRows();
        double weight = (double) counts.weight().bufferReads() / config.peCols();
        double psums =
                (double) Math.max(counts.ofmap().updates(), counts.ofmap().accumulateReads()) / config.peCols();
        return share * Math.max(ifmap, Math.max(weight, psums));
    }

    private double macPj(AccessCounts counts) {
        return layer.type().hasMacs()
                ? counts.points() * hardware.macPj()
                : counts.points() * cyclesPerPoint * hardware.vectorOpPj();
    }

    private double bufferPj(AccessCounts counts) {
        HardwareModel.BufferEnergy e = hardware.bufferEnergy();
        AccessCounts.Output out = counts.ofmap();
        double ifmap = layer.ifmapReads()
                * (counts.ifmap().bufferReads() * e.ifmapReadPj()
                        + counts.ifmap().dramReads() * e.ifmapWritePj());
        double weight = counts.weight().bufferReads() * e.weightReadPj()
                + counts.weight().dramReads() * e.weightWritePj();
        double ofmap = (out.updates() + out.dramPsumReads()) * e.ofmapWritePj()
                + (out.accumulateReads() + out.drains()) * e.ofmapReadPj();
        return ifmap + weight + ofmap;
    }

    /**
     * What is sent is read from the sender's buffer; what is received counts as a buffer write with the fetch already, but
     * for psums, which are read, added to and written at each hop of their reduction.
     */
    private double sharingBufferPj(Moved moved) {
        HardwareModel.BufferEnergy e = hardware.bufferEnergy();
        return moved.sentIfmapWords() * e.ifmapReadPj()
                + moved.sentWeightWords() * e.weightReadPj()
                + moved.sentPsums() * (e.ofmapReadPj() + e.ofmapWritePj());
    }

    /**
     * An operand in the largest share.
     *
     * @param words halos between tiles included
     * @param tiles each counted once
     */
    private record Largest(double words, double tiles) {
        double wordsPerTile() {
            return words / tiles;
        }
    }

    private Largest largestIfmap(Tilings t) {
        double words = (double) t.n().largest() * t.g().largest() * t.c().largest();
        double plane = (double) t.p().inputLargest() * t.q().inputLargest();
        double tiles = (double) t.n().trips() * t.g().trips() * t.c().trips();
        return new Largest(words * plane * layer.ifmapReads(), tiles * t.p().trips() * t.q().trips());
    }

    private Largest largestWeight(Tilings t) {
        double words = (double) t.g().largest() * t.k().largest() * t.c().largest() * t.r() * t.s();
        double tiles = (double) t.g().trips() * t.k().trips() * t.c().trips();
        return new Largest(layer.type().hasMacs() ? words : 0, tiles);
    }

    private static Largest largestOfmap(Tilings t) {
        double words = (double) t.n().largest() * t.g().largest() * t.k().largest();
        double tiles = (double) t.n().trips() * t.g().trips() * t.k().trips();
        return new Largest(words * t.p().largest() * t.q().largest(), tiles * t.p().trips() * t.q().trips());
    }

    /** Traffic of a whole loop nest. */
    private final class Moved {
        private final AccessCounts counts;
        private final TileTraffic traffic;
        private final Fetches fetches;
        private final Largest ifmap;
        private final Largest weight;
        private final Largest ofmap;

        Moved(AccessCounts counts, TileTraffic traffic, Fetches fetches, Tilings tilings) {
            this.counts = counts;
            this.traffic = traffic;
            this.fetches = fetches;
            this.ifmap = largestIfmap(tilings);
            this.weight = largestWeight(tilings);
            this.ofmap = largestOfmap(tilings);
        }

        /** DRAM cycles of the owner's part of an average ifmap tile. */
        double ifmapCycles() {
            return ifmap.wordsPerTile()
                    / sharing.ifmap().members()
                    * traffic.ifmap().cyclesPerWord();
        }

        /** DRAM cycles of the owner's part of an average weight tile. */
        double weightCycles() {
            return weight.wordsPerTile()
                    / sharing.weight().members()
                    * traffic.weight().cyclesPerWord();
        }

        /** DRAM cycles whenever the ofmap tile changes: its last write, and psums that leave and come back. */
        double ofmapCycles() {
            double words = ofmap.wordsPerTile();
            double last = words / sharing.ofmap().members() * traffic.ofmap().cyclesPerWord();
            double spill = 2 * words * traffic.psum().cyclesPerWord();
            return (last + (fetches.ofmap() - 1) * spill) / fetches.ofmap();
        }

        /** What one fetch of each operand takes. */
        TileSteps.PerStep perStep(double computeCycles) {
            return new TileSteps.PerStep(
                    computeCycles,
                    new TileSteps.Fetch(ifmapCycles(), ifmap.wordsPerTile() * hardware.wordBytes(), 1),
                    new TileSteps.Fetch(weightCycles(), weight.wordsPerTile() * hardware.weightBytes(layer), 1),
                    new TileSteps.Fetch(
                            ofmapCycles(), ofmap.wordsPerTile() * hardware.psumBytes(), 1.0 / fetches.ofmap()));
        }

        double dramCycles() {
            return fetches.ifmap() * ifmap.tiles * ifmapCycles()
                    + fetches.weight() * weight.tiles * weightCycles()
                    + fetches.ofmap() * ofmap.tiles * ofmapCycles();
        }

        private double readWords(Operand operand) {
            double words = operand == Operand.IFMAP
                    ? counts.ifmap().dramReads() * layer.ifmapReads()
                    : counts.weight().dramReads();
            return words / sharing.of(operand).members();
        }

        private double psumWords() {
            return (double) counts.ofmap().dramPsumWrites() + counts.ofmap().dramPsumReads();
        }

        double dramBytes() {
            return readWords(Operand.IFMAP) * traffic.ifmap().bytesPerWord()
                    + readWords(Operand.WEIGHT) * traffic.weight().bytesPerWord()
                    + counts.ofmap().dramWrites() * traffic.ofmap().bytesPerWord()
                    + psumWords() * traffic.psum().bytesPerWord();
        }

        double activations() {
            return readWords(Operand.IFMAP) * traffic.ifmap().activationsPerWord()
                    + readWords(Operand.WEIGHT) * traffic.weight().activationsPerWord()
                    + counts.ofmap().dramWrites() * traffic.ofmap().activationsPerWord()
                    + psumWords() * traffic.psum().activationsPerWord();
        }

        /** Bytes of a set's data over the whole layer, on average over sets: what each member holds in turn. */
        private double ifmapSetBytes() {
            return counts.ifmap().dramReads() * layer.ifmapReads() / nodes * hardware.wordBytes();
        }

        private double weightSetBytes() {
            return counts.weight().dramReads() / nodes * hardware.weightBytes(layer);
        }

        private double ofmapSetBytes() {
            return counts.ofmap().dramWrites() * (double) sharing.ofmap().members() / nodes * hardware.psumBytes();
        }

        double byteHops() {
            return ifmapSetBytes() * sharing.ifmap().byteHops()
                    + weightSetBytes() * sharing.weight().byteHops()
                    + ofmapSetBytes() * sharing.ofmap().byteHops();
        }

        double injected() {
            return ifmapSetBytes() * sharing.ifmap().injected()
                    + weightSetBytes() * sharing.weight().injected()
                    + ofmapSetBytes() * sharing.ofmap().injected();
        }

        /** Words that nodes send to each other, over all nodes. */
        double sentIfmapWords() {
            return ifmapSetBytes() * sharing.ifmap().injected() / hardware.wordBytes();
        }

        double sentWeightWords() {
            return weightSetBytes() * sharing.weight().injected() / hardware.weightBytes(layer);
        }

        double sentPsums() {
            return ofmapSetBytes() * sharing.ofmap().injected() / hardware.psumBytes();
        }
    }
}
