package org.nicepim.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Layer;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;
import org.nicepim.workload.zoo.Zoo;

/** Do the layers of a graph add up as far as they wait for each other, and as far as they need the same nodes? */
class LowerBoundTest {
    /**
     * One channel of one element, a filter of 31×31 over it, on nodes of one PE: 961 cycles, and no dim to split. An output of
     * k channels takes k · 961 cycles of a node, ⌈k / 2⌉ · 961 on the two nodes. DRAM does not count: 2 · (961 + 2) bytes take six
     * cycles of one node.
     */
    private static final HardwareModel TWO_NODES = new HardwareModel(Cases.chip(1, 2, 1, 1 << 14));

    private static final Kernel LONG = Kernel.square(31).pad(15);
    private static final double UNIT = 961;

    /** Reads the last channel of its input. */
    private static Tensor layer(WorkloadBuilder net, String name, Tensor input, int outputs) {
        return net.conv(
                name, input.slice(MapAxis.CHANNEL, input.shape().channels() - 1, 1), outputs, LONG, Affine.NONE);
    }

    private static WorkloadBuilder net() {
        return new WorkloadBuilder("net", 1);
    }

    private static Tensor image(WorkloadBuilder net) {
        return net.input("image", 1, 1, 1);
    }

    private static void assertUnits(WorkloadBuilder net, double units) {
        assertThat(LowerBound.cycles(net.build(), TWO_NODES)).isCloseTo(units * UNIT, Offset.offset(1e-6));
    }

    /** 1, 2 (of 3 channels) and 1 (of 2) units; six units of work on two nodes would be done in three. */
    @Test
    void chain() {
        WorkloadBuilder net = net();
        Tensor a = layer(net, "a", image(net), 1);
        Tensor b = layer(net, "b", a, 3);
        layer(net, "c", b, 2);
        assertUnits(net, 1 + 2 + 1);
    }

    /** Two branches between two layers: as long as the longer one, or as the work of all. */
    @Test
    void diamond() {
        WorkloadBuilder net = net();
        Tensor a = layer(net, "a", image(net), 1);
        Tensor b = layer(net, "b", a, 1);
        Tensor c = layer(net, "c", a, 1);
        layer(net, "d", net.add("sum", b, c), 1);
        double sum = LowerBound.cycles(net.build().layer("sum"), TWO_NODES);
        assertThat(LowerBound.cycles(net.build(), TWO_NODES)).isCloseTo(3 * UNIT + sum, Offset.offset(1e-6));
        WorkloadBuilder wide = net();
        Tensor first = layer(wide, "a", image(wide), 1);
        for (int i = 0; i < 6; i++) {
            layer(wide, "branch" + i, first, 1);
        }
        assertUnits(wide, 7 / 2.0);
    }

    /** An output that nobody reads keeps a node busy, but nothing waits for it. */
    @Test
    void deadEnd() {
        WorkloadBuilder net = net();
        Tensor a = layer(net, "a", image(net), 1);
        layer(net, "end", a, 1);
        layer(net, "c", layer(net, "b", a, 1), 1);
        assertUnits(net, 3);
    }

    /** A layer that reads what came two layers before waits for those between if it reads them as well. */
    @Test
    void skip() {
        WorkloadBuilder net = net();
        Tensor a = layer(net, "a", image(net), 1);
        Tensor c = layer(net, "c", layer(net, "b", a, 1), 1);
        Tensor both = net.add("sum", a, c);
        layer(net, "d", both, 1);
        double sum = LowerBound.cycles(net.build().layer("sum"), TWO_NODES);
        assertThat(LowerBound.cycles(net.build(), TWO_NODES)).isCloseTo(4 * UNIT + sum, Offset.offset(1e-6));
    }

    /** What was the bound before shares and lanes were looked at: peak compute, peak bandwidth and the longest path. */
    private static double atPeak(Workload workload, HardwareModel hardware) {
        double compute = 0;
        double load = 0;
        double longest = 0;
        Map<String, Double> ends = new HashMap<>();
        for (Layer layer : workload.layers()) {
            double points = layer.type().hasMacs() ? layer.macs() : layer.vectorOps();
            double computing = points / hardware.peakPointsPerCycle();
            double loading = LowerBound.compulsoryBytes(layer, hardware) / hardware.peakDramBytesPerCycle();
            compute += computing;
            load += loading;
            double start = layer.producers().stream()
                    .mapToDouble(producer -> ends.getOrDefault(producer, 0.0))
                    .max()
                    .orElse(0);
            ends.put(layer.name(), start + Math.max(computing, loading));
            longest = Math.max(longest, start + Math.max(computing, loading));
        }
        return Math.max(longest, Math.max(compute, load));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet50", "googlenet", "mobilenet_v2", "densenet121", "nasnet_a_mobile", "bert_base"})
    void networksTakeNoLessThanAtPeak(String name) {
        Workload workload = Zoo.create(name, 1);
        for (String chip : new String[] {"chip4x4", "chip8x8"}) {
            HardwareModel hardware = new HardwareModel(HardwareReader.read(chip));
            assertThat(LowerBound.cycles(workload, hardware))
                    .isGreaterThanOrEqualTo(atPeak(workload, hardware) * (1 - 1e-12));
        }
    }
}
