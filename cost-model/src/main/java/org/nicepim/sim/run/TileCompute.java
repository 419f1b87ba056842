package org.nicepim.sim.run;

import java.util.List;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapping.Dataflow;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerType;

/**
 * How long the PE array takes for a tile, and what it reads and writes in its buffers and registers meanwhile.
 *
 * <pre>
 *   lanes       along an axis of the array the first dim of the dataflow takes as many PEs as a tile has elements, the next
 *               what is left
 *   array       N · Π ⌈extent / lanes⌉ over G, K, C, P, Q, R · S cycles, times operations per point
 *   ports       an ifmap word per PE row, a weight per PE column, a psum read and a psum write per PE column and cycle
 *   tile        the slowest of these
 * </pre>
 */
final class TileCompute {
    private final TileGrid grid;
    private final Layer layer;
    private final int peRows;
    private final int peCols;
    private final boolean weightStationary;
    private final boolean groups;
    private final double cyclesPerPoint;
    private final double readsPerPoint;
    private final int[] lanes = {1, 1, 1, 1, 1, 1, 1, 1};

    TileCompute(TileGrid grid, Dataflow dataflow, HardwareConfig hardware) {
        this.grid = grid;
        this.layer = grid.layer();
        this.peRows = hardware.peRows();
        this.peCols = hardware.peCols();
        this.weightStationary = dataflow.weightStationary();
        boolean macs = layer.type().hasMacs();
        this.cyclesPerPoint =
                macs ? 1 : (double) layer.vectorOps() / layer.dims().points();
        this.readsPerPoint = layer.type() == LayerType.ELEMENTWISE ? cyclesPerPoint : 1;
        this.groups = dataflow.rowDims().contains(Dim.G) || dataflow.colDims().contains(Dim.G);
        fill(dataflow.rowDims(), peRows);
        fill(dataflow.colDims(), peCols);
    }

    private void fill(List<Dim> dims, int pes) {
        int left = pes;
        for (Dim dim : dims) {
            int extent = dim == Dim.R ? layer.dims().r() : grid.tile(dim.ordinal());
            int taken = Math.min(extent, left);
            lanes[dim.ordinal()] = taken;
            left /= taken;
        }
    }

    private long chunks(int dim, int extent) {
        return ((long) extent + lanes[dim] - 1) / lanes[dim];
    }

    /**
     * Computes a node's tile: adds its accesses to the tally and returns its logic cycles; 0 if the node has none.
     *
     * @param node of the region
     * @param step of the loops over tiles
     */
    long run(int node, int step, Tally tally) {
        int n = grid.size(TileGrid.N, node, step);
        int g = grid.size(TileGrid.G, node, step);
        int k = grid.size(TileGrid.K, node, step);
        int c = grid.size(TileGrid.C, node, step);
        int p = grid.size(TileGrid.P, node, step);
        int q = grid.size(TileGrid.Q, node, step);
        long outputs = (long) n * g * k * p * q;
        long filter = (long) layer.dims().r() * layer.dims().s();
        if (outputs * c == 0) {
            return 0;
        }
        long filterChunks =
                chunks(Dim.R.ordinal(), layer.dims().r()) * layer.dims().s();
        long positions = chunks(TileGrid.P, p) * chunks(TileGrid.Q, q);
        long kChunks = chunks(TileGrid.K, k);
        long cChunks = chunks(TileGrid.C, c);
        double array =
                (double) n * chunks(TileGrid.G, g) * kChunks * cChunks * positions * filterChunks * cyclesPerPoint;
        double ifmap = (double) n * g * p * q * c * filter * kChunks * readsPerPoint;
        double tileWeights = layer.type().hasMacs() ? (double) g * k * c * filter : 0;
        double weights = weightStationary ? tileWeights : tileWeights * n * positions;
        double updates = weightStationary ? (double) outputs * cChunks * filterChunks : outputs;
        double added = grid.index(TileGrid.C, step) == 0 ? updates - outputs : updates;
        double points = (double) outputs * c * filter;
        tally.points += points;
        tally.ifmapBufferReads += ifmap;
        tally.weightBufferReads += weights;
        tally.psumUpdates += updates;
        tally.psumAdds += added;
        countHops(new int[] {n, g, k, c, p, q}, points, weights, updates + added, tally);
        tally.registers += weightStationary ? points + weights : 2 * points - updates;
        double ports = Math.max(ifmap / peRows, Math.max(weights, Math.max(updates, added)) / peCols);
        return (long) Math.ceil(Math.max(array, ports) - 1e-9);
    }

    /**
     * Words that several PEs use at once make a hop for each; a word for one PE makes as many as its lane's number, from 1. What
     * stays in the PEs goes to its own lane.
     */
    private void countHops(int[] size, double points, double weights, double psums, Tally tally) {
        int r = layer.dims().r();
        if (weightStationary) {
            double ways = lanesUsed(size[TileGrid.C], lanes[TileGrid.C], r, lanes[Dim.R.ordinal()]);
            tally.arrayHops += points * readsPerPoint + weights / ((double) size[TileGrid.C] * r) * ways;
            tally.psumHops += points;
        } else if (groups) {
            double positions = (double) size[TileGrid.P] * size[TileGrid.Q];
            double ways = lanesUsed(size[TileGrid.Q], lanes[TileGrid.Q], size[TileGrid.P], lanes[TileGrid.P]);
            double ifmap = points * readsPerPoint / positions * ways;
            tally.arrayHops += ifmap + (weights > 0 ? points : 0);
            tally.psumHops += psums / positions * ways;
        } else {
            double ways = lanesUsed(size[TileGrid.K], lanes[TileGrid.K], 1, 1);
            tally.arrayHops += points * readsPerPoint + (weights > 0 ? points : 0);
            tally.psumHops += psums / size[TileGrid.K] * ways;
        }
    }

    /** Numbers, from 1, of the lanes on which elements of two dims of an axis lie, the first side by side, added up. */
    private static double lanesUsed(int first, int firstLanes, int second, int secondLanes) {
        double sum = 0;
        for (int b = 0; b < second; b++) {
            for (int a = 0; a < first; a++) {
                sum += b % secondLanes * firstLanes + a % firstLanes + 1;
            }
        }
        return sum;
    }

    /** Operations of the layer's loop points. */
    double cyclesPerPoint() {
        return cyclesPerPoint;
    }
}
