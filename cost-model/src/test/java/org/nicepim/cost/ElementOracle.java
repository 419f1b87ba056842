package org.nicepim.cost;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Partition;
import org.nicepim.noc.Mesh;
import org.nicepim.sharing.PartitionSharing;
import org.nicepim.workload.Dim;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerType;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Workload;

/**
 * Redistribution element by element: each element of a tensor lies in equal parts on the nodes that compute it; each
 * element that a node's share of the loops touches is wanted in equal parts by the members of the sharing set. Elements
 * are numbered in NCHW order, which a reshape keeps.
 *
 * <p>A block that a reshape cuts inside a channel is {@link Fractional}: such cases are left to other tests.
 */
final class ElementOracle {
    /** What moved. */
    record Moved(double words, double wordHops) {}

    /** A block that begins or ends inside a channel of the stored tensor. */
    static final class Fractional extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** Half-open ranges of batch, channels, rows and columns. */
    private static final class Block {
        private final int[] from;
        private final int[] to;

        Block(int[] from, int[] to) {
            this.from = from;
            this.to = to;
        }
    }

    private final Workload workload;
    private final Mesh mesh;

    ElementOracle(Workload workload, Mesh mesh) {
        this.workload = workload;
        this.mesh = mesh;
    }

    Moved run(Layer layer, LayerMapping mapping, Redistribution.Producers producers) throws Fractional {
        Moved sum = new Moved(0, 0);
        if (layer.type().isAttention()) {
            Moved first = pull(layer, mapping, layer.inputs().get(0), layer.ifmap(), 0, false, producers);
            Moved second = pull(layer, mapping, layer.inputs().get(1), weight(layer), 0, true, producers);
            return new Moved(first.words + second.words, first.wordHops + second.wordHops);
        }
        int offset = 0;
        for (String input : layer.inputs()) {
            boolean concat = layer.type() != LayerType.ELEMENTWISE;
            Moved one = pull(layer, mapping, input, layer.ifmap(), offset, false, producers);
            sum = new Moved(sum.words + one.words, sum.wordHops + one.wordHops);
            FeatureMap seen = layer.ifmap();
            offset +=
                    concat ? (int) (workload.tensor(input).words() / ((long) seen.n() * seen.rows() * seen.cols())) : 0;
        }
        return sum;
    }

    private static FeatureMap weight(Layer layer) {
        boolean scores = layer.type() == LayerType.ATTENTION_SCORES;
        int perGroup = scores ? layer.dims().c() : layer.dims().k();
        return new FeatureMap(
                1,
                layer.dims().g() * perGroup,
                scores ? layer.dims().k() : layer.dims().c(),
                1);
    }

    private Moved pull(
            Layer layer,
            LayerMapping mapping,
            String input,
            FeatureMap seen,
            int offset,
            boolean weight,
            Redistribution.Producers producers)
            throws Fractional {
        if (workload.inputs().containsKey(input)) {
            return new Moved(0, 0);
        }
        Layer producer = workload.layer(input);
        List<List<Integer>> homes = homes(producer, producers.of(input));
        double wanted = 1.0 / PartitionSharing.members(mapping.partition(), weight ? Operand.WEIGHT : Operand.IFMAP);
        int channels = (int) (producer.ofmap().words() / ((long) seen.n() * seen.rows() * seen.cols()));
        boolean reshaped = channels * seen.n()
                != producer.ofmap().channels() * producer.ofmap().n();
        int row = reshaped ? producer.ofmap().rows() * producer.ofmap().cols() : 1;
        double words = 0;
        double hops = 0;
        for (int node = 0; node < mapping.region().nodes(); node++) {
            int r = node / mapping.region().cols();
            int c = node % mapping.region().cols();
            int id = r * mesh.cols() + c;
            for (Block block : weight ? weightBlocks(layer, mapping, r, c) : ifmapBlocks(layer, mapping, r, c)) {
                if ((block.from[1] - offset) % row != 0 || (block.to[1] - offset) % row != 0) {
                    throw new Fractional();
                }
                for (long element : elements(block, seen, offset, channels)) {
                    List<Integer> holders = homes.get((int) element);
                    for (int from : holders) {
                        words += from == id ? 0 : wanted / holders.size();
                        hops += mesh.distance(from, id) * wanted / holders.size();
                    }
                }
            }
        }
        return new Moved(words, hops);
    }

    /** Numbers of a block's elements inside one of several concatenated tensors. */
    private static Set<Long> elements(Block block, FeatureMap seen, int offset, int channels) {
        Set<Long> numbers = new HashSet<>();
        for (int n = block.from[0]; n < block.to[0]; n++) {
            for (int ch = Math.max(block.from[1], offset); ch < Math.min(block.to[1], offset + channels); ch++) {
                for (int h = block.from[2]; h < block.to[2]; h++) {
                    for (int w = block.from[3]; w < block.to[3]; w++) {
                        numbers.add((((long) n * channels + ch - offset) * seen.rows() + h) * seen.cols() + w);
                    }
                }
            }
        }
        return numbers;
    }

    private List<List<Integer>> homes(Layer layer, LayerMapping mapping) {
        FeatureMap map = layer.ofmap();
        List<List<Integer>> homes = new ArrayList<>();
        for (int element = 0; element < map.words(); element++) {
            homes.add(new ArrayList<>());
        }
        Partition partition = mapping.partition();
        for (int row = 0; row < mapping.region().rows(); row++) {
            for (int col = 0; col < mapping.region().cols(); col++) {
                for (int[] channel : channels(layer, partition, Dim.K, row, col)) {
                    Block block = block(
                            span(layer, partition, Dim.N, row, col),
                            channel,
                            span(layer, partition, Dim.P, row, col),
                            span(layer, partition, Dim.Q, row, col));
                    for (long element : elements(block, map, 0, map.channels())) {
                        homes.get((int) element).add(row * mesh.cols() + col);
                    }
                }
            }
        }
        return homes;
    }

    private static List<Block> ifmapBlocks(Layer layer, LayerMapping mapping, int row, int col) {
        Partition partition = mapping.partition();
        int[] rows = touched(layer, span(layer, partition, Dim.P, row, col), true);
        int[] cols = touched(layer, span(layer, partition, Dim.Q, row, col), false);
        List<Block> blocks = new ArrayList<>();
        for (int[] channel : channels(layer, partition, Dim.C, row, col)) {
            blocks.add(block(span(layer, partition, Dim.N, row, col), channel, rows, cols));
        }
        return blocks;
    }

    private static List<Block> weightBlocks(Layer layer, LayerMapping mapping, int row, int col) {
        Partition partition = mapping.partition();
        boolean scores = layer.type() == LayerType.ATTENTION_SCORES;
        List<Block> blocks = new ArrayList<>();
        for (int[] channel : channels(layer, partition, scores ? Dim.C : Dim.K, row, col)) {
            int[] rows = span(layer, partition, scores ? Dim.K : Dim.C, row, col);
            blocks.add(block(new int[] {0, 1}, channel, rows, new int[] {0, 1}));
        }
        return blocks;
    }

    /** First and last stored row (or column) that some filter element of some output looks at. */
    private static int[] touched(Layer layer, int[] outputs, boolean rows) {
        int first = Integer.MAX_VALUE;
        int last = -1;
        int filter = rows ? layer.dims().r() : layer.dims().s();
        for (int p = outputs[0]; p < outputs[1]; p++) {
            for (int r = 0; r < filter; r++) {
                int at = rows
                        ? p * layer.window().strideRows()
                                - layer.window().padTop()
                                + r * layer.window().dilationRows()
                        : p * layer.window().strideCols()
                                - layer.window().padLeft()
                                + r * layer.window().dilationCols();
                int size = rows ? layer.window().ifmapRows() : layer.window().ifmapCols();
                if (at >= 0 && at < size) {
                    first = Math.min(first, at);
                    last = Math.max(last, at);
                }
            }
        }
        return last < 0 ? new int[] {0, 0} : new int[] {first, last + 1};
    }

    private static Block block(int[]... ranges) {
        int[] from = new int[ranges.length];
        int[] to = new int[ranges.length];
        for (int i = 0; i < ranges.length; i++) {
            from[i] = ranges[i][0];
            to[i] = ranges[i][1];
        }
        return new Block(from, to);
    }

    private static int[] span(Layer layer, Partition partition, Dim dim, int row, int col) {
        long extent = layer.dims().of(dim);
        int parts = partition.parts(dim);
        int part = partition.part(dim, row, col);
        return new int[] {(int) (extent * part / parts), (int) (extent * (part + 1) / parts)};
    }

    /** Channel ranges of G·X: all groups at once if X is whole. */
    private static List<int[]> channels(Layer layer, Partition partition, Dim perGroup, int row, int col) {
        int[] g = span(layer, partition, Dim.G, row, col);
        int[] x = span(layer, partition, perGroup, row, col);
        int size = layer.dims().of(perGroup);
        List<int[]> ranges = new ArrayList<>();
        if (x[1] - x[0] == size) {
            ranges.add(new int[] {g[0] * size, g[1] * size});
        } else {
            for (int group = g[0]; group < g[1]; group++) {
                ranges.add(new int[] {group * size + x[0], group * size + x[1]});
            }
        }
        return ranges;
    }
}
