package org.nicepim.workload.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nicepim.cost.RandomLayers;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Affine;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Generation;
import org.nicepim.workload.Heads;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;

/** Random workloads with whatever a workload can hold. */
final class RandomWorkloads {
    private RandomWorkloads() {}

    static Workload workload(Gen gen) {
        return switch (gen.between(0, 2)) {
            case 0 -> RandomLayers.network(gen);
            case 1 -> blocks(gen);
            default -> decoder(gen);
        };
    }

    /** Convolutions over tensors that are cut and joined in all directions. */
    private static Workload blocks(Gen gen) {
        WorkloadBuilder net =
                new WorkloadBuilder(gen.oneOf("plain", "with blanks", "ä: \"ö\"\n#\\"), gen.between(1, 3));
        List<Tensor> tensors = new ArrayList<>();
        int size = gen.between(3, 9);
        tensors.add(net.input("image 0", 4 * gen.between(1, 3), size, size + gen.between(0, 2)));
        int layers = gen.between(2, 9);
        for (int i = 0; i < layers; i++) {
            net.weightBits(gen.chance(0.3) ? Optional.of(gen.oneOf(2, 4, 8)) : Optional.empty());
            tensors.add(layer(net, gen, gen.oneOf("layer", "a/b", "x: y", "[") + i, gen.oneOf(tensors)));
        }
        net.fullyConnected("classifier", gen.oneOf(tensors), gen.between(1, 9), gen.oneOf(Affine.values()));
        if (gen.chance(0.3)) {
            net.keep(gen.oneOf(tensors));
        }
        return net.build();
    }

    private static Tensor layer(WorkloadBuilder net, Gen gen, String name, Tensor from) {
        Tensor in = gen.chance(0.3) ? cut(gen, from) : gen.chance(0.3) ? joined(gen, from) : from;
        FeatureMap shape = in.shape();
        return switch (gen.between(0, 6)) {
            case 0 -> net.conv(name, in, gen.between(1, 8), kernel(gen, shape), gen.oneOf(Affine.values()));
            case 1 -> net.depthwise(name, in, kernel(gen, shape), Affine.BIAS);
            case 2 -> net.pool(name, in, kernel(gen, shape));
            case 3 -> net.reduction(name, in, gen.between(0, 9), gen.between(1, 9));
            case 4 -> net.add(name, in, gen.chance(0.5) ? in : in.slice(MapAxis.CHANNEL, 0, 1));
            case 5 -> resized(net, gen, name, in);
            default -> net.globalPool(name, in);
        };
    }

    /** Concatenations along rows or columns cannot be resized. */
    private static Tensor resized(WorkloadBuilder net, Gen gen, String name, Tensor in) {
        boolean whole = in.parts().stream()
                .allMatch(part -> part.place().extents().rows() == in.shape().rows()
                        && part.place().extents().cols() == in.shape().cols());
        return whole
                ? net.resize(name, in, gen.between(1, 9), gen.between(1, 9), gen.between(1, 7))
                : net.softmax(name, in);
    }

    private static Tensor cut(Gen gen, Tensor tensor) {
        MapAxis axis = gen.oneOf(MapAxis.values());
        int extent = tensor.shape().of(axis);
        int first = gen.between(0, extent - 1);
        return tensor.slice(axis, first, gen.between(1, extent - first));
    }

    private static Tensor joined(Gen gen, Tensor tensor) {
        return Tensor.concat(gen.oneOf(MapAxis.CHANNEL, MapAxis.ROW, MapAxis.COL), List.of(tensor, tensor));
    }

    private static Kernel kernel(Gen gen, FeatureMap shape) {
        int rows = gen.between(1, Math.min(3, shape.rows()));
        int cols = gen.between(1, Math.min(3, shape.cols()));
        Kernel kernel = Kernel.of(rows, cols).stride(gen.between(1, 3));
        return switch (gen.between(0, 3)) {
            case 0 -> kernel.pad(gen.between(0, 2), gen.between(0, 2), gen.between(0, 4), gen.between(0, 2));
            case 1 -> kernel.same(shape);
            case 2 -> kernel.pad(gen.between(0, 1)).ceil();
            default -> kernel.dilation(gen.between(1, 3)).pad(gen.between(3, 5));
        };
    }

    /** A step of a language model: keys and values behind those of earlier tokens. */
    private static Workload decoder(Gen gen) {
        int batch = gen.between(1, 3);
        int past = gen.between(1, 6);
        int fresh = gen.chance(0.5) ? 1 : gen.between(2, 4);
        Heads heads = new Heads(4, gen.oneOf(1, 2, 4));
        int width = gen.between(1, 3);
        int keys = width * heads.keyValue();
        int hidden = width * heads.query();
        WorkloadBuilder net = new WorkloadBuilder("decoder", batch);
        net.weightBits(gen.chance(0.5) ? Optional.of(4) : Optional.empty());
        Tensor x = net.embedding("tokens", 50, hidden, fresh);
        Tensor fused = net.sequenceProduct("qkv", x, hidden + 2 * keys, Affine.NONE);
        Tensor k = fused.slice(MapAxis.CHANNEL, hidden, keys);
        Tensor v = fused.slice(MapAxis.CHANNEL, hidden + keys, keys);
        net.keep(k);
        Tensor allK = Tensor.concat(MapAxis.ROW, List.of(net.cache("cacheK", keys, past), k));
        Tensor allV = Tensor.concat(MapAxis.ROW, List.of(net.cache("cacheV", keys, past), v));
        Tensor scores = net.attentionScores("scores", fused.slice(MapAxis.CHANNEL, 0, hidden), allK, heads);
        Tensor context = net.attentionContext("context", net.softmax("softmax", scores), allV, heads);
        net.firstPositionProduct("head", context, 50, Affine.BIAS);
        net.generates(new Generation(gen.oneOf(Generation.Phase.values()), batch, fresh, past));
        return net.build();
    }
}
