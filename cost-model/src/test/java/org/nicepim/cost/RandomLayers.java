package org.nicepim.cost;

import java.util.List;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Heads;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;

/** Small layers of every type, and small networks of them. */
public final class RandomLayers {
    private RandomLayers() {}

    /** A network with a branch, every type of layer in it. */
    public static Workload network(Gen gen) {
        WorkloadBuilder net = new WorkloadBuilder("network", gen.between(1, 4));
        int size = gen.between(6, 20);
        Tensor image = net.input("image", gen.between(2, 12), size, size + gen.between(0, 3));
        Tensor a = net.conv("conv", image, 8 * gen.between(1, 6), kernel(gen), Affine.NONE);
        Tensor depthwise = net.depthwise("depthwise", a, Kernel.square(3).pad(1), Affine.NONE);
        Tensor pointwise = net.conv("pointwise", depthwise, a.shape().channels(), Kernel.square(1), Affine.BATCH_NORM);
        Tensor sum = net.add("sum", a, pointwise);
        Tensor norm = net.localResponseNorm("norm", sum, 5);
        Tensor grouped = net.groupedConv("grouped", norm, 8 * gen.between(1, 4), 4, Kernel.square(1), Affine.BIAS);
        Tensor pool =
                net.pool("pool", Tensor.concat(norm, grouped), Kernel.square(2).pad(1));
        net.fullyConnected("classifier", pool, gen.between(2, 40), Affine.BIAS);
        attention(net, gen);
        return net.build();
    }

    private static Kernel kernel(Gen gen) {
        int size = gen.between(1, 3);
        return Kernel.of(size, gen.between(1, 3))
                .dilation(gen.between(1, 2))
                .stride(gen.between(1, 3))
                .pad(gen.between(0, size / 2));
    }

    private static void attention(WorkloadBuilder net, Gen gen) {
        Heads heads = new Heads(4, gen.oneOf(1, 2, 4));
        int width = 4 * gen.between(1, 4);
        Tensor hidden = net.embedding("embedding", 100, 4 * width, gen.between(2, 12));
        Tensor q = net.sequenceProduct("q", hidden, 4 * width, Affine.NONE);
        Tensor k = net.sequenceProduct("k", hidden, heads.keyValue() * width, Affine.NONE);
        Tensor v = net.sequenceProduct("v", hidden, heads.keyValue() * width, Affine.NONE);
        Tensor scores = net.softmax("softmax", net.attentionScores("scores", q, k, heads));
        net.layerNorm("layerNorm", net.attentionContext("context", scores, v, heads));
    }

    /** Any layer of a random network. */
    public static Layer layer(Gen gen) {
        List<Layer> layers = network(gen).layers();
        return gen.oneOf(layers);
    }
}
