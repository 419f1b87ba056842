package org.nicepim.sim.run;

import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;
import org.nicepim.sim.memory.NodeMemory;
import org.nicepim.sim.memory.StoredTensor;
import org.nicepim.sim.memory.StoredTensor.Box;
import org.nicepim.sim.memory.StoredTensor.Part;
import org.nicepim.sim.memory.StoredTensor.Steps;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerType;
import org.nicepim.workload.Operand;

/**
 * Where the operands of a layer lie in the DRAM of a node, and which bytes its tiles are.
 *
 * <pre>
 *   ifmap    the node's share, halo included, as a tensor of its own in the mapping's layout; inputs that lie over each
 *            other one after another
 *   weights  tile after tile in the order of the loops, one run per tile; the second activation of an attention product as a feature map
 *   ofmap    the node's share as a tensor of its own
 *   psums    tile after tile in the order of the loops
 * </pre>
 *
 * All nodes use the same addresses. Shares of a shared operand are packed ({@link StoredTensor}): a node that shares a copy of
 * weights with others stores its part of each tile, one that has a copy of its own all of it.
 */
final class OperandStore {
    private static final int IFMAP = Operand.IFMAP.ordinal();
    private static final int WEIGHT = Operand.WEIGHT.ordinal();
    private static final int OFMAP = Operand.OFMAP.ordinal();
    private static final int[] WEIGHT_DIMS = {TileGrid.G, TileGrid.K, TileGrid.C};
    private static final int[] OFMAP_DIMS = {TileGrid.N, TileGrid.G, TileGrid.K, TileGrid.P, TileGrid.Q};

    private final TileGrid grid;
    private final Layer layer;
    private final Sharing sharing;
    private final Widths widths;
    private final LayerMapping.Layouts layouts;
    private final long ifmapBase;
    private final long weightBase;
    private final long ofmapBase;
    private final long psumBase;
    private final long end;

    /**
     * Lays the operands out.
     *
     * @param base first free address
     * @param alignment where an operand may start
     */
    OperandStore(LayerMapping mapping, TileGrid grid, Sharing sharing, Widths widths, long base, long alignment) {
        this.grid = grid;
        this.layer = grid.layer();
        this.sharing = sharing;
        this.widths = widths;
        this.layouts = mapping.layouts();
        this.ifmapBase = base;
        long inputs = (long) Math.ceil(layer.ifmapReads());
        this.weightBase = up(ifmapBase + inputs * most(0), alignment);
        this.ofmapBase = up(weightBase + most(1), alignment);
        this.psumBase = up(ofmapBase + most(2), alignment);
        this.end = up(psumBase + most(3), alignment);
    }

    private static long up(long address, long alignment) {
        return (address + alignment - 1) / alignment * alignment;
    }

    /** Bytes of the largest share of an operand: 0 ifmap, 1 weights, 2 ofmap, 3 psums. */
    private long most(int what) {
        long most = 0;
        for (int node = 0; node < grid.nodes(); node++) {
            long bytes =
                    switch (what) {
                        case 0 -> images(node) * ifmap(node).imageBytes();
                        case 1 -> weightTiles() * weightTileBytes();
                        case 2 -> images(node) * ofmap(node).imageBytes();
                        default -> grid.visits(OFMAP) == 1 ? 0 : ofmapTiles() * psumTileBytes();
                    };
            most = Math.max(most, bytes);
        }
        return most;
    }

    /** First address behind the layer's operands. */
    long end() {
        return end;
    }

    /** Where the ifmap lies. */
    long ifmapBase() {
        return ifmapBase;
    }

    /** Where the weights lie. */
    long weightBase() {
        return weightBase;
    }

    private long images(int node) {
        return (long) grid.partTo(TileGrid.N, node) - grid.partFrom(TileGrid.N, node);
    }

    private int extent(int dim, int node) {
        return Math.max(1, grid.partTo(dim, node) - grid.partFrom(dim, node));
    }

    private StoredTensor tensor(long base, long channels, int rows, int cols, Layout layout) {
        int count = Math.toIntExact(channels);
        return new StoredTensor(
                base, count, Math.max(1, rows), Math.max(1, cols), widths.wordBytes(), layout.blockFor(count));
    }

    /** A node's share of the ifmap. */
    StoredTensor ifmap(int node) {
        return tensor(
                ifmapBase,
                (long) extent(TileGrid.G, node) * extent(TileGrid.C, node),
                grid.endRow(grid.partTo(TileGrid.P, node)) - grid.firstRow(grid.partFrom(TileGrid.P, node)),
                grid.endCol(grid.partTo(TileGrid.Q, node)) - grid.firstCol(grid.partFrom(TileGrid.Q, node)),
                layouts.ifmap());
    }

    /** A node's share of the ofmap. */
    StoredTensor ofmap(int node) {
        return tensor(
                ofmapBase,
                (long) extent(TileGrid.G, node) * extent(TileGrid.K, node),
                extent(TileGrid.P, node),
                extent(TileGrid.Q, node),
                layouts.ofmap());
    }

    /** A node's share of the second activation of an attention product. */
    private StoredTensor attention(int node) {
        boolean scores = layer.type() == LayerType.ATTENTION_SCORES;
        int width = extent(scores ? TileGrid.C : TileGrid.K, node);
        int rows = extent(scores ? TileGrid.K : TileGrid.C, node);
        return tensor(weightBase, (long) extent(TileGrid.G, node) * width, rows, 1, layouts.ifmap());
    }

    private Part own(int operand, int node) {
        return Part.of(sharing.members(operand, node), sharing.member(operand, node));
    }

    /** Adds a node's part of its ifmap tile to a transfer. */
    void addIfmap(int node, int step, NodeMemory memory) {
        StoredTensor tensor = ifmap(node);
        double inputs = layer.ifmapReads();
        Part own = own(IFMAP, node);
        for (int input = 0; input < inputs; input++) {
            StoredTensor at = input == 0
                    ? tensor
                    : new StoredTensor(
                            ifmapBase + input * images(node) * tensor.imageBytes(),
                            tensor.channels(),
                            tensor.rows(),
                            tensor.cols(),
                            tensor.wordBytes(),
                            tensor.block());
            Part part = new Part(own.owners(), own.owner(), 0, Math.min(1, inputs - input));
            addIfmap(at, node, step, part, memory);
        }
    }

    private void addIfmap(StoredTensor tensor, int node, int step, Part part, NodeMemory memory) {
        int p = grid.index(TileGrid.P, step);
        int q = grid.index(TileGrid.Q, step);
        if (grid.ifmapWords(node, step) == 0) {
            return;
        }
        int row = grid.firstRow(grid.start(TileGrid.P, node, p)) - grid.firstRow(grid.partFrom(TileGrid.P, node));
        int col = grid.firstCol(grid.start(TileGrid.Q, node, q)) - grid.firstCol(grid.partFrom(TileGrid.Q, node));
        Plane plane = new Plane(row, grid.rowSteps(node, p), col, grid.colSteps(node, q));
        addGroups(tensor, TileGrid.C, plane, node, step, part, memory);
    }

    /**
     * Rows and columns of a tile.
     *
     * @param row first row
     * @param rows how they lie
     * @param col first column
     * @param cols how they lie
     */
    private record Plane(int row, Steps rows, int col, Steps cols) {
        static Plane whole(int row, int rows, int col, int cols) {
            return new Plane(row, Steps.inARow(rows), col, Steps.inARow(cols));
        }

        void add(StoredTensor tensor, int n0, int n1, int c0, int c1, Part part, NodeMemory memory) {
            boolean none = rows.inner() == 0 || cols.inner() == 0;
            Box box = new Box(n0, n1, c0, c1, row, none ? row : row + 1, col, col + 1);
            tensor.add(box, rows, cols, part, memory);
        }
    }

    /** Adds a tile whose channels are G·X, X being C or K: one box, or one per group if X is cut. */
    private void addGroups(
            StoredTensor tensor, int perGroup, Plane plane, int node, int step, Part part, NodeMemory memory) {
        int n = grid.index(TileGrid.N, step);
        int n0 = grid.start(TileGrid.N, node, n) - grid.partFrom(TileGrid.N, node);
        int n1 = grid.end(TileGrid.N, node, n) - grid.partFrom(TileGrid.N, node);
        int g = grid.index(TileGrid.G, step);
        int g0 = grid.start(TileGrid.G, node, g) - grid.partFrom(TileGrid.G, node);
        int g1 = grid.end(TileGrid.G, node, g) - grid.partFrom(TileGrid.G, node);
        int x = grid.index(perGroup, step);
        int x0 = grid.start(perGroup, node, x) - grid.partFrom(perGroup, node);
        int x1 = grid.end(perGroup, node, x) - grid.partFrom(perGroup, node);
        int width = extent(perGroup, node);
        if (x1 - x0 == width) {
            plane.add(tensor, n0, n1, g0 * width, g1 * width, part, memory);
            return;
        }
        for (int group = g0; group < g1; group++) {
            plane.add(tensor, n0, n1, group * width + x0, group * width + x1, part, memory);
        }
    }

    private long weightTiles() {
        return (long) grid.trips(TileGrid.G) * grid.trips(TileGrid.K) * grid.trips(TileGrid.C);
    }

    private long weightTileBytes() {
        double words = (double) grid.tile(TileGrid.G)
                * grid.tile(TileGrid.K)
                * grid.tile(TileGrid.C)
                * layer.dims().r()
                * layer.dims().s();
        return layer.type().hasMacs() ? (long) Math.ceil(words * widths.weightBytes()) : 0;
    }

    /** Adds a node's part of its weight tile. */
    void addWeights(int node, int step, NodeMemory memory) {
        if (layer.type().isAttention()) {
            boolean scores = layer.type() == LayerType.ATTENTION_SCORES;
            int dim = scores ? TileGrid.K : TileGrid.C;
            int index = grid.index(dim, step);
            int row = grid.start(dim, node, index) - grid.partFrom(dim, node);
            Plane plane = Plane.whole(row, grid.size(dim, node, step), 0, 1);
            addGroups(attention(node), scores ? TileGrid.C : TileGrid.K, plane, node, step, own(WEIGHT, node), memory);
            return;
        }
        long tile = grid.tileNumber(step, WEIGHT_DIMS);
        long bytes = (long) Math.ceil(grid.weightWords(node, step) * widths.weightBytes());
        StoredTensor.addRun(weightBase, tile * weightTileBytes(), bytes, own(WEIGHT, node), memory);
    }

    /** Adds a node's part of its finished ofmap tile. */
    void addOfmap(int node, int step, NodeMemory memory) {
        int p = grid.index(TileGrid.P, step);
        int q = grid.index(TileGrid.Q, step);
        Plane plane = Plane.whole(
                grid.start(TileGrid.P, node, p) - grid.partFrom(TileGrid.P, node),
                grid.size(TileGrid.P, node, step),
                grid.start(TileGrid.Q, node, q) - grid.partFrom(TileGrid.Q, node),
                grid.size(TileGrid.Q, node, step));
        addGroups(ofmap(node), TileGrid.K, plane, node, step, own(OFMAP, node), memory);
    }

    private long psumTileBytes() {
        return (long) grid.tile(TileGrid.N)
                * grid.tile(TileGrid.G)
                * grid.tile(TileGrid.K)
                * grid.tile(TileGrid.P)
                * grid.tile(TileGrid.Q)
                * widths.psumBytes();
    }

    private long ofmapTiles() {
        return (long) grid.trips(TileGrid.N)
                * grid.trips(TileGrid.G)
                * grid.trips(TileGrid.K)
                * grid.trips(TileGrid.P)
                * grid.trips(TileGrid.Q);
    }

    /** Adds the psums of a node's ofmap tile. */
    void addPsums(int node, int step, NodeMemory memory) {
        long tile = grid.tileNumber(step, OFMAP_DIMS);
        long bytes = grid.ofmapWords(node, step) * widths.psumBytes();
        StoredTensor.addRun(psumBase, tile * psumTileBytes(), bytes, Part.ALL, memory);
    }
}
