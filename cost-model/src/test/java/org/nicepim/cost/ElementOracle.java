package org.nicepim.cost;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Partition;
import org.nicepim.noc.Mesh;
import org.nicepim.sharing.PartitionSharing;
import org.nicepim.workload.Corner;
import org.nicepim.workload.Dim;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerInput;
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
    private final boolean shared;

    ElementOracle(Workload workload, Mesh mesh) {
        this(workload, mesh, true);
    }

    /**
     * For one workload.
     *
     * @param shared false if each node pulls all that it reads, rather than its part of what its sharing set reads
     */
    ElementOracle(Workload workload, Mesh mesh, boolean shared) {
        this.workload = workload;
        this.mesh = mesh;
        this.shared = shared;
    }

    private int id(LayerMapping mapping, int row, int col) {
        return (mapping.region().row() + row) * mesh.cols() + mapping.region().col() + col;
    }

    Moved run(Layer layer, LayerMapping mapping, Redistribution.Producers producers) throws Fractional {
        Moved sum = new Moved(0, 0);
        for (LayerInput input : layer.inputs()) {
            Moved one = pull(layer, mapping, input, producers);
            sum = new Moved(sum.words + one.words, sum.wordHops + one.wordHops);
        }
        return sum;
    }

    private Moved pull(Layer layer, LayerMapping mapping, LayerInput input, Redistribution.Producers producers)
            throws Fractional {
        if (workload.inputs().containsKey(input.producer())) {
            return new Moved(0, 0);
        }
        Layer producer = workload.layer(input.producer());
        List<List<Integer>> homes = homes(producer, producers.of(input.producer()));
        boolean weight = input.operand() == Operand.WEIGHT;
        double wanted = shared ? 1.0 / PartitionSharing.members(mapping.partition(), input.operand()) : 1;
        double words = 0;
        double hops = 0;
        for (int node = 0; node < mapping.region().nodes(); node++) {
            int r = node / mapping.region().cols();
            int c = node % mapping.region().cols();
            int id = id(mapping, r, c);
            for (Block block : weight ? weightBlocks(layer, mapping, r, c) : ifmapBlocks(layer, mapping, r, c)) {
                for (long element : elements(block, input, producer.ofmap())) {
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

    /** Numbers of the producer's elements behind a block of the operand, as far as they come from one input. */
    private static Set<Long> elements(Block block, LayerInput input, FeatureMap stored) throws Fractional {
        FeatureMap place = input.place().extents();
        FeatureMap part = input.part().extents();
        Corner at = input.place().from();
        boolean regrouped = place.n() * place.channels() != part.n() * part.channels();
        int plane = regrouped && place.words() == part.words() ? part.rows() * part.cols() : 1;
        if ((block.from[1] - at.channel()) % plane != 0 || (block.to[1] - at.channel()) % plane != 0) {
            throw new Fractional();
        }
        Set<Long> numbers = new HashSet<>();
        for (int n = Math.max(0, block.from[0] - at.n()); n < Math.min(place.n(), block.to[0] - at.n()); n++) {
            int channelEnd = Math.min(place.channels(), block.to[1] - at.channel());
            for (int ch = Math.max(0, block.from[1] - at.channel()); ch < channelEnd; ch++) {
                int rowEnd = Math.min(place.rows(), block.to[2] - at.row());
                for (int h = Math.max(0, block.from[2] - at.row()); h < rowEnd; h++) {
                    int colEnd = Math.min(place.cols(), block.to[3] - at.col());
                    for (int w = Math.max(0, block.from[3] - at.col()); w < colEnd; w++) {
                        numbers.add(element(new int[] {n, ch, h, w}, input, stored));
                    }
                }
            }
        }
        return numbers;
    }

    /** The producer's element behind one of the operand: the same in order, or the repeated one. */
    private static long element(int[] at, LayerInput input, FeatureMap stored) {
        FeatureMap place = input.place().extents();
        FeatureMap part = input.part().extents();
        int[] seen = at.clone();
        if (place.words() == part.words()) {
            long number = number(at, place);
            seen[3] = (int) (number % part.cols());
            seen[2] = (int) (number / part.cols() % part.rows());
            seen[1] = (int) (number / part.cols() / part.rows() % part.channels());
            seen[0] = (int) (number / part.cols() / part.rows() / part.channels());
        } else {
            seen[0] = part.n() == 1 ? 0 : at[0];
            seen[1] = part.channels() == 1 ? 0 : at[1];
            seen[2] = part.rows() == 1 ? 0 : at[2];
            seen[3] = part.cols() == 1 ? 0 : at[3];
        }
        Corner from = input.part().from();
        return number(
                new int[] {seen[0] + from.n(), seen[1] + from.channel(), seen[2] + from.row(), seen[3] + from.col()},
                stored);
    }

    private static long number(int[] at, FeatureMap map) {
        return (((long) at[0] * map.channels() + at[1]) * map.rows() + at[2]) * map.cols() + at[3];
    }

    private static Set<Long> elements(Block block, FeatureMap map) {
        Set<Long> numbers = new HashSet<>();
        for (int n = block.from[0]; n < block.to[0]; n++) {
            for (int ch = block.from[1]; ch < block.to[1]; ch++) {
                for (int h = block.from[2]; h < block.to[2]; h++) {
                    for (int w = block.from[3]; w < block.to[3]; w++) {
                        numbers.add(number(new int[] {n, ch, h, w}, map));
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
                    for (long element : elements(block, map)) {
                        homes.get((int) element).add(id(mapping, row, col));
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
