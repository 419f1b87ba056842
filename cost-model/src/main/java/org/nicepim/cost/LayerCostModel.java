package org.nicepim.cost;

import org.nicepim.cost.node.AccessCounts;
import org.nicepim.cost.node.ArrayHops;
import org.nicepim.cost.node.DimTiling;
import org.nicepim.cost.node.Fetches;
import org.nicepim.cost.node.Lanes;
import org.nicepim.cost.node.NodeAnalysis;
import org.nicepim.cost.node.Tilings;
import org.nicepim.hardware.DramOrganization;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.NocSpec;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Tile;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerType;
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
    private final double readsPerPoint;
    private final NestTraffic.Width width;
    private final double nodes;
    private final NocSpec noc;

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
        this.noc = hardware.config().technology().noc();
        this.nodes = (double) partition.rows() * partition.cols();
        this.cyclesPerPoint = cyclesPerPoint(layer);
        this.readsPerPoint = readsPerPoint(layer);
        this.width = new NestTraffic.Width(
                layer.ifmapReads(), hardware.weightBytes(layer), layer.type().hasMacs());
    }

    /** Cycles of a PE for a loop point: one, or one of each operation without MACs. */
    static double cyclesPerPoint(Layer layer) {
        return layer.type().hasMacs()
                ? 1
                : (double) layer.vectorOps() / layer.dims().points();
    }

    /**
     * Ifmap words that a loop point reads from the buffer: one, or one of each input that lies over others. An input that is
     * repeated along an axis has fewer words in DRAM and in the buffer, but each point reads one of them.
     */
    static double readsPerPoint(Layer layer) {
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
        double reads = Math.max(1, width.ifmapReads());
        long bytes = (long) Math.ceil(tilings.ifmapTileWords() * reads) * hardware.wordBytes();
        return 2 * bytes <= hardware.config().ifmapBufferBytes();
    }

    private boolean weightFits(Tilings tilings) {
        long bytes = width.hasWeights() ? tilings.weightTileWords() * hardware.wordBytes() : 0;
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
        return cost(tilings, traffic, order, array(tilings, dataflow));
    }

    /**
     * Cost of one loop nest whose tiles were cut before and whose PE array was priced.
     *
     * @param tilings from {@link #tilings}
     * @param traffic from {@link #traffic}
     * @param array from {@link #array}
     */
    public LayerCost cost(Tilings tilings, TileTraffic traffic, LoopOrder order, ArrayCost array) {
        AccessCounts counts = counts(tilings, Fetches.of(order, tilings), array.dataflow(), array.lanes());
        NestTraffic moved = new NestTraffic(width, hardware, sharing, nodes, counts, traffic);
        TileSteps steps = TileSteps.of(
                tilings, order, moved.perStep(tilings, array.computeCycles() / tilings.steps()), sharing, hardware);
        double latency = steps.latencyCycles();
        double activations = moved.activations(tilings, latency);
        return new LayerCost(
                latency,
                new LayerCost.Time(array.computeCycles(), steps.dramCycles(), steps.nocCycles(), 0),
                energy(array.energy(), moved, activations, latency),
                new LayerCost.Traffic(moved.dramBytes(), activations, moved.byteHops()));
    }

    private EnergyBreakdown energy(ArrayCost.Energy array, NestTraffic moved, double activations, double latency) {
        return new EnergyBreakdown(
                array.macPj() + moved.sentPsums() * hardware.vectorOpPj(),
                array.peRegisterPj(),
                array.bufferPj() + fillPj(moved.counts()) + sharingBufferPj(moved),
                hardware.dramPj(moved.dramBytes(), activations, latency),
                hardware.nocPj(moved.byteHops(), moved.injected()),
                hardware.leakagePj(latency));
    }

    private AccessCounts counts(Tilings tilings, Fetches fetches, Dataflow dataflow, Lanes lanes) {
        return NodeAnalysis.count(tilings, fetches, dataflow, lanes, width.hasWeights());
    }

    /** What the PE arrays take, and the buffers for feeding them: the same for all loop orders. */
    public ArrayCost array(Tilings tilings, Dataflow dataflow) {
        Lanes lanes = lanes(tilings, dataflow);
        AccessCounts counts = counts(tilings, Fetches.ONCE, dataflow, lanes);
        double wire = arrayWirePj(ArrayHops.of(tilings, counts, dataflow, lanes));
        double registers = counts.registers() * hardware.peRegisterPj();
        return new ArrayCost(
                dataflow,
                lanes,
                arrayCycles(counts, tilings),
                new ArrayCost.Energy(macPj(counts), registers + wire, feedPj(counts)));
    }

    /** How a tile fills the PE array. */
    public Lanes lanes(Tilings tilings, Dataflow dataflow) {
        HardwareConfig config = hardware.config();
        return Lanes.of(dataflow, tilings, config.peRows(), config.peCols());
    }

    private double arrayCycles(AccessCounts counts, Tilings tilings) {
        return Math.max(counts.computeCycles() * cyclesPerPoint, portCycles(counts, tilings));
    }

    /** What the PE arrays take under a dataflow, by dims of the tile; of wires only what no choice of lanes saves. */
    public ArrayTerms arrayTerms(Dataflow dataflow) {
        HardwareConfig config = hardware.config();
        ArrayPrices prices = new ArrayPrices(
                config.peRows(),
                config.peCols(),
                cyclesPerPoint,
                readsPerPoint,
                width.hasWeights() ? hardware.macPj() : cyclesPerPoint * hardware.vectorOpPj(),
                hardware.peRegisterPj(),
                hardware.arrayWirePj(1, 0),
                hardware.arrayWirePj(0, 1),
                hardware.bufferEnergy());
        return new ArrayTerms(dataflow, prices, width.hasWeights());
    }

    /** Words that move if every tile is fetched once, over all nodes and in the largest share. */
    public MovedWords words(Tilings tilings) {
        return new MovedWords(
                NodeAnalysis.ifmapWords(tilings),
                width.hasWeights() ? NodeAnalysis.weightWords(tilings) : 0,
                NodeAnalysis.ofmapWords(tilings),
                tilings.ifmapShare().words(),
                width.hasWeights() ? tilings.weightShare().words() : 0,
                tilings.ofmapShare().words());
    }

    /**
     * DRAM cost of a word of one kind in tiles of this size.
     *
     * @param layout of the feature map that the word is in
     */
    public TileTraffic.PerWord traffic(Moved moved, Layout layout, Tilings tilings) {
        LayerMapping.Layouts both = new LayerMapping.Layouts(layout, layout);
        return switch (moved) {
            case IFMAP -> TileTraffic.ifmap(layer, hardware, both, sharing, tilings);
            case WEIGHT -> TileTraffic.weight(layer, hardware, both, sharing, tilings);
            case OFMAP -> TileTraffic.ofmap(hardware, both, sharing, tilings);
            case PSUM -> TileTraffic.psum(hardware, tilings);
        };
    }

    /** Layouts of the feature maps. */
    public LayerMapping.Layouts layouts() {
        return layouts;
    }

    /** True if the second operand is a feature map in the first one's layout. */
    public boolean weightHasLayout() {
        return layer.type().isAttention();
    }

    /** Nodes that pass an operand's words on to each other; an owner reads its part of a tile. */
    public int members(Operand operand) {
        return sharing.of(operand).members();
    }

    /** What a node stores, given the rows and columns of a tile. */
    public double shareBytes(Tilings tilings) {
        return TileTraffic.shareBytes(layer, hardware, sharing, tilings);
    }

    /** DRAM cost that no tile's word is below: its bytes at peak rate, each row opened once. */
    public TileTraffic.PerWord leastTraffic(Moved moved) {
        double bytes =
                switch (moved) {
                    case IFMAP, OFMAP -> hardware.wordBytes();
                    case WEIGHT -> width.weightBytes();
                    case PSUM -> hardware.psumBytes();
                };
        DramOrganization dram = hardware.config().technology().dram().organization();
        double rows = bytes / ((double) dram.rowBursts() * dram.burstBytes());
        return new TileTraffic.PerWord(bytes * hardware.dram().leastCyclesPerByte(), bytes, rows, rows, 1);
    }

    /** What it takes at least to move words of one kind between DRAM, mesh and buffers once: rows stay open for the next tile. */
    public WordRate rate(Moved moved) {
        TileTraffic.PerWord nothing = new TileTraffic.PerWord(0, 0, 0, 0, 0);
        NestTraffic traffic = new NestTraffic(
                width, hardware, sharing, nodes, moved.one(partition.parts(Dim.C)), TileTraffic.all(nothing));
        double share =
                switch (moved) {
                    case IFMAP -> width.ifmapReads() / sharing.ifmap().members();
                    case WEIGHT -> 1.0 / sharing.weight().members();
                    case OFMAP -> 1.0 / sharing.ofmap().members();
                    case PSUM -> 2;
                };
        double all = moved == Moved.OFMAP ? 1 : share;
        return new WordRate(
                share,
                energy(ArrayCost.Energy.NONE, traffic, 0, 0).totalPj(),
                hardware.dramPj(all, 0, 0),
                hardware.dramPj(0, all, 0));
    }

    /** Energy that passes with the time alone, per cycle. */
    public double standingPjPerCycle() {
        return hardware.dramPj(0, 0, 1) + hardware.leakagePj(1);
    }

    /**
     * Cycles of the mesh that no walk over tiles is below.
     *
     * @param words of tiles that are fetched once
     * @param fetches how often all tiles are
     * @param tiles of the largest share, at least
     */
    public double leastMeshCycles(MovedWords words, Fetches fetches, MovedWords.Tiles tiles) {
        double ifmap = fetches.ifmap() * words.ifmapShare() * width.ifmapReads() * hardware.wordBytes();
        double weight = fetches.weight() * words.weightShare() * width.weightBytes();
        return sharing.leastCycles(
                noc,
                new SharingLoads.Gathers(fetches.ifmap() * tiles.ifmap(), ifmap),
                new SharingLoads.Gathers(fetches.weight() * tiles.weight(), weight),
                new SharingLoads.Gathers(tiles.ofmap(), words.ofmapShare() * hardware.psumBytes()));
    }

    /** DRAM cycles lost in a step that reads and writes, the shorter of both for so long. */
    public double mixingCycles(double shorterCycles) {
        return hardware.mixing().of(shorterCycles);
    }

    /** True if several nodes add up psums of the same output. */
    public boolean reduces() {
        return sharing.ofmap().members() > 1;
    }

    /** Cycles before anything is there to be computed on. */
    public double firstAccessCycles() {
        return hardware.firstAccessCycles();
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
        return width.hasWeights()
                ? counts.points() * hardware.macPj()
                : counts.points() * cyclesPerPoint * hardware.vectorOpPj();
    }

    /** Buffer accesses of the PE arrays. */
    private double feedPj(AccessCounts counts) {
        HardwareModel.BufferEnergy e = hardware.bufferEnergy();
        AccessCounts.Output out = counts.ofmap();
        return readsPerPoint * counts.ifmap().bufferReads() * e.ifmapReadPj()
                + counts.weight().bufferReads() * e.weightReadPj()
                + out.updates() * e.ofmapWritePj()
                + out.accumulateReads() * e.ofmapReadPj();
    }

    /** Buffer accesses of what comes from DRAM and of psums on their way out. */
    private double fillPj(AccessCounts counts) {
        HardwareModel.BufferEnergy e = hardware.bufferEnergy();
        AccessCounts.Output out = counts.ofmap();
        return width.ifmapReads() * counts.ifmap().dramReads() * e.ifmapWritePj()
                + counts.weight().dramReads() * e.weightWritePj()
                + out.dramPsumReads() * e.ofmapWritePj()
                + out.drains() * e.ofmapReadPj();
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
