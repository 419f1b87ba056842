package org.nicepim.workload.zoo;

import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/**
 * Inception-v3 at 299×299 without the auxiliary head that only training uses: Szegedy et al., "Rethinking the Inception
 * Architecture for Computer Vision", CVPR 2016; widths of the released model, which torchvision ports.
 *
 * <p>Module names follow torchvision: 5 is the 35×35 grid, 6 the 17×17 grid, 7 the 8×8 grid.
 */
final class InceptionV3 {
    private static final Kernel ONE = Kernel.square(1);
    private static final Kernel THREE = Kernel.square(3).pad(1);
    private static final Kernel HALVE = Kernel.square(3).stride(2);
    private static final Kernel ROW_OF_3 = Kernel.of(1, 3).pad(0, 1, 0, 1);
    private static final Kernel COLUMN_OF_3 = Kernel.of(3, 1).pad(1, 0, 1, 0);
    private static final Kernel ROW_OF_7 = Kernel.of(1, 7).pad(0, 3, 0, 3);
    private static final Kernel COLUMN_OF_7 = Kernel.of(7, 1).pad(3, 0, 3, 0);

    private final WorkloadBuilder net;

    private InceptionV3(WorkloadBuilder net) {
        this.net = net;
    }

    static void layers(WorkloadBuilder net) {
        new InceptionV3(net).layers();
    }

    private void layers() {
        Tensor x = stem(net.input("image", 3, 299, 299));
        x = filters5("mixed5b", x, 32);
        x = filters5("mixed5c", x, 64);
        x = filters5("mixed5d", x, 64);
        x = reduceTo17("mixed6a", x);
        x = filters7("mixed6b", x, 128);
        x = filters7("mixed6c", x, 160);
        x = filters7("mixed6d", x, 160);
        x = filters7("mixed6e", x, 192);
        x = reduceTo8("mixed7a", x);
        x = expanded("mixed7b", x);
        x = expanded("mixed7c", x);
        net.fullyConnected("fc", net.globalPool("pool", x), 1000, Affine.BIAS);
    }

    private Tensor conv(String name, Tensor x, int outputs, Kernel kernel) {
        return net.conv(name, x, outputs, kernel, Affine.BATCH_NORM);
    }

    private Tensor stem(Tensor image) {
        Tensor x = conv("conv1a", image, 32, HALVE);
        x = conv("conv2a", x, 32, Kernel.square(3));
        x = conv("conv2b", x, 64, THREE);
        x = net.pool("pool1", x, HALVE);
        x = conv("conv3b", x, 80, ONE);
        x = conv("conv4a", x, 192, Kernel.square(3));
        return net.pool("pool2", x, HALVE);
    }

    /** 1×1, 5×5, twice 3×3, and pooling: the paper's figure 5 with one 5×5 kept. */
    private Tensor filters5(String name, Tensor x, int poolWidth) {
        Tensor one = conv(name + "_1x1", x, 64, ONE);
        Tensor five = conv(
                name + "_5x5_2",
                conv(name + "_5x5_1", x, 48, ONE),
                64,
                Kernel.square(5).pad(2));
        Tensor twice = conv(name + "_3x3dbl_2", conv(name + "_3x3dbl_1", x, 64, ONE), 96, THREE);
        twice = conv(name + "_3x3dbl_3", twice, 96, THREE);
        return Tensor.concat(one, five, twice, pooled(name, x, poolWidth));
    }

    private Tensor reduceTo17(String name, Tensor x) {
        Tensor three = conv(name + "_3x3", x, 384, HALVE);
        Tensor twice = conv(name + "_3x3dbl_2", conv(name + "_3x3dbl_1", x, 64, ONE), 96, THREE);
        twice = conv(name + "_3x3dbl_3", twice, 96, HALVE);
        return Tensor.concat(three, twice, net.pool(name + "_pool", x, HALVE));
    }

    /** 7×7 filters as pairs of 1×7 and 7×1: the paper's figure 6. */
    private Tensor filters7(String name, Tensor x, int width) {
        Tensor one = conv(name + "_1x1", x, 192, ONE);
        Tensor seven = conv(name + "_7x7_2", conv(name + "_7x7_1", x, width, ONE), width, ROW_OF_7);
        seven = conv(name + "_7x7_3", seven, 192, COLUMN_OF_7);
        Tensor twice = conv(name + "_7x7dbl_2", conv(name + "_7x7dbl_1", x, width, ONE), width, COLUMN_OF_7);
        twice = conv(name + "_7x7dbl_3", twice, width, ROW_OF_7);
        twice = conv(name + "_7x7dbl_4", twice, width, COLUMN_OF_7);
        twice = conv(name + "_7x7dbl_5", twice, 192, ROW_OF_7);
        return Tensor.concat(one, seven, twice, pooled(name, x, 192));
    }

    private Tensor reduceTo8(String name, Tensor x) {
        Tensor three = conv(name + "_3x3_2", conv(name + "_3x3_1", x, 192, ONE), 320, HALVE);
        Tensor seven = conv(name + "_7x7x3_2", conv(name + "_7x7x3_1", x, 192, ONE), 192, ROW_OF_7);
        seven = conv(name + "_7x7x3_4", conv(name + "_7x7x3_3", seven, 192, COLUMN_OF_7), 192, HALVE);
        return Tensor.concat(three, seven, net.pool(name + "_pool", x, HALVE));
    }

    /** 1×3 and 3×1 side by side at the end of two branches: the paper's figure 7. */
    private Tensor expanded(String name, Tensor x) {
        Tensor one = conv(name + "_1x1", x, 320, ONE);
        Tensor three = conv(name + "_3x3_1", x, 384, ONE);
        Tensor twice = conv(name + "_3x3dbl_2", conv(name + "_3x3dbl_1", x, 448, ONE), 384, THREE);
        return Tensor.concat(
                one,
                conv(name + "_3x3_2a", three, 384, ROW_OF_3),
                conv(name + "_3x3_2b", three, 384, COLUMN_OF_3),
                conv(name + "_3x3dbl_3a", twice, 384, ROW_OF_3),
                conv(name + "_3x3dbl_3b", twice, 384, COLUMN_OF_3),
                pooled(name, x, 192));
    }

    private Tensor pooled(String name, Tensor x, int width) {
        return conv(name + "_pool_proj", net.pool(name + "_pool", x, THREE), width, ONE);
    }
}
