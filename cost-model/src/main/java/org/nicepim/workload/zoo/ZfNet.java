package org.nicepim.workload.zoo;

import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/**
 * ZFNet as in figure 3 of Zeiler, Fergus, "Visualizing and Understanding Convolutional Networks", ECCV 2014, with 384, 384
 * and 256 channels in the last three convolutions and contrast normalisation after the first two poolings.
 */
final class ZfNet {
    private ZfNet() {}

    static void layers(WorkloadBuilder net) {
        Kernel pool = Kernel.square(3).stride(2).ceil();
        Kernel three = Kernel.square(3).pad(1);
        Tensor x = net.input("image", 3, 224, 224);
        x = net.conv("conv1", x, 96, Kernel.square(7).stride(2).pad(1), Affine.BIAS);
        x = net.localResponseNorm("norm1", net.pool("pool1", x, pool), 5);
        x = net.conv("conv2", x, 256, Kernel.square(5).stride(2), Affine.BIAS);
        x = net.localResponseNorm("norm2", net.pool("pool2", x, pool), 5);
        x = net.conv("conv3", x, 384, three, Affine.BIAS);
        x = net.conv("conv4", x, 384, three, Affine.BIAS);
        x = net.conv("conv5", x, 256, three, Affine.BIAS);
        x = net.pool("pool5", x, Kernel.square(3).stride(2));
        x = net.fullyConnected("fc6", x, 4096, Affine.BIAS);
        x = net.fullyConnected("fc7", x, 4096, Affine.BIAS);
        net.fullyConnected("fc8", x, 1000, Affine.BIAS);
    }
}
