package org.nicepim.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Region;
import org.nicepim.sharing.PartitionSharing;
import org.nicepim.workload.Dim;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.LayerInput;
import org.nicepim.workload.LayerType;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Window;

/**
 * Which node's DRAM holds which blocks of a tensor, or which node needs them. Nodes that share data have the same blocks, so these are looked at
 * once.
 *
 * @param tensor shape in which the blocks are given
 * @param shares per node that has any
 * @param kinds different blocks
 */
record Placement(FeatureMap tensor, List<Share> shares, int kinds) {
    private static final Dim[] DIMS = Dim.values();

    /**
     * Blocks of one node.
     *
     * @param node id in the whole mesh
     * @param kind from 0; the same for nodes with the same blocks
     * @param boxes its blocks, disjoint
     * @param fraction part of every word block in them that is the node's: nodes that share data own it interleaved,
     *     so that each tile, wherever it lies, comes from all of them alike
     */
    record Share(int node, int kind, List<Box> boxes, double fraction) {
        /** No blocks on no node. */
        static final Share NONE = new Share(-1, -1, List.of(), 0);
    }

    /**
     * Where a layer's output lies: each node keeps its share; nodes that summed up psums together keep it
     * interleaved.
     *
     * @param meshCols columns of the whole mesh
     */
    static Placement ofOfmap(Layer layer, LayerMapping mapping, int meshCols) {
        Partition partition = mapping.partition();
        return of(layer.ofmap(), mapping, meshCols, Operand.OFMAP, (row, col) -> {
            Box.Range n = range(layer.dims(), partition, Dim.N, row, col);
            Box.Range p = range(layer.dims(), partition, Dim.P, row, col);
            Box.Range q = range(layer.dims(), partition, Dim.Q, row, col);
            return blocks(n, channels(layer.dims(), partition, Dim.K, row, col), p, q);
        });
    }

    /** What each node must own of a layer's input before it starts: its part of what its sharing set reads. */
    static Placement ofIfmap(Layer layer, LayerMapping mapping, int meshCols) {
        return of(
                layer.ifmap(),
                mapping,
                meshCols,
                Operand.IFMAP,
                (row, col) -> read(layer, mapping.partition(), row, col));
    }

    /** What each node reads of a layer's input, halo included, if no node passes anything on to another. */
    static Placement readsOfIfmap(Layer layer, LayerMapping mapping, int meshCols) {
        Placement owned = ofIfmap(layer, mapping, meshCols);
        List<Share> shares = owned.shares.stream()
                .map(share -> new Share(share.node, share.kind, share.boxes, 1))
                .toList();
        return new Placement(layer.ifmap(), shares, owned.kinds);
    }

    private static List<Box> read(Layer layer, Partition partition, int row, int col) {
        LayerDims dims = layer.dims();
        Window window = layer.window();
        Box.Range n = range(dims, partition, Dim.N, row, col);
        Box.Range p = range(dims, partition, Dim.P, row, col);
        Box.Range q = range(dims, partition, Dim.Q, row, col);
        Box.Range rows = Box.Range.of(window.firstRow((int) p.from()), window.endRow((int) p.to(), dims.r()));
        Box.Range cols = Box.Range.of(window.firstCol((int) q.from()), window.endCol((int) q.to(), dims.s()));
        return blocks(n, channels(dims, partition, Dim.C, row, col), rows, cols);
    }

    private static List<Box> blocks(Box.Range n, List<Box.Range> channels, Box.Range rows, Box.Range cols) {
        List<Box> blocks = new ArrayList<>(channels.size());
        for (Box.Range channel : channels) {
            blocks.add(new Box(n, channel, rows, cols));
        }
        return blocks;
    }

    /** What each node must own of the second activation of an attention product. */
    static Placement ofAttentionWeight(Layer layer, LayerMapping mapping, int meshCols) {
        Partition partition = mapping.partition();
        boolean scores = layer.type() == LayerType.ATTENTION_SCORES;
        return of(layer.weightMap(), mapping, meshCols, Operand.WEIGHT, (row, col) -> {
            Box.Range rows = range(layer.dims(), partition, scores ? Dim.K : Dim.C, row, col);
            Box.Range one = Box.Range.of(0, 1);
            return blocks(one, channels(layer.dims(), partition, scores ? Dim.C : Dim.K, row, col), rows, one);
        });
    }

    private interface NodeBoxes {
        List<Box> at(int row, int col);
    }

    private static Placement of(
            FeatureMap tensor, LayerMapping mapping, int meshCols, Operand shared, NodeBoxes boxes) {
        Region region = mapping.region();
        double fraction = 1.0 / PartitionSharing.members(mapping.partition(), shared);
        List<Share> shares = new ArrayList<>(region.nodes());
        int[] ofRow = new int[region.rows()];
        Arrays.setAll(ofRow, row -> part(mapping.partition(), shared, row, 0));
        int[] ofCol = new int[region.cols()];
        Arrays.setAll(ofCol, col -> part(mapping.partition(), shared, 0, col));
        Map<Integer, Share> kinds = new HashMap<>();
        for (int row = 0; row < region.rows(); row++) {
            for (int col = 0; col < region.cols(); col++) {
                int node = (region.row() + row) * meshCols + region.col() + col;
                int part = ofRow[row] + ofCol[col];
                Share first = kinds.get(part);
                if (first == null) {
                    first = new Share(node, kinds.size(), boxes.at(row, col), fraction);
                    kinds.put(part, first);
                }
                shares.add(new Share(node, first.kind, first.boxes, fraction));
            }
        }
        return new Placement(tensor, List.copyOf(shares), kinds.size());
    }

    /** The number of the part of an operand that a node has; what row and column bring to it adds up. */
    private static int part(Partition partition, Operand operand, int row, int col) {
        int number = 0;
        for (Dim dim : DIMS) {
            if (operand.indexedBy(dim)) {
                int parts = partition.parts(dim);
                number = parts == 1 ? number : number * parts + partition.part(dim, row, col);
            }
        }
        return number;
    }

    private static Box.Range range(LayerDims dims, Partition partition, Dim dim, int row, int col) {
        int parts = partition.parts(dim);
        int part = partition.part(dim, row, col);
        return Box.Range.of(Partition.start(dims.of(dim), parts, part), Partition.start(dims.of(dim), parts, part + 1));
    }

    /** Channels G·X of the node, X being C or K: one range if X is whole, else one per group. */
    private static List<Box.Range> channels(LayerDims dims, Partition partition, Dim perGroup, int row, int col) {
        Box.Range g = range(dims, partition, Dim.G, row, col);
        Box.Range x = range(dims, partition, perGroup, row, col);
        int size = dims.of(perGroup);
        if (partition.parts(perGroup) == 1) {
            return List.of(g.scaled(size));
        }
        List<Box.Range> ranges = new ArrayList<>();
        for (int group = (int) g.from(); group < (int) g.to(); group++) {
            ranges.add(Box.Range.of((double) group * size + x.from(), (double) group * size + x.to()));
        }
        return ranges;
    }

    /** The part of this placement that comes from one input of the layer, in the shape that its producer wrote. */
    Placement from(LayerInput input, FeatureMap stored) {
        InputView view = new InputView(input);
        List<Share> parts = new ArrayList<>(shares.size());
        List<List<Box>> known = new ArrayList<>(kinds);
        for (Share share : shares) {
            if (share.kind == known.size()) {
                List<Box> boxes = new ArrayList<>();
                share.boxes.forEach(box -> boxes.addAll(view.stored(box)));
                known.add(boxes);
            }
            parts.add(new Share(share.node, share.kind, known.get(share.kind), share.fraction));
        }
        return new Placement(stored, parts, kinds);
    }

    /** Takes note of words on their way from one node to another. */
    interface Moves {
        /** Some words move. */
        void move(Share from, Share to, double words);
    }

    /**
     * Lists what the nodes of this placement pull from where it lies.
     *
     * @param reordered if what lies on the right node already is listed as well, from the node to itself
     */
    void pull(Placement home, boolean reordered, Moves moves) {
        Share[][] sources = new Share[kinds][];
        double[][] words = new double[kinds][home.kinds];
        for (Share to : shares) {
            if (sources[to.kind] == null) {
                sources[to.kind] = home.overlapping(to, words[to.kind]);
            }
            for (Share from : sources[to.kind]) {
                if (reordered || to.node != from.node) {
                    moves.move(from, to, words[to.kind][from.kind]);
                }
            }
        }
    }

    /**
     * Shares that have something of what a node needs.
     *
     * @param words of each kind that it needs; is filled
     */
    private Share[] overlapping(Share to, double[] words) {
        Arrays.fill(words, Double.NaN);
        List<Share> some = new ArrayList<>(shares.size());
        for (Share from : shares) {
            if (Double.isNaN(words[from.kind])) {
                words[from.kind] = overlap(from, to);
            }
            if (words[from.kind] > 0) {
                some.add(from);
            }
        }
        return some.toArray(Share[]::new);
    }

    /** Words that one node has and the other needs of it. */
    static double overlap(Share from, Share to) {
        double words = 0;
        for (Box a : from.boxes) {
            for (Box b : to.boxes) {
                words += a.overlap(b);
            }
        }
        return words * from.fraction * to.fraction;
    }
}
