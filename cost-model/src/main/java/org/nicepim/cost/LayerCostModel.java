package org.nicepim.cost;

import org.nicepim.cost.node.AccessCounts;
import org.nicepim.cost.node.ArrayHops;
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
import org.nicepim.workload.LayerType;

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
    private final double readsPerPoint;
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
        this.readsPerPoint = readsPerPoint(layer);
    }

    /**
     * Ifmap words that a loop point reads from the buffer: one, or one of each input that lies over others. An input that is
     * repeated along an axis has fewer words in DRAM and in the buffer, but each point reads one of them.
     */
    private static double readsPerPoint(Layer layer) {
        return layer.type() == LayerType.ELEMENTWISE
                ? (double) layer.vectorOps() / layer.dims().points()
                : 1;
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
        return TileTraffic.of(layer, hardware, layouts, sharing, tilings);
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
        AccessCounts counts = NodeAnalysis.count(
                tilings,
                Fetches.of(order, tilings),
                dataflow,
                lanes,
                layer.type().hasMacs());
        ArrayHops hops = ArrayHops.of(tilings, counts, dataflow, lanes);
        NestTraffic moved = new NestTraffic(layer, hardware, sharing, nodes, counts, traffic);
        double computeCycles = Math.max(counts.computeCycles() * cyclesPerPoint, portCycles(counts, tilings));
        TileSteps steps = TileSteps.of(
                tilings, order, moved.perStep(tilings, computeCycles / tilings.steps()), sharing, hardware);
        double latency = steps.latencyCycles();
        double dramBytes = moved.dramBytes();
        double activations = moved.activations(tilings, latency);
        double byteHops = moved.byteHops();
        EnergyBreakdown energy = new EnergyBreakdown(
                macPj(counts) + moved.sentPsums() * hardware.vectorOpPj(),
                counts.registers() * hardware.peRegisterPj() + arrayWirePj(hops),
                bufferPj(counts) + sharingBufferPj(moved),
                hardware.dramPj(dramBytes, activations, latency),
                hardware.nocPj(byteHops, moved.injected()),
                hardware.leakagePj(latency));
        return new LayerCost(
                latency,
                new LayerCost.Time(computeCycles, steps.dramCycles(), steps.nocCycles(), 0),
                energy,
                new LayerCost.Traffic(dramBytes, activations, byteHops));
    }

    private double arrayWirePj(ArrayHops hops) {
        return hardware.arrayWirePj(hops.ifmap() * readsPerPoint + hops.weight(), hops.psum());
    }

    /**
     * Cycles that the buffers' ports need to feed the PE array of the largest share: an ifmap word per PE row, a weight per
     * PE column, and a psum read and a psum write per PE column and cycle.
     */
    private double portCycles(AccessCounts counts, Tilings tilings) {
        HardwareConfig config = hardware.config();
        double share = tilings.largestPoints() / counts.points();
        double ifmap = counts.ifmap().bufferReads() * readsPerPoint / config.peRows();
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
        double ifmap = readsPerPoint * counts.ifmap().bufferReads() * e.ifmapReadPj()
                + layer.ifmapReads() * counts.ifmap().dramReads() * e.ifmapWritePj();
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
    private double sharingBufferPj(NestTraffic moved) {
        HardwareModel.BufferEnergy e = hardware.bufferEnergy();
        return moved.sentIfmapWords() * e.ifmapReadPj()
                + moved.sentWeightWords() * e.weightReadPj()
                + moved.sentPsums() * (e.ofmapReadPj() + e.ofmapWritePj());
    }
}
