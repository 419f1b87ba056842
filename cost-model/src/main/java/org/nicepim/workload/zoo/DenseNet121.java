package org.nicepim.workload.zoo;

import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/**
 * DenseNet-121 with growth rate 32: Huang, Liu, van der Maaten, Weinberger, "Densely Connected Convolutional Networks",
 * CVPR 2017, table 1.
 *
 * <p>Normalisation stands before each 1×1 convolution, on a concatenation that every layer normalises anew, so it folds
 * into the reading convolution; the last one, before the classifier, is a layer of its own.
 */
final class DenseNet121 {
    private static final int GROWTH = 32;
    private static final int[] DEPTH = {6, 12, 24, 16};
    private static final Kernel ONE = Kernel.square(1);
    private static final Kernel THREE = Kernel.square(3).pad(1);

    private DenseNet121() {}

    static void layers(WorkloadBuilder net) {
        Tensor image = net.input("image", 3, 224, 224);
        Tensor x =
                net.conv("conv1", image, 2 * GROWTH, Kernel.square(7).stride(2).pad(3), Affine.BATCH_NORM);
        x = net.pool("pool1", x, Kernel.square(3).stride(2).pad(1));
        for (int block = 1; block <= DEPTH.length; block++) {
            for (int i = 1; i <= DEPTH[block - 1]; i++) {
                x = Tensor.concat(x, dense(net, "dense" + block + "_" + i, x));
            }
            if (block < DEPTH.length) {
                x = transition(net, "transition" + block, x);
            }
        }
        // Scale and shift: two operations per element.
        x = net.reduction("norm5", x, Affine.BATCH_NORM.parameters(x.shape().channels()), 2);
        net.fullyConnected("classifier", net.globalPool("pool5", x), 1000, Affine.BIAS);
    }

    private static Tensor dense(WorkloadBuilder net, String name, Tensor x) {
        Tensor narrow = net.preNormConv(name + "_1x1", x, 4 * GROWTH, ONE, Affine.BATCH_NORM);
        return net.conv(name + "_3x3", narrow, GROWTH, THREE, Affine.NONE);
    }

    private static Tensor transition(WorkloadBuilder net, String name, Tensor x) {
        Tensor half = net.preNormConv(name + "_conv", x, x.shape().channels() / 2, ONE, Affine.NONE);
        return net.pool(name + "_pool", half, Kernel.square(2).stride(2));
    }
}
