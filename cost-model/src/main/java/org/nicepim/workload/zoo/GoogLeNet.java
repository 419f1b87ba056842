package org.nicepim.workload.zoo;

import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/**
 * GoogLeNet (Inception-v1) as published, without the auxiliary heads that only training uses: Szegedy et al., "Going
 * Deeper with Convolutions", CVPR 2015, table 1.
 *
 * <p>Convolutions have biases and no batch normalisation, and the third branch really is 5×5; torchvision's variant has
 * batch normalisation and 3×3 there, so fewer parameters. Pooling rounds up (Caffe), so that 112 becomes 56.
 */
final class GoogLeNet {
    private static final Kernel ONE = Kernel.square(1);
    private static final Kernel THREE = Kernel.square(3).pad(1);
    private static final Kernel FIVE = Kernel.square(5).pad(2);
    private static final Kernel HALVE = Kernel.square(3).stride(2).ceil();

    /**
     * Output channels of an inception module, in the columns of the paper's table 1.
     *
     * @param one 1×1 branch
     * @param reduceThree 1×1 before 3×3
     * @param three 3×3 branch
     * @param reduceFive 1×1 before 5×5
     * @param five 5×5 branch
     * @param pool 1×1 after pooling
     */
    private record Widths(int one, int reduceThree, int three, int reduceFive, int five, int pool) {}

    private final WorkloadBuilder net;

    private GoogLeNet(WorkloadBuilder net) {
        this.net = net;
    }

    static void layers(WorkloadBuilder net) {
        new GoogLeNet(net).layers();
    }

    private void layers() {
        Tensor x = stem(net.input("image", 3, 224, 224));
        x = inception("inception_3a", x, new Widths(64, 96, 128, 16, 32, 32));
        x = inception("inception_3b", x, new Widths(128, 128, 192, 32, 96, 64));
        x = net.pool("pool3", x, HALVE);
        x = inception("inception_4a", x, new Widths(192, 96, 208, 16, 48, 64));
        x = inception("inception_4b", x, new Widths(160, 112, 224, 24, 64, 64));
        x = inception("inception_4c", x, new Widths(128, 128, 256, 24, 64, 64));
        x = inception("inception_4d", x, new Widths(112, 144, 288, 32, 64, 64));
        x = inception("inception_4e", x, new Widths(256, 160, 320, 32, 128, 128));
        x = net.pool("pool4", x, HALVE);
        x = inception("inception_5a", x, new Widths(256, 160, 320, 32, 128, 128));
        x = inception("inception_5b", x, new Widths(384, 192, 384, 48, 128, 128));
        x = net.globalPool("pool5", x);
        net.fullyConnected("fc", x, 1000, Affine.BIAS);
    }

    private Tensor stem(Tensor image) {
        Tensor x = net.conv("conv1", image, 64, Kernel.square(7).stride(2).pad(3), Affine.BIAS);
        x = net.localResponseNorm("norm1", net.pool("pool1", x, HALVE), 5);
        x = net.conv("conv2_reduce", x, 64, ONE, Affine.BIAS);
        x = net.conv("conv2", x, 192, THREE, Affine.BIAS);
        return net.pool("pool2", net.localResponseNorm("norm2", x, 5), HALVE);
    }

    private Tensor inception(String name, Tensor x, Widths widths) {
        Tensor one = net.conv(name + "_1x1", x, widths.one(), ONE, Affine.BIAS);
        Tensor three = net.conv(name + "_3x3_reduce", x, widths.reduceThree(), ONE, Affine.BIAS);
        three = net.conv(name + "_3x3", three, widths.three(), THREE, Affine.BIAS);
        Tensor five = net.conv(name + "_5x5_reduce", x, widths.reduceFive(), ONE, Affine.BIAS);
        five = net.conv(name + "_5x5", five, widths.five(), FIVE, Affine.BIAS);
        Tensor pool =
                net.conv(name + "_pool_proj", net.pool(name + "_pool", x, THREE), widths.pool(), ONE, Affine.BIAS);
        return Tensor.concat(one, three, five, pool);
    }
}
