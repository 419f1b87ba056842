package org.nicepim.workload.zoo;

import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/**
 * VGG-16, configuration D without batch normalisation: Simonyan, Zisserman, "Very Deep Convolutional Networks for
 * Large-Scale Image Recognition", ICLR 2015, table 1.
 */
final class Vgg16 {
    private static final int[] WIDTH = {64, 128, 256, 512, 512};
    private static final int[] DEPTH = {2, 2, 3, 3, 3};

    private Vgg16() {}

    static void layers(WorkloadBuilder net) {
        Tensor x = net.input("image", 3, 224, 224);
        for (int stage = 1; stage <= WIDTH.length; stage++) {
            for (int i = 1; i <= DEPTH[stage - 1]; i++) {
                String name = "conv" + stage + "_" + i;
                x = net.conv(name, x, WIDTH[stage - 1], Kernel.square(3).pad(1), Affine.BIAS);
            }
            x = net.pool("pool" + stage, x, Kernel.square(2).stride(2));
        }
        x = net.fullyConnected("fc6", x, 4096, Affine.BIAS);
        x = net.fullyConnected("fc7", x, 4096, Affine.BIAS);
        net.fullyConnected("fc8", x, 1000, Affine.BIAS);
    }
}
