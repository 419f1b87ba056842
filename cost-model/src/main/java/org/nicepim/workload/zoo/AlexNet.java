package org.nicepim.workload.zoo;

import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/**
 * AlexNet as published: Krizhevsky, Sutskever, Hinton, "ImageNet Classification with Deep Convolutional Neural
 * Networks", NIPS 2012.
 *
 * <p>The two columns of the paper are convolutions with two groups, as in Caffe's model; torchvision's single-column
 * variant is another network ("One weird trick", 2014). The paper's 224×224 images give its 55×55 maps only with 227×227
 * stored pixels, which is what Caffe reads. Order of pooling and normalisation follows the paper: normalisation first.
 */
final class AlexNet {
    private AlexNet() {}

    static void layers(WorkloadBuilder net) {
        Kernel pool = Kernel.square(3).stride(2);
        Kernel three = Kernel.square(3).pad(1);
        Tensor x = net.input("image", 3, 227, 227);
        x = net.conv("conv1", x, 96, Kernel.square(11).stride(4), Affine.BIAS);
        x = net.pool("pool1", net.localResponseNorm("norm1", x, 5), pool);
        x = net.groupedConv("conv2", x, 256, 2, Kernel.square(5).pad(2), Affine.BIAS);
        x = net.pool("pool2", net.localResponseNorm("norm2", x, 5), pool);
        x = net.conv("conv3", x, 384, three, Affine.BIAS);
        x = net.groupedConv("conv4", x, 384, 2, three, Affine.BIAS);
        x = net.groupedConv("conv5", x, 256, 2, three, Affine.BIAS);
        x = net.pool("pool5", x, pool);
        x = net.fullyConnected("fc6", x, 4096, Affine.BIAS);
        x = net.fullyConnected("fc7", x, 4096, Affine.BIAS);
        net.fullyConnected("fc8", x, 1000, Affine.BIAS);
    }
}
