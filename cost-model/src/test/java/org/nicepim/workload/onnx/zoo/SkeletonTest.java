package org.nicepim.workload.onnx.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;
import org.nicepim.workload.zoo.Zoo;

/** Does the comparison of workloads see what it must see, and nothing else? */
class SkeletonTest {
    private static final Kernel THREE = Kernel.square(3).pad(1);

    @ParameterizedTest
    @MethodSource("org.nicepim.workload.zoo.Zoo#names")
    void aNetworkEqualsItselfAndNoOtherBatch(String name) {
        Skeleton one = Skeleton.of(Zoo.create(name, 1));
        assertThat(Skeleton.differences(one, Skeleton.of(Zoo.create(name, 1)))).isEmpty();
        assertThat(Skeleton.differences(one, Skeleton.of(Zoo.create(name, 2)))).isNotEmpty();
    }

    @Test
    void namesAndElementwiseLayersDoNotMatter() {
        assertThat(Skeleton.differences(Skeleton.of(residual("", true, 1)), Skeleton.of(residual("x", false, 1))))
                .isEmpty();
    }

    @Test
    void aStrideIsSeen() {
        assertThat(Skeleton.differences(Skeleton.of(residual("", true, 1)), Skeleton.of(residual("x", true, 2))))
                .contains("missing: b: CONVOLUTION N1 G1 K4 C4 P8 Q8 R3 S3 over 8×8 by 1×1 from 1,1 dilated 1×1"
                        + " after [a] read by [c]");
    }

    @Test
    void aMissingShortcutIsSeen() {
        assertThat(Skeleton.differences(Skeleton.of(residual("", true, 1)), Skeleton.of(straight())))
                .hasSize(2)
                .first()
                .asString()
                .contains("c: CONVOLUTION")
                .endsWith("after [a, b] read by []");
    }

    /** Both read the same; only who reads them tells the two convolutions apart. */
    @Test
    void anotherReaderIsSeen() {
        assertThat(Skeleton.differences(Skeleton.of(twice("a", "a")), Skeleton.of(twice("a", "b"))))
                .isNotEmpty();
    }

    private static Workload residual(String prefix, boolean elementwise, int stride) {
        WorkloadBuilder net = new WorkloadBuilder("residual", 1);
        Tensor a = net.conv(prefix + "a", net.input("image", 3, 8, 8), 4, THREE.stride(stride), Affine.BIAS);
        Tensor b = net.conv(prefix + "b", a, 4, THREE, Affine.BIAS);
        Tensor sum = net.add(prefix + "sum", a, b);
        Tensor last = elementwise ? sum : net.softmax(prefix + "again", sum);
        net.conv(prefix + "c", last, 4, THREE, Affine.BIAS);
        return net.build();
    }

    private static Workload straight() {
        WorkloadBuilder net = new WorkloadBuilder("straight", 1);
        Tensor a = net.conv("a", net.input("image", 3, 8, 8), 4, THREE, Affine.BIAS);
        net.conv("c", net.conv("b", a, 4, THREE, Affine.BIAS), 4, THREE, Affine.BIAS);
        return net.build();
    }

    private static Workload twice(String readByPool, String readByConv) {
        WorkloadBuilder net = new WorkloadBuilder("twice", 1);
        Tensor image = net.input("image", 3, 8, 8);
        Tensor a = net.conv("a", image, 4, THREE, Affine.BIAS);
        Tensor b = net.conv("b", image, 4, THREE, Affine.BIAS);
        net.pool("pool", readByPool.equals("a") ? a : b, Kernel.square(2));
        net.conv("c", readByConv.equals("a") ? a : b, 4, THREE, Affine.BIAS);
        return net.build();
    }
}
