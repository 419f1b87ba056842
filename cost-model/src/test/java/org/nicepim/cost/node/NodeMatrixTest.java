package org.nicepim.cost.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Split;
import org.nicepim.mapping.Tile;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Heads;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/**
 * Every kind of layer under every dataflow and every order of loops, counted in closed form and element by element: tiles with
 * edges, PE arrays that do not divide them, and partitions whether they divide the layer or not.
 */
class NodeMatrixTest {
    private static final Partition WHOLE = new Partition(List.of(), List.of());

    /** Kinds of layers, each small. */
    enum Kind {
        CONVOLUTION(net -> conv(net, 1, Kernel.square(3).pad(1))),
        STRIDED(net -> conv(net, 1, Kernel.square(3).stride(2).pad(1))),
        STRIDE_LARGER_THAN_FILTER(net -> conv(net, 1, Kernel.square(1).stride(2))),
        STRIDE_LARGER_THAN_FILTER_PADDED(
                net -> conv(net, 1, Kernel.square(2).stride(3).pad(1))),
        DILATED(net -> conv(net, 1, Kernel.square(2).dilation(2))),
        DILATED_AND_STRIDED(
                net -> conv(net, 1, Kernel.square(2).dilation(3).stride(2).pad(1))),
        POINTWISE(net -> conv(net, 1, Kernel.square(1))),
        GROUPED(net -> conv(net, 2, Kernel.square(2))),
        DEPTHWISE(net -> net.depthwise("layer", image(net), Kernel.square(3).stride(2), Affine.NONE)),
        POOLING(net -> net.pool("layer", image(net), Kernel.square(2).stride(2))),
        ELEMENTWISE(net -> {
            Tensor image = image(net);
            net.add("layer", image, net.pool("other", image, Kernel.square(1)));
        }),
        MATRIX_TIMES_MATRIX(net -> net.sequenceProduct("layer", hidden(net, 5), 7, Affine.NONE)),
        MATRIX_TIMES_VECTOR(net -> net.sequenceProduct("layer", hidden(net, 1), 7, Affine.NONE)),
        SCORES(net -> scores(net, "layer", new Heads(2, 2), 5)),
        SCORES_OF_GROUPED_QUERIES(net -> scores(net, "layer", new Heads(4, 2), 3)),
        SCORES_OF_ONE_TOKEN(net -> {
            Tensor q = net.sequenceProduct("q", hidden(net, 1), 6, Affine.NONE);
            net.attentionScores("layer", q, net.cache("keys", 3, 5), new Heads(2, 1));
        }),
        CONTEXT(net -> context(net, new Heads(2, 2), 4)),
        CONTEXT_OF_GROUPED_QUERIES(net -> context(net, new Heads(4, 2), 3));

        private final Consumer<WorkloadBuilder> build;

        Kind(Consumer<WorkloadBuilder> build) {
            this.build = build;
        }

        Layer layer(int batch) {
            WorkloadBuilder net = new WorkloadBuilder("net", batch);
            build.accept(net);
            return net.build().layer("layer");
        }

        private static Tensor image(WorkloadBuilder net) {
            return net.input("image", 4, 6, 5);
        }

        private static Tensor conv(WorkloadBuilder net, int groups, Kernel kernel) {
            return net.groupedConv("layer", image(net), 6, groups, kernel, Affine.NONE);
        }

        private static Tensor hidden(WorkloadBuilder net, int length) {
            return net.embedding("embedding", 10, 6, length);
        }

        private static Tensor scores(WorkloadBuilder net, String name, Heads heads, int length) {
            Tensor hidden = hidden(net, length);
            Tensor q = net.sequenceProduct("q", hidden, 3 * heads.query(), Affine.NONE);
            Tensor k = net.sequenceProduct("k", hidden, 3 * heads.keyValue(), Affine.NONE);
            return net.attentionScores(name, q, k, heads);
        }

        private static Tensor context(WorkloadBuilder net, Heads heads, int length) {
            Tensor scores = scores(net, "scores", heads, length);
            Tensor tokens = net.embedding("tokens", 10, 6, length);
            Tensor v = net.sequenceProduct("v", tokens, 3 * heads.keyValue(), Affine.NONE);
            return net.attentionContext("layer", scores, v, heads);
        }
    }

    @ParameterizedTest
    @EnumSource
    void countsEqualTheElementByElementRun(Kind kind) {
        int seed = kind.ordinal() * 1000;
        for (Dataflow dataflow : Dataflow.values()) {
            for (LoopOrder order : LoopOrder.values()) {
                for (int i = 0; i < 3; i++) {
                    Gen gen = new Gen(seed++);
                    Layer layer = kind.layer(gen.between(1, 2));
                    compare(new Case(
                            layer,
                            WHOLE,
                            nest(gen, layer.dims(), order, dataflow),
                            gen.between(1, 6),
                            gen.between(1, 6)));
                }
            }
        }
    }

    /**
     * Parts that differ in size move what they have, as long as all make the same number of trips. Where one makes fewer, it is
     * taken to fetch again with the others: an upper bound.
     */
    @Test
    void partsOfDifferentSizesCountWhatTheyHave() {
        int equal = 0;
        for (int seed = 0; seed < 600; seed++) {
            Gen gen = new Gen(seed);
            Layer layer = gen.oneOf(Kind.values()).layer(gen.between(1, 3));
            Partition partition = partition(gen, layer.dims());
            LoopNest nest = nest(
                    gen,
                    partition.largestShare(layer.dims()),
                    gen.oneOf(LoopOrder.values()),
                    gen.oneOf(Dataflow.values()));
            Case c = new Case(layer, partition, nest, gen.between(1, 4), gen.between(1, 4));
            if (c.sameTrips()) {
                compare(c);
                equal++;
            } else {
                AccessCounts closed = c.closed();
                AccessCounts run = c.oracle().run(partition);
                assertThat(closed.ifmap().dramReads())
                        .isGreaterThanOrEqualTo(run.ifmap().dramReads());
                assertThat(closed.weight().dramReads())
                        .isGreaterThanOrEqualTo(run.weight().dramReads());
                assertThat(closed.ofmap().dramPsumWrites())
                        .isGreaterThanOrEqualTo(run.ofmap().dramPsumWrites());
                assertThat(closed.ofmap().dramWrites()).isEqualTo(run.ofmap().dramWrites());
                assertThat(closed.points()).isEqualTo(run.points());
                assertThat(closed.computeCycles()).isEqualTo(run.computeCycles());
                assertThat(closed.ifmap().bufferReads()).isEqualTo(run.ifmap().bufferReads());
                assertThat(closed.weight().bufferReads()).isEqualTo(run.weight().bufferReads());
                assertThat(closed.ofmap().updates()).isEqualTo(run.ofmap().updates());
                assertThat(closed.registers()).isEqualTo(run.registers());
            }
        }
        assertThat(equal).isBetween(100, 590);
    }

    private record Case(Layer layer, Partition partition, LoopNest nest, int peRows, int peCols) {
        Tilings tilings() {
            return Tilings.of(layer.dims(), layer.window(), partition, nest.tile());
        }

        Lanes lanes() {
            return Lanes.of(nest.dataflow(), tilings(), peRows, peCols);
        }

        AccessCounts closed() {
            return NodeAnalysis.count(
                    tilings(),
                    nest.order(),
                    nest.dataflow(),
                    lanes(),
                    layer.type().hasMacs());
        }

        LoopNestOracle oracle() {
            return new LoopNestOracle(
                    layer.dims(), layer.window(), nest, layer.type().hasMacs(), peRows, peCols);
        }

        /** True if the smallest part of each dim has as many tiles as the largest. */
        boolean sameTrips() {
            for (Dim dim : List.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q)) {
                int smallest = layer.dims().of(dim) / partition.parts(dim);
                int tile = tilings().of(dim).tile();
                if ((smallest + tile - 1) / tile != tilings().of(dim).trips()) {
                    return false;
                }
            }
            return true;
        }
    }

    private static void compare(Case c) {
        LoopNestOracle oracle = c.oracle();
        AccessCounts closed = c.closed();
        assertThat(closed).as("%s", c).isEqualTo(oracle.run(c.partition));
        assertThat(ArrayHops.of(c.tilings(), closed, c.nest.dataflow(), c.lanes()))
                .as("%s", c)
                .isEqualTo(oracle.hops());
    }

    private static LoopNest nest(Gen gen, LayerDims share, LoopOrder order, Dataflow dataflow) {
        Tile tile = new Tile(
                gen.between(1, share.n()),
                gen.between(1, share.g()),
                gen.between(1, share.k()),
                gen.between(1, share.c()),
                gen.between(1, share.p()),
                gen.between(1, share.q()));
        return new LoopNest(tile, order, dataflow);
    }

    private static Partition partition(Gen gen, LayerDims dims) {
        List<Dim> left = new ArrayList<>(List.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q));
        return new Partition(split(gen, dims, left), split(gen, dims, left));
    }

    private static List<Split> split(Gen gen, LayerDims dims, List<Dim> left) {
        Dim dim = gen.oneOf(left);
        left.remove(dim);
        int parts = Math.min(dims.of(dim), gen.between(1, 3));
        return parts > 1 ? List.of(new Split(dim, parts)) : List.of();
    }
}
