package org.nicepim.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Are live tensors counted as one would by hand? */
class WorkloadStatisticsTest {
    private static final Kernel ONE = Kernel.square(1);

    /**
     * <pre>
     * image 16 ── a 32 ──┬── sum 32 ── e 16
     *        └─── b 32 ──┘
     *             a ──────── d 8
     * </pre>
     */
    @Test
    void aTensorLivesFromItsProducerToItsLastConsumer() {
        WorkloadBuilder net = new WorkloadBuilder("dag", 1);
        Tensor image = net.input("image", 1, 4, 4);
        Tensor a = net.conv("a", image, 2, ONE, Affine.BIAS);
        Tensor b = net.conv("b", image, 2, ONE, Affine.BIAS);
        Tensor sum = net.add("sum", a, b);
        net.pool("d", a, Kernel.square(2).stride(2));
        net.conv("e", sum, 1, ONE, Affine.NONE);

        WorkloadStatistics statistics = WorkloadStatistics.of(net.build());

        // image+a, image+a+b, a+b+sum, a+sum+d, sum+d+e: d is an output and stays.
        assertThat(statistics.rows())
                .extracting(WorkloadStatistics.Row::liveWords)
                .containsExactly(48L, 80L, 96L, 72L, 56L);
        assertThat(statistics.rows()).extracting(row -> row.layer().name()).containsExactly("a", "b", "sum", "d", "e");
        assertThat(statistics.peakLiveWords()).isEqualTo(96);
        assertThat(statistics.macs()).isEqualTo(32 + 32 + 32);
        assertThat(statistics.vectorOps()).isEqualTo(2 * 32 + 8 * 4);
        assertThat(statistics.parameters()).isEqualTo(4 + 4 + 2);
        assertThat(statistics.workload()).isEqualTo("dag");
        assertThat(statistics.batch()).isEqualTo(1);
    }

    @Test
    void aTensorThatIsReadTwiceByOneLayerDiesOnce() {
        WorkloadBuilder net = new WorkloadBuilder("twice", 1);
        Tensor image = net.input("image", 1, 4, 4);
        Tensor doubled = net.add("double", image, image);
        net.conv("out", Tensor.concat(doubled, doubled), 1, ONE, Affine.NONE);
        assertThat(WorkloadStatistics.of(net.build()).rows())
                .extracting(WorkloadStatistics.Row::liveWords)
                .containsExactly(32L, 32L);
    }

    @Test
    void anInputThatNobodyReadsIsNeverLive() {
        WorkloadBuilder net = new WorkloadBuilder("unread", 1);
        net.input("unread", 1, 100, 100);
        Tensor image = net.input("image", 1, 4, 4);
        net.conv("out", image, 1, ONE, Affine.NONE);
        assertThat(WorkloadStatistics.of(net.build()).peakLiveWords()).isEqualTo(32);
    }
}
