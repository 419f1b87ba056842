package org.nicepim.workload.zoo;

import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/**
 * NASNet-A for ImageNet without the auxiliary head that only training uses: Zoph, Vasudevan, Shlens, Le, "Learning
 * Transferable Architectures for Scalable Image Recognition", CVPR 2018, figure 4; stem and the adjustment of cell inputs as
 * in the released model, which Keras ports.
 *
 * <p>A cell reads the outputs of the two cells before it, {@code x} and {@code before}, and concatenates what its blocks add
 * up. Separable convolutions are applied twice. A pooling that two blocks of a cell read is computed once.
 */
final class NasNetA {
    private static final Kernel ONE = Kernel.square(1);
    private static final Kernel POOL = Kernel.square(3).pad(1);

    private final WorkloadBuilder net;

    private NasNetA(WorkloadBuilder net) {
        this.net = net;
    }

    /** NASNet-A (4 @ 1056) at 224×224. */
    static void mobile(WorkloadBuilder net) {
        new NasNetA(net).layers(net.input("image", 3, 224, 224), 32, 44, 4, false);
    }

    /** NASNet-A (6 @ 4032) at 331×331. */
    static void large(WorkloadBuilder net) {
        new NasNetA(net).layers(net.input("image", 3, 331, 331), 96, 168, 6, true);
    }

    /**
     * The network.
     *
     * @param stemFilters channels of the first convolution
     * @param filters channels of a convolution in the first cells
     * @param repeats normal cells per stage
     * @param skip true if the cell behind a reduction cell reads what the reduction cell had as {@code before}, not as {@code
     *     x}
     */
    private void layers(Tensor image, int stemFilters, int filters, int repeats, boolean skip) {
        Tensor stem = net.conv("stem", image, stemFilters, Kernel.square(3).stride(2), Affine.BATCH_NORM);
        Tensor before = reduction("stem1", stem, stem, filters / 4);
        Tensor x = reduction("stem2", before, adjusted("stem2", stem, before, filters / 2), filters / 2);
        for (int stage = 1; stage <= 3; stage++) {
            int width = filters << (stage - 1);
            if (stage > 1) {
                String name = "reduction" + (stage - 1);
                Tensor reduced = reduction(name, x, adjusted(name, before, x, width), width);
                before = skip ? before : x;
                x = reduced;
            }
            for (int i = 1; i <= repeats; i++) {
                Tensor next = normal("normal" + stage + "_" + i, x, before, width);
                before = x;
                x = next;
            }
        }
        net.fullyConnected("fc", net.globalPool("pool", x), 1000, Affine.BIAS);
    }

    private Tensor normal(String name, Tensor x, Tensor before, int filters) {
        Tensor p = adjusted(name, before, x, filters);
        Tensor h = conv(name + "_squeeze", x, filters);
        Tensor pooled = net.pool(name + "_pool_p", p, POOL);
        return Tensor.concat(
                p,
                net.add(
                        name + "_add1",
                        separable(name + "_h5", h, filters, 5, 1),
                        separable(name + "_p3", p, filters, 3, 1)),
                net.add(
                        name + "_add2",
                        separable(name + "_p5", p, filters, 5, 1),
                        separable(name + "_q3", p, filters, 3, 1)),
                net.add(name + "_add3", net.pool(name + "_pool_h", h, POOL), p),
                net.add(name + "_add4", pooled, pooled),
                net.add(name + "_add5", separable(name + "_h3", h, filters, 3, 1), h));
    }

    /** Halves rows and columns; {@code p} is what it reads of the cell before {@code x}. */
    private Tensor reduction(String name, Tensor x, Tensor p, int filters) {
        Tensor h = conv(name + "_squeeze", x, filters);
        Kernel halve = Kernel.square(3).stride(2).same(h.shape());
        Tensor most = net.pool(name + "_max_h", h, halve);
        Tensor mean = net.pool(name + "_pool_h", h, halve);
        Tensor one = net.add(
                name + "_add1", separable(name + "_h5", h, filters, 5, 2), separable(name + "_p7", p, filters, 7, 2));
        Tensor two = net.add(name + "_add2", most, separable(name + "_q7", p, filters, 7, 2));
        return Tensor.concat(
                two,
                net.add(name + "_add3", mean, separable(name + "_p5", p, filters, 5, 2)),
                net.add(name + "_add4", net.pool(name + "_pool_add1", one, POOL), two),
                net.add(name + "_add5", separable(name + "_add1_3", one, filters, 3, 1), most));
    }

    /** The output of the cell before {@code x} in the size of {@code x}, with as many channels as a cell's blocks have. */
    private Tensor adjusted(String name, Tensor before, Tensor x, int filters) {
        if (before.shape().rows() != x.shape().rows()) {
            return halved(name, before, filters / 2);
        }
        return before.shape().channels() == filters ? before : conv(name + "_adjust", before, filters);
    }

    /**
     * Every other pixel, and every other pixel beginning with the second, each with its own 1×1 convolution; where the second
     * grid leaves the map it reads zeros.
     */
    private Tensor halved(String name, Tensor before, int filters) {
        Kernel even = ONE.stride(2);
        int rows = before.shape().rows() - 1;
        int cols = before.shape().cols() - 1;
        Tensor shifted = before.slice(MapAxis.ROW, 1, rows).slice(MapAxis.COL, 1, cols);
        return Tensor.concat(
                net.conv(name + "_adjust1", before, filters, even, Affine.BATCH_NORM),
                net.conv(name + "_adjust2", shifted, filters, even.pad(0, 0, 1, 1), Affine.BATCH_NORM));
    }

    private Tensor separable(String name, Tensor input, int filters, int size, int stride) {
        Kernel first = Kernel.square(size).stride(stride).same(input.shape());
        Tensor x = conv(name + "_pointwise1", net.depthwise(name + "_depthwise1", input, first, Affine.NONE), filters);
        Kernel second = Kernel.square(size).pad(size / 2);
        return conv(name + "_pointwise2", net.depthwise(name + "_depthwise2", x, second, Affine.NONE), filters);
    }

    private Tensor conv(String name, Tensor input, int filters) {
        return net.conv(name, input, filters, ONE, Affine.BATCH_NORM);
    }
}
