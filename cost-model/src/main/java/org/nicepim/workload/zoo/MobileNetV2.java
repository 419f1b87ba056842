package org.nicepim.workload.zoo;

import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/**
 * MobileNet-v2 with width 1.0 at 224×224: Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", CVPR
 * 2018, table 2.
 */
final class MobileNetV2 {
    /**
     * One line of the paper's table 2.
     *
     * @param expansion factor t
     * @param outputs channels c
     * @param repeats blocks n
     * @param stride stride s of the first block
     */
    private record Stage(int expansion, int outputs, int repeats, int stride) {}

    private static final Stage[] STAGES = {
        new Stage(1, 16, 1, 1),
        new Stage(6, 24, 2, 2),
        new Stage(6, 32, 3, 2),
        new Stage(6, 64, 4, 2),
        new Stage(6, 96, 3, 1),
        new Stage(6, 160, 3, 2),
        new Stage(6, 320, 1, 1),
    };

    private static final Kernel THREE = Kernel.square(3).pad(1);

    private MobileNetV2() {}

    static void layers(WorkloadBuilder net) {
        Tensor x = net.conv("conv1", net.input("image", 3, 224, 224), 32, THREE.stride(2), Affine.BATCH_NORM);
        int block = 1;
        for (Stage stage : STAGES) {
            for (int i = 0; i < stage.repeats(); i++) {
                x = block(net, "block" + block++, x, stage, i == 0 ? stage.stride() : 1);
            }
        }
        x = net.conv("conv_last", x, 1280, Kernel.square(1), Affine.BATCH_NORM);
        net.fullyConnected("fc", net.globalPool("pool", x), 1000, Affine.BIAS);
    }

    private static Tensor block(WorkloadBuilder net, String name, Tensor input, Stage stage, int stride) {
        int channels = input.shape().channels();
        Tensor x = input;
        if (stage.expansion() > 1) {
            x = net.conv(name + "_expand", x, stage.expansion() * channels, Kernel.square(1), Affine.BATCH_NORM);
        }
        x = net.depthwise(name + "_depthwise", x, THREE.stride(stride), Affine.BATCH_NORM);
        x = net.conv(name + "_project", x, stage.outputs(), Kernel.square(1), Affine.BATCH_NORM);
        return stride == 1 && channels == stage.outputs() ? net.add(name + "_add", input, x) : x;
    }
}
