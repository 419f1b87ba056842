package org.nicepim.workload.zoo;

import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/**
 * Residual networks as published: He, Zhang, Ren, Sun, "Deep Residual Learning for Image Recognition", CVPR 2016, table
 * 1, with projection shortcuts where the shape changes (option B).
 *
 * <p>Bottleneck blocks stride in their first 1×1 convolution, as in the paper ("v1"). Torchvision strides in the 3×3
 * instead ("v1.5"): same parameters, 231 million MACs more.
 */
final class ResNet {
    private static final Kernel THREE = Kernel.square(3).pad(1);

    private final WorkloadBuilder net;
    private final boolean bottleneck;

    private ResNet(WorkloadBuilder net, boolean bottleneck) {
        this.net = net;
        this.bottleneck = bottleneck;
    }

    /** Two 3×3 convolutions per block; {@code depth} counts the blocks of the four stages. */
    static void basic(WorkloadBuilder net, int... depth) {
        new ResNet(net, false).layers(depth);
    }

    /** 1×1, 3×3 and 1×1 convolutions per block; {@code depth} counts the blocks of the four stages. */
    static void bottleneck(WorkloadBuilder net, int... depth) {
        new ResNet(net, true).layers(depth);
    }

    private void layers(int... depth) {
        Tensor image = net.input("image", 3, 224, 224);
        Tensor x = net.conv("conv1", image, 64, Kernel.square(7).stride(2).pad(3), Affine.BATCH_NORM);
        x = net.pool("pool1", x, Kernel.square(3).stride(2).pad(1));
        for (int stage = 0; stage < depth.length; stage++) {
            for (int i = 1; i <= depth[stage]; i++) {
                String name = "conv" + (stage + 2) + "_" + i;
                x = block(name, x, 64 << stage, stage > 0 && i == 1 ? 2 : 1);
            }
        }
        net.fullyConnected("fc", net.globalPool("pool5", x), 1000, Affine.BIAS);
    }

    private Tensor block(String name, Tensor x, int width, int stride) {
        int outputs = bottleneck ? 4 * width : width;
        Tensor residual = bottleneck ? narrowed(name, x, width, stride) : plain(name, x, width, stride);
        Tensor shortcut = x;
        if (stride > 1 || x.shape().channels() != outputs) {
            Kernel project = Kernel.square(1).stride(stride);
            shortcut = net.conv(name + "_shortcut", x, outputs, project, Affine.BATCH_NORM);
        }
        return net.add(name + "_add", shortcut, residual);
    }

    private Tensor plain(String name, Tensor x, int width, int stride) {
        Tensor a = net.conv(name + "_a", x, width, THREE.stride(stride), Affine.BATCH_NORM);
        return net.conv(name + "_b", a, width, THREE, Affine.BATCH_NORM);
    }

    private Tensor narrowed(String name, Tensor x, int width, int stride) {
        Tensor a = net.conv(name + "_a", x, width, Kernel.square(1).stride(stride), Affine.BATCH_NORM);
        Tensor b = net.conv(name + "_b", a, width, THREE, Affine.BATCH_NORM);
        return net.conv(name + "_c", b, 4 * width, Kernel.square(1), Affine.BATCH_NORM);
    }
}
