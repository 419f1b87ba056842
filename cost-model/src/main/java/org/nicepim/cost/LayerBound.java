package org.nicepim.cost;

import org.nicepim.hardware.HardwareConfig;
import org.nicepim.workload.LayerDims;

/**
 * Latency of one layer that no mapping of it is below, whatever runs beside it.
 *
 * <pre>
 *   on U nodes   max( PE array cycles of the largest share,  bytes / (U · DRAM bandwidth of a node) )
 *   cycles       the least over all numbers of parts of each dim whose product U is a rectangle of the node array
 *   node cycles  the same on one node: on U nodes the layer holds all of them for as long as it runs, and
 *                U · ⌈⌈extent / parts⌉ / lanes⌉ · … ≥ ⌈extent / lanes⌉ · …, so U times its cycles is not less
 * </pre>
 */
final class LayerBound {
    private final LayerWork work;
    private final ArrayBound array;
    private final double nodeBytesPerCycle;
    private final double pes;
    private final boolean[] rectangles;

    /**
     * What is known of a layer.
     *
     * @param cycles from its start to its end
     * @param nodeCycles its cycles times the nodes that it holds
     */
    record Least(double cycles, double nodeCycles) {}

    /** For one layer on one hardware. */
    LayerBound(LayerWork work, HardwareConfig config) {
        this.work = work;
        this.array = new ArrayBound(config.peRows(), config.peCols());
        this.nodeBytesPerCycle = config.nodeDramBytesPerCycle();
        this.pes = config.pesPerNode();
        this.rectangles = rectangles(config.nodeRows(), config.nodeCols());
    }

    /** Whether some rectangle of the array has so many nodes; parts of any dims with this product fill it. */
    private static boolean[] rectangles(int rows, int cols) {
        boolean[] sizes = new boolean[rows * cols + 1];
        for (int height = 1; height <= rows; height++) {
            for (int width = 1; width <= cols; width++) {
                sizes[height * width] = true;
            }
        }
        return sizes;
    }

    Least least() {
        return new Least(new Search().cycles(), cycles(work.dims(), 1));
    }

    /**
     * Cycles under one partition.
     *
     * @param largest share
     * @param nodes of the region
     */
    double cycles(LayerDims largest, int nodes) {
        return Math.max(array.cycles(work, largest), bytesCycles(nodes));
    }

    private double bytesCycles(int nodes) {
        return work.bytes() / (nodes * nodeBytesPerCycle);
    }

    /** Tries all numbers of parts, many first, so that few others are worth a closer look. */
    private final class Search {
        private static final int DIMS = 6;

        private final int[] extents;
        private final int[] share;
        private final double filter;
        private double least = Double.POSITIVE_INFINITY;

        Search() {
            LayerDims dims = work.dims();
            this.extents = new int[] {dims.k(), dims.c(), dims.g(), dims.n(), dims.p(), dims.q()};
            this.share = new int[DIMS];
            this.filter = (double) dims.r() * dims.s();
        }

        double cycles() {
            split(0, 1);
            return least;
        }

        private void split(int dim, int nodes) {
            if (dim == DIMS) {
                look(nodes);
                return;
            }
            for (int parts = Math.min(extents[dim], (rectangles.length - 1) / nodes); parts > 0; parts--) {
                share[dim] = (extents[dim] + parts - 1) / parts;
                split(dim + 1, nodes * parts);
            }
        }

        private void look(int nodes) {
            if (rectangles[nodes] && Math.max(bytesCycles(nodes), allPesBusy()) < least) {
                LayerDims largest = new LayerDims(
                        share[3],
                        share[2],
                        share[0],
                        share[1],
                        share[4],
                        share[5],
                        work.dims().r(),
                        work.dims().s());
                least = Math.min(least, LayerBound.this.cycles(largest, nodes));
            }
        }

        private double allPesBusy() {
            double points = filter;
            for (int extent : share) {
                points *= extent;
            }
            return points * work.cyclesPerPoint() / pes;
        }
    }
}
