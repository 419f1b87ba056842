package org.nicepim.cost;

import java.util.List;
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
        AccessCounts counts =
                NodeAnalysis.count(tilings, order, dataflow, lanes, layer.type().hasMacs());
        Moved moved = new Moved(counts, traffic, Fetches.of(order, tilings), tilings);
        double computeCycles = Math.max(counts.computeCycles() * cyclesPerPoint, portCycles(counts, tilings));
        Steps steps = new Steps(tilings, order, computeCycles / tilings.steps(), moved);
        double latency = steps.latency();
        double dramBytes = moved.dramBytes();
        double activations = moved.activations();
        double byteHops = moved.byteHops();
        EnergyBreakdown energy = new EnergyBreakdown(
                macPj(counts) + moved.sentWords(Operand.OFMAP) * hardware.vectorOpPj(),
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
        double ifmap = (double) counts.ifmap().bufferReads() * layer.ifmapCount() / config.peRows();
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
     * What is sent is read from the sender's buffer; what is received counts as a buffer write with the fetch already, but
     * for psums, which are read, added to and written at each hop of their reduction.
     */
    private double sharingBufferPj(Moved moved) {
        HardwareModel.BufferEnergy e = hardware.bufferEnergy();
        return moved.sentWords(Operand.IFMAP) * e.ifmapReadPj()
                + moved.sentWords(Operand.WEIGHT) * e.weightReadPj()
                + moved.sentWords(Operand.OFMAP) * (e.ofmapReadPj() + e.ofmapWritePj());
    }

    /** Traffic of a whole loop nest. */
    private final class Moved {
        private final AccessCounts counts;
        private final TileTraffic traffic;
        private final Fetches fetches;
        private final Tilings tilings;

        Moved(AccessCounts counts, TileTraffic traffic, Fetches fetches, Tilings tilings) {
            this.counts = counts;
            this.traffic = traffic;
            this.fetches = fetches;
            this.tilings = tilings;
        }

        /** Tiles of an operand at the largest share, each counted once. */
        double distinctTiles(Operand operand) {
            double tiles = 1;
            for (Dim dim : List.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q)) {
                tiles *= operand.indexedBy(dim) ? tilings.of(dim).trips() : 1;
            }
            return tiles;
        }

        /** Words of an operand in the largest share, halos between tiles included. */
        double largestWords(Operand operand) {
            double n = tilings.n().largest();
            double g = tilings.g().largest();
            double k = tilings.k().largest();
            double c = tilings.c().largest();
            return switch (operand) {
                case IFMAP ->
                    n * g * c * tilings.p().inputLargest() * tilings.q().inputLargest() * layer.ifmapCount();
                case WEIGHT -> layer.type().hasMacs() ? g * k * c * tilings.r() * tilings.s() : 0;
                case OFMAP -> n * g * k * tilings.p().largest() * tilings.q().largest();
            };
        }

        /** Bytes of a set's data per fetch, on average over its tiles. */
        double bytesPerFetch(Operand operand) {
            int width = operand == Operand.OFMAP ? hardware.psumBytes() : hardware.wordBytes();
            return largestWords(operand) / distinctTiles(operand) * width;
        }

        /** DRAM cycles of the owner's part of an average tile. */
        double fetchCycles(Operand operand) {
            double words = largestWords(operand)
                    / distinctTiles(operand)
                    / sharing.of(operand).members();
            return words * traffic.of(operand).cyclesPerWord();
        }

        /** DRAM cycles whenever the ofmap tile changes: its last write, and psums that leave and come back. */
        double ofmapChangeCycles() {
            double words = largestWords(Operand.OFMAP) / distinctTiles(Operand.OFMAP);
            double last = words / sharing.ofmap().members() * traffic.ofmap().cyclesPerWord();
            double spill = 2 * words * traffic.psum().cyclesPerWord();
            return (last + (fetches.ofmap() - 1) * spill) / fetches.ofmap();
        }

        double dramCycles() {
            return fetches.ifmap() * distinctTiles(Operand.IFMAP) * fetchCycles(Operand.IFMAP)
                    + fetches.weight() * distinctTiles(Operand.WEIGHT) * fetchCycles(Operand.WEIGHT)
                    + fetches.ofmap() * distinctTiles(Operand.OFMAP) * ofmapChangeCycles();
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
        private double setBytes(Operand operand) {
            double nodes = hardwareNodes();
            return switch (operand) {
                case IFMAP -> counts.ifmap().dramReads() * (double) layer.ifmapCount() / nodes * hardware.wordBytes();
                case WEIGHT -> counts.weight().dramReads() / nodes * hardware.wordBytes();
                case OFMAP ->
                    counts.ofmap().dramWrites() * (double) sharing.ofmap().members() / nodes * hardware.psumBytes();
            };
        }

        private double hardwareNodes() {
            return (double) partition.rows() * partition.cols();
        }

        double byteHops() {
            double sum = 0;
            for (Operand operand : Operand.values()) {
                sum += setBytes(operand) * sharing.of(operand).byteHops();
            }
            return sum;
        }

        double injected() {
            double sum = 0;
            for (Operand operand : Operand.values()) {
                sum += injected(operand);
            }
            return sum;
        }

        private double injected(Operand operand) {
            return setBytes(operand) * sharing.of(operand).injected();
        }

        /** Words that nodes send to each other, over all nodes. */
        double sentWords(Operand operand) {
            return injected(operand) / (operand == Operand.OFMAP ? hardware.psumBytes() : hardware.wordBytes());
        }
    }

    /** The sequence of tile steps. */
    private final class Steps {
        private final List<Dim> order;
        private final Tilings tilings;
        private final double compute;
        private final Moved moved;
        private double nocCycles;

        Steps(Tilings tilings, LoopOrder order, double compute, Moved moved) {
            this.tilings = tilings;
            this.order = order.dims();
            this.compute = compute;
            this.moved = moved;
        }

        double latency() {
            double ifmap = moved.fetchCycles(Operand.IFMAP);
            double weight = moved.fetchCycles(Operand.WEIGHT);
            double ofmap = moved.ofmapChangeCycles();
            double nocFill = noc(true, true, false);
            double reduce = noc(false, false, true);
            nocCycles = nocFill + reduce;
            double latency = Math.max(ifmap + weight, nocFill) + compute + Math.max(ofmap, reduce);
            long outside = 1;
            for (int j = 0; j < order.size(); j++) {
                int trips = tilings.of(order.get(j)).trips();
                if (trips > 1) {
                    double steps = (double) (trips - 1) * outside;
                    int changing = changingFrom(j);
                    boolean fetchIfmap = (Operand.IFMAP.dimBits() & changing) != 0;
                    boolean fetchWeight = (Operand.WEIGHT.dimBits() & changing) != 0;
                    boolean changeOfmap = (Operand.OFMAP.dimBits() & changing) != 0;
                    double dram = (fetchIfmap ? ifmap : 0) + (fetchWeight ? weight : 0) + (changeOfmap ? ofmap : 0);
                    double noc = noc(fetchIfmap, fetchWeight, changeOfmap);
                    latency += steps * Math.max(compute, Math.max(dram, noc));
                    nocCycles += steps * noc;
                    outside *= trips;
                }
            }
            return latency;
        }

        /** Loops whose counter changes when loop j advances: j and all inside it. */
        private int changingFrom(int j) {
            int changing = 0;
            for (int i = j; i < order.size(); i++) {
                changing |= tilings.of(order.get(i)).trips() > 1 ? order.get(i).bit() : 0;
            }
            return changing;
        }

        double nocCycles() {
            return nocCycles;
        }

        /** Cycles of gathering the given tiles and of reducing a finished ofmap tile, in its share of all changes. */
        private double noc(boolean ifmap, boolean weight, boolean ofmap) {
            double finished = ofmap && sharing.ofmap().members() > 1 ? 1.0 / moved.fetches.ofmap() : 0;
            double bytes = sharing.busiestBytes(
                    ifmap ? moved.bytesPerFetch(Operand.IFMAP) : 0,
                    weight ? moved.bytesPerFetch(Operand.WEIGHT) : 0,
                    finished * moved.bytesPerFetch(Operand.OFMAP));
            if (bytes <= 0) {
                return 0;
            }
            NocSpec noc = hardware.config().technology().noc();
            double latency = 0;
            double chain = 0;
            for (Operand operand : Operand.values()) {
                boolean moves =
                        switch (operand) {
                            case IFMAP -> ifmap;
                            case WEIGHT -> weight;
                            case OFMAP -> ofmap;
                        };
                if (moves) {
                    SharingLoads.Flow flow = sharing.of(operand);
                    double part = operand == Operand.OFMAP ? finished : 1;
                    latency = Math.max(latency, part * flow.latencyCycles());
                    chain = Math.max(chain, part * flow.chain().cycles(noc, moved.bytesPerFetch(operand)));
                }
            }
            return Math.max(bytes / noc.linkBytes() + latency, chain);
        }
    }
}
