package org.nicepim.sim.run;

import java.util.List;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Tile;
import org.nicepim.sim.memory.StoredTensor.Steps;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Window;

/**
 * The loops over tiles of one layer: which node computes which part of each dim, in which order all of them walk over their
 * tiles, and when the tile of an operand changes.
 *
 * <pre>
 *   part j of n over L     [j·L div n, (j+1)·L div n)
 *   step                   mixed-radix number of the tile indices, outermost loop first; as many as the largest part needs
 *   visit of an operand    steps in a row with one tile of it: {@link #stay} steps, the trips of all loops inside its
 *                          innermost loop with more than one trip that indexes it
 * </pre>
 */
final class TileGrid {
    /** Dims that are tiled: N, G, K, C, P, Q by ordinal. */
    static final int DIMS = 6;

    static final int N = Dim.N.ordinal();
    static final int G = Dim.G.ordinal();
    static final int K = Dim.K.ordinal();
    static final int C = Dim.C.ordinal();
    static final int P = Dim.P.ordinal();
    static final int Q = Dim.Q.ordinal();

    private final Layer layer;
    private final int nodes;
    private final int[] tile = new int[DIMS];
    private final int[] trips = new int[DIMS];
    private final int[] largest = new int[DIMS];
    private final int[] inner = new int[DIMS];
    private final int[][] from = new int[DIMS][];
    private final int[][] to = new int[DIMS][];
    private final InputLines rows;
    private final InputLines cols;
    private final int[][] linesRead = new int[DIMS][];
    private final int[] stay = new int[Operand.values().length];
    private final int steps;

    TileGrid(Layer layer, LayerMapping mapping) {
        this.layer = layer;
        Partition partition = mapping.partition();
        this.nodes = partition.rows() * partition.cols();
        Tile size = mapping.loopNest().tile();
        for (int d = 0; d < DIMS; d++) {
            Dim dim = Dim.values()[d];
            int extent = layer.dims().of(dim);
            int parts = partition.parts(dim);
            largest[d] = (extent + parts - 1) / parts;
            tile[d] = Math.min(size.of(dim), largest[d]);
            trips[d] = (largest[d] + tile[d] - 1) / tile[d];
            cut(dim, extent, parts, partition);
        }
        this.steps = order(mapping.loopNest().order());
        Window window = layer.window();
        this.rows = new InputLines(
                window.strideRows(), layer.dims().r(), window.dilationRows(), window.padTop(), window.ifmapRows());
        this.cols = new InputLines(
                window.strideCols(), layer.dims().s(), window.dilationCols(), window.padLeft(), window.ifmapCols());
        count(P, rows);
        count(Q, cols);
    }

    private void cut(Dim dim, int extent, int parts, Partition partition) {
        int d = dim.ordinal();
        from[d] = new int[nodes];
        to[d] = new int[nodes];
        for (int node = 0; node < nodes; node++) {
            int part = partition.part(dim, node / partition.cols(), node % partition.cols());
            from[d][node] = Partition.start(extent, parts, part);
            to[d][node] = Partition.start(extent, parts, part + 1);
        }
    }

    private void count(int dim, InputLines lines) {
        int[] read = new int[nodes * trips[dim]];
        for (int node = 0; node < nodes; node++) {
            for (int index = 0; index < trips[dim]; index++) {
                read[node * trips[dim] + index] = lines.count(start(dim, node, index), end(dim, node, index));
            }
        }
        linesRead[dim] = read;
    }

    private int order(LoopOrder order) {
        List<Dim> dims = order.dims();
        long inside = 1;
        int seen = 0;
        for (int j = dims.size() - 1; j >= 0; j--) {
            Dim dim = dims.get(j);
            inner[dim.ordinal()] = Math.toIntExact(inside);
            if (trips[dim.ordinal()] > 1) {
                for (Operand operand : Operand.values()) {
                    boolean first = (seen & operand.dimBits()) == 0;
                    if (first && operand.indexedBy(dim)) {
                        stay[operand.ordinal()] = Math.toIntExact(inside);
                    }
                }
                seen |= dim.bit();
            }
            inside *= trips[dim.ordinal()];
        }
        for (Operand operand : Operand.values()) {
            if (stay[operand.ordinal()] == 0) {
                stay[operand.ordinal()] = Math.toIntExact(inside);
            }
        }
        return Math.toIntExact(inside);
    }

    Layer layer() {
        return layer;
    }

    /** Nodes of the region, numbered row by row from 0. */
    int nodes() {
        return nodes;
    }

    /** Steps over tiles, the same on every node. */
    int steps() {
        return steps;
    }

    /** Steps for which a tile of the operand stays. */
    int stay(int operand) {
        return stay[operand];
    }

    /** Changes of the operand's tile, the first included. */
    int visits(int operand) {
        return steps / stay[operand];
    }

    /** Largest extent of a tile. */
    int tile(int dim) {
        return tile[dim];
    }

    /** Tiles of the largest part. */
    int trips(int dim) {
        return trips[dim];
    }

    /** Extent of the largest part. */
    int largest(int dim) {
        return largest[dim];
    }

    /** First index of a node's part. */
    int partFrom(int dim, int node) {
        return from[dim][node];
    }

    /** End of a node's part. */
    int partTo(int dim, int node) {
        return to[dim][node];
    }

    /** Which tile of a dim a step computes. */
    int index(int dim, int step) {
        return step / inner[dim] % trips[dim];
    }

    /** Number of the tile of some dims that a step uses, counted in the order in which the loops first come to them. */
    long tileNumber(int step, int[] dims) {
        long number = 0;
        for (int dim : dims) {
            long inside = 1;
            for (int other : dims) {
                inside *= inner[other] < inner[dim] || inner[other] == inner[dim] && other > dim ? trips[other] : 1;
            }
            number += index(dim, step) * inside;
        }
        return number;
    }

    /** First index of a node's tile; the end of its part if it has no such tile. */
    int start(int dim, int node, int index) {
        return Math.min(to[dim][node], from[dim][node] + index * tile[dim]);
    }

    /** End of a node's tile. */
    int end(int dim, int node, int index) {
        return Math.min(to[dim][node], from[dim][node] + (index + 1) * tile[dim]);
    }

    /** Extent of a node's tile in a step; 0 if it has none. */
    int size(int dim, int node, int step) {
        int index = index(dim, step);
        return end(dim, node, index) - start(dim, node, index);
    }

    /** First stored ifmap row under a range of output rows. */
    int firstRow(int p) {
        return layer.window().firstRow(p);
    }

    /** Stored ifmap rows that end before this one lie under the outputs before {@code pEnd}. */
    int endRow(int pEnd) {
        return layer.window().endRow(pEnd, layer.dims().r());
    }

    int firstCol(int q) {
        return layer.window().firstCol(q);
    }

    int endCol(int qEnd) {
        return layer.window().endCol(qEnd, layer.dims().s());
    }

    /** Stored ifmap rows that a node's tile reads. */
    int inputRows(int node, int index) {
        return linesRead[P][node * trips[P] + index];
    }

    /** Stored ifmap columns that a node's tile reads. */
    int inputCols(int node, int index) {
        return linesRead[Q][node * trips[Q] + index];
    }

    /** How the rows of a node's tile lie. */
    Steps rowSteps(int node, int index) {
        return rows.steps(start(P, node, index), end(P, node, index));
    }

    /** How the columns of a node's tile lie. */
    Steps colSteps(int node, int index) {
        return cols.steps(start(Q, node, index), end(Q, node, index));
    }

    /** Words of a node's ifmap tile in a step, each counted once however many inputs lie over each other. */
    long ifmapWords(int node, int step) {
        return (long) size(N, node, step)
                * size(G, node, step)
                * size(C, node, step)
                * inputRows(node, index(P, step))
                * inputCols(node, index(Q, step));
    }

    /** Words of a node's weight tile in a step. */
    long weightWords(int node, int step) {
        return (long) size(G, node, step)
                * size(K, node, step)
                * size(C, node, step)
                * layer.dims().r()
                * layer.dims().s();
    }

    /** Words of a node's ofmap tile in a step. */
    long ofmapWords(int node, int step) {
        return (long) size(N, node, step)
                * size(G, node, step)
                * size(K, node, step)
                * size(P, node, step)
                * size(Q, node, step);
    }
}
