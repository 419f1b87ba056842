package org.nicepim.cost.node;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.mapping.Partition;
import org.nicepim.workload.Dim;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Window;

/**
 * Runs a loop nest element by element on every node of a partition and counts what moves, knowing no formula: tiles are
 * sets of element ids, a tile is fetched when it differs from the one that is there.
 */
final class LoopNestOracle {
    private final LayerDims dims;
    private final Window window;
    private final LoopNest nest;
    private final boolean hasWeights;
    private final int peRows;
    private final int peCols;

    private long points;
    private long computeCycles;
    private long ifmapDram;
    private long ifmapReads;
    private long weightDram;
    private long weightReads;
    private long updates;
    private long accumulates;
    private long drains;
    private long psumWrites;
    private long psumReads;
    private long registers;
    private long ifmapHops;
    private long weightHops;
    private long psumHops;
    private final Set<Long> finished = new HashSet<>();

    LoopNestOracle(LayerDims dims, Window window, LoopNest nest, boolean hasWeights, int peRows, int peCols) {
        this.dims = dims;
        this.window = window;
        this.nest = nest;
        this.hasWeights = hasWeights;
        this.peRows = peRows;
        this.peCols = peCols;
    }

    AccessCounts run(Partition partition) {
        for (int row = 0; row < partition.rows(); row++) {
            for (int col = 0; col < partition.cols(); col++) {
                computeCycles = Math.max(computeCycles, new Node(partition, row, col).run());
            }
        }
        return new AccessCounts(
                points,
                computeCycles,
                new AccessCounts.Input(ifmapDram, ifmapReads),
                new AccessCounts.Input(weightDram, weightReads),
                new AccessCounts.Output(updates, accumulates, drains, psumWrites, psumReads, finished.size()),
                registers);
    }

    /** After the run: hops of words from PE to PE. */
    ArrayHops hops() {
        return new ArrayHops(ifmapHops, weightHops, psumHops);
    }

    /** A half-open range of each dim, by ordinal. */
    private static final class Box {
        private final int[] from;
        private final int[] to;

        Box(int[] from, int[] to) {
            this.from = from;
            this.to = to;
        }
    }

    private final class Node {
        private final Box share;
        private final Map<Dim, Integer> lanes;
        private Set<Long> ifmapTile = Set.of();
        private Set<Long> weightTile = Set.of();
        private Set<Long> ofmapTile = Set.of();
        private final Set<Long> begun = new HashSet<>();
        private long cycles;

        Node(Partition partition, int row, int col) {
            int[] from = new int[8];
            int[] to = new int[8];
            for (Dim dim : Dim.values()) {
                int parts = partition.parts(dim);
                int part = partition.part(dim, row, col);
                from[dim.ordinal()] = Partition.start(dims.of(dim), parts, part);
                to[dim.ordinal()] = Partition.start(dims.of(dim), parts, part + 1);
            }
            share = new Box(from, to);
            lanes = lanes(partition);
        }

        private Map<Dim, Integer> lanes(Partition partition) {
            LayerDims largest = partition.largestShare(dims);
            Map<Dim, Integer> result = new java.util.EnumMap<>(Dim.class);
            for (Dim dim : Dim.values()) {
                result.put(dim, 1);
            }
            unroll(result, nest.dataflow().rowDims(), peRows, largest);
            unroll(result, nest.dataflow().colDims(), peCols, largest);
            return result;
        }

        private void unroll(Map<Dim, Integer> result, List<Dim> along, int pes, LayerDims largest) {
            int left = pes;
            for (Dim dim : along) {
                int extent = largest.of(dim);
                int tile = dim == Dim.R ? extent : Math.min(extent, nest.tile().of(dim));
                int taken = Math.min(left, tile);
                result.put(dim, taken);
                left /= taken;
            }
        }

        long run() {
            walk(nest.order(), 0, share);
            leave(ofmapTile);
            return cycles;
        }

        private void walk(LoopOrder order, int depth, Box box) {
            if (depth == order.dims().size()) {
                step(box);
                return;
            }
            Dim dim = order.dims().get(depth);
            for (Box tile : cut(box, dim, nest.tile().of(dim))) {
                walk(order, depth + 1, tile);
            }
        }

        private List<Box> cut(Box box, Dim dim, int size) {
            List<Box> boxes = new ArrayList<>();
            int d = dim.ordinal();
            for (int at = box.from[d]; at < box.to[d]; at += size) {
                int[] from = box.from.clone();
                int[] to = box.to.clone();
                from[d] = at;
                to[d] = Math.min(box.to[d], at + size);
                boxes.add(new Box(from, to));
            }
            return boxes;
        }

        private void step(Box tile) {
            Set<Long> ifmap = ids(tile, Operand.IFMAP);
            Set<Long> weight = hasWeights ? ids(tile, Operand.WEIGHT) : Set.of();
            Set<Long> ofmap = ids(tile, Operand.OFMAP);
            if (!ifmap.equals(ifmapTile)) {
                ifmapDram += ifmapTileWords(tile);
                ifmapTile = ifmap;
            }
            if (!weight.equals(weightTile)) {
                weightDram += weight.size();
                weightTile = weight;
            }
            if (!ofmap.equals(ofmapTile)) {
                leave(ofmapTile);
                arrive(ofmap);
                ofmapTile = ofmap;
            }
            compute(tile);
        }

        private void leave(Set<Long> tile) {
            drains += tile.size();
            psumWrites += tile.size();
        }

        private void arrive(Set<Long> tile) {
            for (long word : tile) {
                if (begun.contains(word)) {
                    psumReads++;
                } else {
                    psumWrites--; // one of a word's departures is its last, finished
                    finished.add(word);
                }
            }
        }

        private void compute(Box tile) {
            List<Dim> outer = nest.dataflow().weightStationary()
                    ? List.of(Dim.G, Dim.K, Dim.C, Dim.R, Dim.S)
                    : List.of(Dim.N, Dim.G, Dim.K, Dim.P, Dim.Q);
            List<Dim> inner =
                    nest.dataflow().weightStationary() ? List.of(Dim.N, Dim.P, Dim.Q) : List.of(Dim.C, Dim.R, Dim.S);
            for (Box stationary : chunks(List.of(tile), outer)) {
                if (nest.dataflow().weightStationary()) {
                    weightHops += hasWeights ? loadHops(stationary) : 0;
                    int held = hasWeights ? ids(stationary, Operand.WEIGHT).size() : 0;
                    weightReads += held;
                    registers += held;
                } else {
                    update(stationary);
                }
                for (Box chunk : chunks(List.of(stationary), inner)) {
                    cycle(chunk);
                }
            }
        }

        private List<Box> chunks(List<Box> boxes, List<Dim> along) {
            List<Box> result = boxes;
            for (Dim dim : along) {
                List<Box> cut = new ArrayList<>();
                result.forEach(box -> cut.addAll(cut(box, dim, lanes.getOrDefault(dim, 1))));
                result = cut;
            }
            return result;
        }

        /** One cycle of the PE array: each element that it needs is read once and multicast. */
        private void cycle(Box chunk) {
            cycles++;
            long active = volume(chunk);
            points += active;
            ifmapReads += positionsRead(chunk);
            pass(chunk);
            if (nest.dataflow().weightStationary()) {
                update(chunk);
                registers += active;
            } else {
                weightReads += hasWeights ? ids(chunk, Operand.WEIGHT).size() : 0;
                registers += 2 * active;
            }
        }

        /** Each weight goes to its lane along the axis on which psums add up. */
        private long loadHops(Box weights) {
            long[] hops = {0};
            each(first(weights, Dim.N, Dim.P, Dim.Q), at -> hops[0] += lane(at, weights, adding()));
            return hops[0];
        }

        private List<Dim> adding() {
            return nest.dataflow().rowDims().contains(Dim.C)
                    ? nest.dataflow().rowDims()
                    : nest.dataflow().colDims();
        }

        private List<Dim> psumDims() {
            return unrolls(Dim.K) ? List.of(Dim.K) : List.of(Dim.Q, Dim.P);
        }

        private boolean unrolls(Dim dim) {
            return nest.dataflow().rowDims().contains(dim)
                    || nest.dataflow().colDims().contains(dim);
        }

        /** A word that PEs share goes from one to the next until all have it; a word of one PE passes those before it. */
        private void pass(Box chunk) {
            each(chunk, at -> {
                boolean shared = unrolls(Dim.K);
                ifmapHops += shared ? 1 : lane(at, chunk, List.of(Dim.Q, Dim.P));
                if (nest.dataflow().weightStationary()) {
                    psumHops++;
                } else {
                    weightHops += hasWeights ? 1 : 0;
                }
            });
        }

        /** Number of the PE along an axis, from 1; the first dim's elements lie side by side. */
        private int lane(int[] at, Box chunk, List<Dim> axis) {
            int lane = 0;
            int width = 1;
            for (Dim dim : axis) {
                lane += width * (at[dim.ordinal()] - chunk.from[dim.ordinal()]);
                width *= lanes.getOrDefault(dim, 1);
            }
            return lane + 1;
        }

        /** The part of a box at the first index of some dims. */
        private Box first(Box box, Dim... dims) {
            int[] to = box.to.clone();
            for (Dim dim : dims) {
                to[dim.ordinal()] = box.from[dim.ordinal()] + 1;
            }
            return new Box(box.from, to);
        }

        private void update(Box chunk) {
            if (!nest.dataflow().weightStationary()) {
                each(first(chunk, Dim.C, Dim.R, Dim.S), at -> {
                    boolean back = begun.contains(id(at, Operand.OFMAP));
                    psumHops += (back ? 2L : 1L) * lane(at, chunk, psumDims());
                });
            }
            for (long word : ids(chunk, Operand.OFMAP)) {
                updates++;
                registers -= nest.dataflow().weightStationary() ? 0 : 1;
                if (!begun.add(word)) {
                    accumulates++;
                }
            }
        }

        /** Distinct ifmap positions of a chunk, padding included: the array reads a zero for it. */
        private int positionsRead(Box chunk) {
            Set<List<Integer>> positions = new HashSet<>();
            each(
                    chunk,
                    at -> positions.add(
                            List.of(at[Dim.N.ordinal()], at[Dim.G.ordinal()], at[Dim.C.ordinal()], row(at), col(at))));
            return positions.size();
        }

        private int row(int[] at) {
            return at[Dim.P.ordinal()] * window.strideRows()
                    - window.padTop()
                    + at[Dim.R.ordinal()] * window.dilationRows();
        }

        private int col(int[] at) {
            return at[Dim.Q.ordinal()] * window.strideCols()
                    - window.padLeft()
                    + at[Dim.S.ordinal()] * window.dilationCols();
        }

        /** Stored words that the tile's outputs look at, each once. */
        private long ifmapTileWords(Box tile) {
            Set<Long> words = new HashSet<>();
            each(tile, at -> {
                int row = row(at);
                int col = col(at);
                if (row >= 0 && row < window.ifmapRows() && col >= 0 && col < window.ifmapCols()) {
                    long image = (long) at[Dim.N.ordinal()] * dims.g() + at[Dim.G.ordinal()];
                    long plane = image * dims.c() + at[Dim.C.ordinal()];
                    words.add((plane * window.ifmapRows() + row) * window.ifmapCols() + col);
                }
            });
            return words.size();
        }

        private Set<Long> ids(Box box, Operand operand) {
            Set<Long> ids = new HashSet<>();
            each(box, at -> ids.add(id(at, operand)));
            return ids;
        }

        private long id(int[] at, Operand operand) {
            long id = 0;
            for (Dim dim : Dim.values()) {
                boolean indexes = operand.indexedBy(dim);
                id = id * dims.of(dim) + (indexes ? at[dim.ordinal()] : 0);
            }
            return id;
        }

        private interface Visitor {
            void visit(int[] at);
        }

        private void each(Box box, Visitor visitor) {
            int[] at = box.from.clone();
            while (true) {
                visitor.visit(at);
                int d = 7;
                while (d >= 0 && ++at[d] == box.to[d]) {
                    at[d] = box.from[d];
                    d--;
                }
                if (d < 0) {
                    return;
                }
            }
        }

        private long size(Box box, Dim dim) {
            return (long) box.to[dim.ordinal()] - box.from[dim.ordinal()];
        }

        private long volume(Box box) {
            long volume = 1;
            for (Dim dim : Dim.values()) {
                volume *= size(box, dim);
            }
            return volume;
        }
    }
}
