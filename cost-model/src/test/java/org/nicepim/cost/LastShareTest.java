package org.nicepim.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Partition;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Dim;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerInput;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;

/** Does the last share of a layer wait for the last share of a producer just where it reads what that writes last? */
class LastShareTest {
    /** Whether "layer" waits for "home". */
    private static boolean waits(Workload workload) {
        Layer layer = workload.layer("layer");
        LayerInput input = layer.inputs().stream()
                .filter(in -> in.producer().equals("home"))
                .findFirst()
                .orElseThrow();
        return LastShare.waits(layer, input, workload.tensor("home"));
    }

    private static WorkloadBuilder net() {
        return new WorkloadBuilder("net", 2);
    }

    private static Tensor home(WorkloadBuilder net, int size) {
        return net.conv("home", net.input("image", 3, size, size), 6, Kernel.square(1), Affine.NONE);
    }

    private static Workload window(int size, Kernel kernel) {
        WorkloadBuilder net = net();
        net.conv("layer", home(net, size), 4, kernel, Affine.NONE);
        return net.build();
    }

    @Test
    void whereTheLastRowIsRead() {
        assertThat(waits(window(8, Kernel.square(1)))).isTrue();
        assertThat(waits(window(8, Kernel.square(3).pad(1)))).isTrue();
        assertThat(waits(window(7, Kernel.square(1).stride(2)))).isTrue();
        assertThat(waits(window(8, Kernel.square(1).stride(2))))
                .as("rows 0 to 6")
                .isFalse();
        assertThat(waits(window(8, Kernel.square(3).stride(2).pad(1)))).isTrue();
        assertThat(waits(window(8, Kernel.square(3).stride(2))))
                .as("rows 0 to 6")
                .isFalse();
        assertThat(waits(window(8, Kernel.square(2).dilation(2).pad(1))))
                .as("the last reads 6 and 8")
                .isFalse();
        assertThat(waits(window(8, Kernel.square(3).dilation(2).pad(2))))
                .as("the last reads 5, 7, and 9")
                .isTrue();
    }

    @Test
    void whatStandsLastInAConcatenation() {
        WorkloadBuilder first = net();
        Tensor home = home(first, 4);
        first.conv("layer", Tensor.concat(home, first.input("other", 3, 4, 4)), 4, Kernel.square(1), Affine.NONE);
        assertThat(waits(first.build())).isFalse();
        WorkloadBuilder last = net();
        home = home(last, 4);
        last.conv("layer", Tensor.concat(last.input("other", 3, 4, 4), home), 4, Kernel.square(1), Affine.NONE);
        assertThat(waits(last.build())).isTrue();
    }

    @Test
    void theEndOfASliceOnly() {
        WorkloadBuilder first = net();
        first.conv("layer", home(first, 4).slice(MapAxis.CHANNEL, 0, 3), 4, Kernel.square(1), Affine.NONE);
        assertThat(waits(first.build())).isFalse();
        WorkloadBuilder last = net();
        last.conv("layer", home(last, 4).slice(MapAxis.CHANNEL, 3, 3), 4, Kernel.square(1), Affine.NONE);
        assertThat(waits(last.build())).isTrue();
    }

    @Test
    void throughAnotherShape() {
        WorkloadBuilder net = net();
        net.fullyConnected("layer", home(net, 4), 5, Affine.NONE);
        assertThat(waits(net.build())).isTrue();
    }

    /** Under random partitions of all layers of networks: what the last share needs lies, in part, on the last node. */
    @Test
    void theLastNodeNeedsTheLastWord() {
        int waiting = 0;
        for (int seed = 0; seed < 300; seed++) {
            Gen gen = new Gen(seed);
            Workload workload = RandomLayers.network(gen);
            for (Layer layer : workload.layers()) {
                Partition partition = Cases.partition(gen, layer, 4, 4);
                LayerMapping mapping = Cases.mapping(layer, partition);
                for (LayerInput input : layer.inputs()) {
                    FeatureMap written = workload.tensor(input.producer());
                    if (LastShare.waits(layer, input, written)) {
                        waiting++;
                        Placement needs = input.operand() == Operand.IFMAP
                                ? Placement.ofIfmap(layer, mapping, 4)
                                : Placement.ofAttentionWeight(layer, mapping, 4);
                        List<Placement.Share> shares =
                                needs.from(input, written).shares();
                        assertThat(shares.get(shares.size() - 1).boxes())
                                .as("seed " + seed + " " + layer + " " + partition)
                                .anyMatch(box -> box.overlap(last(written)) > 0);
                    }
                }
            }
        }
        assertThat(waiting).isGreaterThan(2000);
    }

    private static Box last(FeatureMap map) {
        return new Box(
                Box.Range.of(map.n() - 1, map.n()),
                Box.Range.of(map.channels() - 1, map.channels()),
                Box.Range.of(map.rows() - 1, map.rows()),
                Box.Range.of(map.cols() - 1, map.cols()));
    }

    /** The last node has the last part of each dim, of the size of the largest. */
    @Test
    void theLastShareIsALargest() {
        for (int seed = 0; seed < 300; seed++) {
            Gen gen = new Gen(seed);
            Layer layer = RandomLayers.layer(gen);
            Partition partition = Cases.partition(gen, layer, 4, 4);
            for (Dim dim : List.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q)) {
                int parts = partition.parts(dim);
                assertThat(partition.part(dim, partition.rows() - 1, partition.cols() - 1))
                        .isEqualTo(parts - 1);
                int extent = layer.dims().of(dim);
                assertThat(extent - Partition.start(extent, parts, parts - 1))
                        .isEqualTo(partition.largestShare(layer.dims()).of(dim));
            }
        }
    }
}
