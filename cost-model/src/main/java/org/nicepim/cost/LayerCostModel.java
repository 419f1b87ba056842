package org.nicepim.cost;

import java.util.List;
import org.nicepim.cost.node.AccessCounts;
import org.nicepim.cost.node.DimTiling;
import org.nicepim.cost.node.Fetches;
import org.nicepim.cost.node.Lanes;
import org.nicepim.cost.node.NodeAnalysis;
import org.nicepim.cost.node.Tilings;
import org.nicepim.hardware.HardwareConfig;
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
 * <p>All nodes walk over the same tile steps in lock-step, double buffered: while a step is computed, the tiles of the
 * next are fetched and gathered, and those of the last are stored. A step that advances loop j fetches the operands that
 * loop j or a loop inside it indexes, so the steps fall into one class per loop with more than one trip:
 *
 * <pre>
 *   latency = fill + Σ_j (trips_j − 1)·Π_{i outside j} trips_i · max(compute, DRAM_j, NoC_j) + compute + drain
 *   fill    = max(DRAM, NoC) of the first tiles,  drain = the same of the last ofmap tile
 * </pre>
 *
 * A step that leaves an ofmap tile also stores it. Costs inside a class are averages over its steps, so edge tiles count
 * as what they are.
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
        long bytes = tilings.ifmapTileWords() * hardware.wordBytes() * Math.max(1, layer.ifmapCount());
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
        Lanes lanes = Lanes.of(dataflow, tilings, config.peRows(), config.peCols());
        Fetches fetches = Fetches.of(order, tilings);
        AccessCounts counts = NodeAnalysis.count(
                tilings, fetches, dataflow, lanes, layer.type().hasMacs());
        Moved moved = new Moved(counts, traffic, fetches, tilings);
        double computeCycles = counts.computeCycles() * cyclesPerPoint;
        Steps steps = new Steps(tilings, order, computeCycles / tilings.steps(), moved);
        double latency = steps.latency();
        double dramBytes = moved.dramBytes();
        double activations = moved.activations();
        double byteHops = moved.byteHops();
        EnergyBreakdown energy = new EnergyBreakdown(
                macPj(counts),
                counts.registers() * hardware.peRegisterPj(),
                bufferPj(counts),
                hardware.dramPj(dramBytes, activations, latency),
                hardware.nocPj(byteHops, moved.injected()),
                hardware.leakagePj(latency));
        return new LayerCost(
                latency,
                new LayerCost.Time(computeCycles, moved.dramCycles(), steps.nocCycles(), 0),
                energy,
                new LayerCost.Traffic(dramBytes, activations, byteHops));
    }

    private double macPj(AccessCounts counts) {
        return layer.type().hasMacs()
                ? counts.points() * hardware.macPj()
                : counts.points() * cyclesPerPoint * hardware.vectorOpPj();
    }

    private double bufferPj(AccessCounts counts) {
        HardwareModel.BufferEnergy e = hardware.bufferEnergy();
        AccessCounts.Output out = counts.ofmap();
        double ifmap = layer.ifmapCount()
                * (counts.ifmap().bufferReads() * e.ifmapReadPj()
                        + counts.ifmap().dramReads() * e.ifmapWritePj());
        double weight = counts.weight().bufferReads() * e.weightReadPj()
                + counts.weight().dramReads() * e.weightWritePj();
        double ofmap = (out.updates() + out.dramPsumReads()) * e.ofmapWritePj()
                + (out.accumulateReads() + out.drains()) * e.ofmapReadPj();
        return ifmap + weight + ofmap;
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
        return new Largest(words * plane * layer.ifmapCount(), tiles * t.p().trips() * t.q().trips());
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

        double dramCycles() {
            return fetches.ifmap() * ifmap.tiles * ifmapCycles()
                    + fetches.weight() * weight.tiles * weightCycles()
                    + fetches.ofmap() * ofmap.tiles * ofmapCycles();
        }

        private double readWords(Operand operand) {
            double words = operand == Operand.IFMAP
                    ? (double) counts.ifmap().dramReads() * layer.ifmapCount()
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
            return counts.ifmap().dramReads() * (double) layer.ifmapCount() / nodes * hardware.wordBytes();
        }

        private double weightSetBytes() {
            return counts.weight().dramReads() / nodes * hardware.wordBytes();
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
    }

    /** The sequence of tile steps. */
    private final class Steps {
        private final List<Dim> order;
        private final Tilings tilings;
        private final double compute;
        private final Moved moved;
        private final double ifmapBytes;
        private final double weightBytes;
        private final double ofmapBytes;
        private double nocCycles;

        Steps(Tilings tilings, LoopOrder order, double compute, Moved moved) {
            this.tilings = tilings;
            this.order = order.dims();
            this.compute = compute;
            this.moved = moved;
            this.ifmapBytes = moved.ifmap.wordsPerTile() * hardware.wordBytes();
            this.weightBytes = moved.weight.wordsPerTile() * hardware.wordBytes();
            this.ofmapBytes = moved.ofmap.wordsPerTile() * hardware.psumBytes();
        }

        /** Adds up the classes of steps from the innermost loop outwards, where the loops inside are known. */
        double latency() {
            double ifmap = moved.ifmapCycles();
            double weight = moved.weightCycles();
            double ofmap = moved.ofmapCycles();
            double nocFill = noc(true, true, false);
            double reduce = noc(false, false, true);
            nocCycles = nocFill + reduce;
            double latency = Math.max(ifmap + weight, nocFill) + compute + Math.max(ofmap, reduce);
            double outside = tilings.steps();
            int changing = 0;
            for (int j = order.size() - 1; j >= 0; j--) {
                int trips = tilings.of(order.get(j)).trips();
                if (trips > 1) {
                    outside /= trips;
                    changing |= order.get(j).bit();
                    boolean fetchIfmap = (Operand.IFMAP.dimBits() & changing) != 0;
                    boolean fetchWeight = (Operand.WEIGHT.dimBits() & changing) != 0;
                    boolean changeOfmap = (Operand.OFMAP.dimBits() & changing) != 0;
                    double dram = (fetchIfmap ? ifmap : 0) + (fetchWeight ? weight : 0) + (changeOfmap ? ofmap : 0);
                    double noc = noc(fetchIfmap, fetchWeight, changeOfmap);
                    double steps = (trips - 1) * outside;
                    latency += steps * Math.max(compute, Math.max(dram, noc));
                    nocCycles += steps * noc;
                }
            }
            return latency;
        }

        double nocCycles() {
            return nocCycles;
        }

        /** Cycles of gathering the given tiles and of reducing a finished ofmap tile, in its share of all changes. */
        private double noc(boolean ifmap, boolean weight, boolean ofmap) {
            double finished = ofmap && sharing.ofmap().members() > 1 ? 1.0 / moved.fetches.ofmap() : 0;
            double bytes =
                    sharing.busiestBytes(ifmap ? ifmapBytes : 0, weight ? weightBytes : 0, finished * ofmapBytes);
            if (bytes <= 0) {
                return 0;
            }
            double latency = Math.max(
                    Math.max(
                            ifmap ? sharing.ifmap().latencyCycles() : 0,
                            weight ? sharing.weight().latencyCycles() : 0),
                    finished * sharing.ofmap().latencyCycles());
            return bytes / hardware.config().technology().noc().linkBytes() + latency;
        }
    }
}
